#!/usr/bin/env bash
# Builds the runtimes that only tests of running nodes use: one with short epochs (fast), and one
# to upgrade to (next).
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/wasm-variants.sh

Builds the test runtimes and prints where they are, as lines a shell can read:
  PALISADE_WASM_FAST=file
  PALISADE_WASM_NEXT=file"
no_options "$@"

{
	# The node first: its runtime and the test runtimes are compiled in one folder of the Wasm
	# builder, where one would get the features of the other if they were compiled at once.
	"$ROOT/scripts/build.sh"
	use_toolchain
	cd "$ROOT"
	# With all default members, though only one package is wanted: alone, it would get a Wasm
	# builder with other features, and that costs five minutes of C++.
	PALISADE_WASM_VARIANTS=1 cargo build --lib "${CHECK_FEATURES[@]}"
} >&2

for variant in fast next; do
	file=$WASM_DIR/$variant.compact.compressed.wasm
	[[ -f $file ]] || die "the build did not make $file"
	printf 'PALISADE_WASM_%s=%q\n' "${variant^^}" "$file"
done
