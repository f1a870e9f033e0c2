#!/usr/bin/env bash
# Builds the runtime that only the test of an upgrade uses: the one to upgrade to (next).
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/wasm-variants.sh

Builds the runtime to upgrade to and prints where it is, as a line that a shell can read:
  PALISADE_WASM_NEXT=file"
no_options "$@"

{
	# The node first: its runtime and this one are compiled in one folder of the Wasm builder, where
	# one would get the features of the other if they were compiled at once.
	"$ROOT/scripts/build.sh"
	use_toolchain
	cd "$ROOT"
	# With all default members, though only one package is wanted: alone, it would get
	# other features for shared dependencies, which would be compiled again.
	PALISADE_WASM_VARIANTS=1 cargo build --lib "${CHECK_FEATURES[@]}"
} >&2

file=$WASM_DIR/next.compact.compressed.wasm
[[ -f $file ]] || die "the build did not make $file"
printf 'PALISADE_WASM_NEXT=%q\n' "$file"
