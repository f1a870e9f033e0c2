#!/usr/bin/env bash
# Starts a development chain with one validator.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/run.sh [--base-path DIRECTORY] [--port-offset N]

Builds the node and starts a chain with one validator, Alice. Ctrl-C ends it.
  --base-path DIRECTORY  keep the chain there (default: a temporary chain)
  --port-offset N        add N to every port (defaults: RPC 9944, Prometheus 9615, peers 30333)
PALISADE_NODE names a node to start instead of building one."

base_path=
offset=0
show_help "$@"
while (($# > 0)); do
	case $1 in
	--base-path) base_path=$(option_value "$@") ;;
	--port-offset)
		offset=$(option_value "$@")
		offset=$(port_offset "$offset")
		;;
	*) bad_usage "unknown option '$1'" ;;
	esac
	shift 2
done
# The build may take long and runs in the checkout: what is relative is relative to here and now.
[[ -z $base_path || $base_path == /* ]] || base_path=$PWD/$base_path

rpc_port=$((9944 + offset))
prometheus_port=$((9615 + offset))
peer_port=$((30333 + offset))
require_free_ports "$rpc_port" "$prometheus_port" "$peer_port"

find_node

arguments=(
	--dev
	--rpc-port "$rpc_port"
	--prometheus-port "$prometheus_port"
	--listen-addr "/ip4/127.0.0.1/tcp/$peer_port"
	--no-telemetry
)
kept="nothing, the chain is gone when the node ends (BASE_PATH=directory keeps one)"
if [[ -n $base_path ]]; then
	arguments+=(--base-path "$base_path")
	kept=$base_path
fi

# announce NODE_PROCESS: waits for the RPC, so that the addresses come after the node's own start.
announce() {
	local row
	until port_in_use "$rpc_port"; do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.5
	done
	printf '\n  RPC          ws://127.0.0.1:%s and http://127.0.0.1:%s\n' "$rpc_port" "$rpc_port"
	printf '  Prometheus   http://127.0.0.1:%s/metrics\n' "$prometheus_port"
	printf '  kept         %s\n\n' "$kept"
	printf '  Funded accounts (10,000,000 UNIT each; anyone knows these keys):\n'
	for row in "${DEVELOPMENT_ACCOUNTS[@]}"; do
		# shellcheck disable=SC2086 # name and address are two words
		printf '    %-8s %s  //%s\n' $row "${row%% *}"
	done
	printf '\n'
}

# The node takes the place of this process, so that signals reach it.
announce $$ &
exec "$PALISADE_NODE" "${arguments[@]}"
