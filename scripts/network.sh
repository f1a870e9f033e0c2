#!/usr/bin/env bash
# Starts a network of four validators with different stakes on this machine.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

DATA=$PALISADE_CACHE/network

USAGE="usage: scripts/network.sh [--fresh] [--port-offset N]

Builds the node and starts four validators of the chain preset 'local'. Ctrl-C ends them.
  --fresh          remove the chain of the last run first (it is in $DATA)
  --port-offset N  add N to every port (defaults: RPC 9944, Prometheus 9615, peers 30333, and up)
PALISADE_NODE names a node to start instead of building one."

NAMES=(alice bob charlie dave)
# In units, as the preset has them.
STAKES=(1000000 500000 250000 100000)
# Seconds a node may take until it answers, and to write its database when it is told to end.
START_LIMIT=120
STOP_LIMIT=20

fresh=false
offset=0
show_help "$@"
while (($# > 0)); do
	case $1 in
	--fresh) fresh=true ;;
	--port-offset)
		offset=$(option_value "$@")
		offset=$(port_offset "$offset")
		shift
		;;
	*) bad_usage "unknown option '$1'" ;;
	esac
	shift
done

rpc_port() { echo $((9944 + offset + $1)); }
prometheus_port() { echo $((9615 + offset + $1)); }
peer_port() { echo $((30333 + offset + $1)); }
log_of() { echo "$DATA/${NAMES[$1]}.log"; }

ports=()
for i in "${!NAMES[@]}"; do
	ports+=("$(rpc_port "$i")" "$(prometheus_port "$i")" "$(peer_port "$i")")
done
require_free_ports "${ports[@]}"

find_node

mkdir -p "$DATA"
continued=false
for i in "${!NAMES[@]}"; do
	if $fresh; then
		rm -rf "${DATA:?}/${NAMES[$i]}" "$(log_of "$i")"
	elif [[ -d $DATA/${NAMES[$i]} ]]; then
		continued=true
	fi
done

# A key for the network that is the same in every run and secret to nobody.
node_key() {
	printf 'palisade network %s' "$1" | sha256sum | cut -d ' ' -f 1
}

processes=()

stop_all() {
	local process deadline=$((SECONDS + STOP_LIMIT))
	trap '' INT TERM HUP
	for process in "${processes[@]}"; do
		kill -TERM "$process" 2>/dev/null || true
	done
	for process in "${processes[@]}"; do
		while kill -0 "$process" 2>/dev/null; do
			if ((SECONDS >= deadline)); then
				kill -KILL "$process" 2>/dev/null || true
			fi
			sleep 0.1
		done
	done
}
trap stop_all EXIT
# exit runs stop_all.
trap 'echo; say "ending the network"; exit 0' INT TERM HUP

# rest SECONDS: a sleep that a signal ends at once.
rest() {
	sleep "$1" &
	wait $! || true
}

# end_if_one_died: says which, and why as far as its log knows.
end_if_one_died() {
	local i status
	for i in "${!processes[@]}"; do
		kill -0 "${processes[$i]}" 2>/dev/null && continue
		status=0
		wait "${processes[$i]}" || status=$?
		printf '%s: %s ended with code %s; the last lines of %s:\n' \
			"$SCRIPT" "${NAMES[$i]}" "$status" "$(log_of "$i")" >&2
		awk '/^=== started/ { run = "" } { run = run $0 "\n" } END { printf "%s", run }' \
			"$(log_of "$i")" | tail -n 15 >&2
		if $continued; then
			say "the chain of the last run was continued; make network FRESH=1 starts a new one" >&2
		fi
		exit 1
	done
}

alice_peer=$(node_key alice | "$PALISADE_NODE" key inspect-node-key) ||
	die "$PALISADE_NODE cannot tell the peer id of a key"
for i in "${!NAMES[@]}"; do
	name=${NAMES[$i]}
	arguments=(
		--chain local "--$name" --validator
		--base-path "$DATA/$name"
		--node-key "$(node_key "$name")"
		--listen-addr "/ip4/127.0.0.1/tcp/$(peer_port "$i")"
		--rpc-port "$(rpc_port "$i")"
		--prometheus-port "$(prometheus_port "$i")"
		--no-telemetry --no-mdns --allow-private-ip
	)
	if ((i > 0)); then
		arguments+=(--bootnodes "/ip4/127.0.0.1/tcp/$(peer_port 0)/p2p/$alice_peer")
	fi
	printf '=== started %s\n' "$(date)" >>"$(log_of "$i")"
	"$PALISADE_NODE" "${arguments[@]}" >>"$(log_of "$i")" 2>&1 </dev/null &
	processes+=($!)
done

deadline=$((SECONDS + START_LIMIT))
for i in "${!NAMES[@]}"; do
	until port_in_use "$(rpc_port "$i")"; do
		end_if_one_died
		((SECONDS < deadline)) || die "${NAMES[$i]} does not answer after $START_LIMIT s: see $(log_of "$i")"
		rest 0.2
	done
done
end_if_one_died

printf '\n  %-8s %12s   %-21s  %-30s  %s\n' name "stake (UNIT)" RPC Prometheus log
for i in "${!NAMES[@]}"; do
	printf '  %-8s %12s   %-21s  %-30s  %s\n' "${NAMES[$i]}" "$(with_thousands "${STAKES[$i]}")" \
		"ws://127.0.0.1:$(rpc_port "$i")" "http://127.0.0.1:$(prometheus_port "$i")/metrics" \
		"$(log_of "$i")"
done
printf '\n'
if $continued; then
	say "continues the chain of the last run; make network FRESH=1 starts a new one"
else
	say "the chain is kept in $DATA for the next run"
fi
say "Ctrl-C ends the network"

while true; do
	rest 1
	end_if_one_died
done
