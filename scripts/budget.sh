#!/usr/bin/env bash
# Compares the measured weights with the budget, or writes the budget.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/budget.sh [--print | --write]

Fails where a weight in pallets/*/src/weights.rs, at its largest components, or the sum of the blocks
between two epochs is above its budget in benchmarking/budget.toml, and names each. Also fails where
a call has no budget, and where a budget has no call.
  --print  print the tables as they should be: with five percent of room for times, one percent for
           the Wasm if it was built, none for reads and writes. A figure that still fits and is not
           much too large stays, so that measuring again changes few lines
  --write  write them to benchmarking/budget.toml
Nothing is compiled. The sizes of stored records are compared by a test of the runtime
(stored_records_keep_within_their_budget), those of the Wasm by scripts/wasm.sh."

command="check"
show_help "$@"
(($# <= 1)) || bad_usage "unknown option '$2'"
case ${1:---check} in
--check) ;;
--print) command="print" ;;
--write) command="write" ;;
*) bad_usage "unknown option '$1'" ;;
esac

have node || die "node is missing: scripts/setup.sh test installs it"
wasm=()
if [[ $command != check && -f $WASM_DIR/palisade_runtime.compact.compressed.wasm ]]; then
	wasm=("$WASM_DIR/palisade_runtime.wasm" "$WASM_DIR/palisade_runtime.compact.compressed.wasm")
fi
node "$ROOT/scripts/budget.mjs" "$command" "${PALISADE_BUDGET_ROOT:-$ROOT}" "${wasm[@]}"
case $command in
check) say "all weights are within their budget" ;;
write) say "benchmarking/budget.toml" ;;
esac
