#!/usr/bin/env bash
# Builds the runtime as Wasm, as a chain would run it, and says how large it is.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/wasm.sh

Builds the runtime's Wasm: the one that the node embeds, without the features for tests. Fails where
it is larger, raw or compressed, than benchmarking/budget.toml allows."
no_options "$@"

prepare build
# The libraries of all default members and not only the runtime, for the sake of the features.
cargo build --lib "${CHECK_FEATURES[@]}"

# granted WHAT: bytes that the budget grants, or nothing.
granted() {
	awk -v what="$1" '/^\[/ { inside = $1 == "[wasm]" } inside && /^[^#]/ {
		for (field = 1; field < NF; field++) if ($field == what && $(field + 1) == "=") print $(field + 2) + 0
	}' "${PALISADE_BUDGET:-$ROOT/benchmarking/budget.toml}"
}

over=()

# size_line WHAT ENDING
size_line() {
	local file=$WASM_DIR/palisade_runtime$2 size most
	size=$(file_size "$file")
	most=$(granted "$1")
	printf '  %-11s %12s bytes  %s\n' "$1" "$(with_thousands "$size")" "$file"
	[[ -n $most ]] && ((size > most)) || return 0
	over+=("$1 is $(with_thousands "$size") bytes, budget $(with_thousands "$most"), $(with_thousands $((size - most))) too many")
}

printf '\n'
size_line raw .wasm
size_line compact .compact.wasm
size_line compressed .compact.compressed.wasm

[[ -n $(granted raw) && -n $(granted compressed) ]] || die "the budget names no size of the Wasm"
((${#over[@]} == 0)) || {
	printf 'OVER BUDGET: the Wasm, %s\n' "${over[@]}"
	die "benchmarking/budget.toml: make the Wasm smaller, or raise the figure with a reason"
}
