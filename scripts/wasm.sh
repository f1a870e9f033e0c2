#!/usr/bin/env bash
# Builds the runtime as Wasm, as a chain would run it, and says how large it is.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/wasm.sh

Builds the runtime's Wasm: the one that the node embeds, without the features for tests."
no_options "$@"

prepare build
# The libraries of all default members and not only the runtime, for the sake of the features.
cargo build --lib "${CHECK_FEATURES[@]}"

# size_line WHAT ENDING
size_line() {
	local file=$WASM_DIR/palisade_runtime$2
	printf '  %-11s %12s bytes  %s\n' "$1" "$(with_thousands "$(file_size "$file")")" "$file"
}

printf '\n'
size_line raw .wasm
size_line compact .compact.wasm
size_line compressed .compact.compressed.wasm
