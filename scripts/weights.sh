#!/usr/bin/env bash
# Measures the weights of the runtime's calls and writes them into the pallets.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/weights.sh [--pallet NAME]

Builds the harness in the release profile and runs the benchmarks of every pallet, or of one.
Numbers that are committed come from a machine that does nothing else meanwhile."

harness=()
show_help "$@"
while (($# > 0)); do
	case $1 in
	--pallet) harness+=(--pallet "$(option_value "$@")") ;;
	*) bad_usage "unknown option '$1'" ;;
	esac
	shift 2
done

prepare build
# The harness calls the benchmarks, which the plain Wasm does not have.
unset PALISADE_PLAIN_WASM
cargo run -p palisade-benchmarking --release -- "${harness[@]}"
