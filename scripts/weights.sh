#!/usr/bin/env bash
# Measures the weights of the runtime's calls and hooks and writes them where they are used.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/weights.sh [--pallet NAME] [--steps N] [--repeat N]

Builds the harness and the runtime with its benchmarks in the release profile, and runs the
benchmarks in Wasm: of every pallet whose weights the project keeps, or of one. The weights of a
pallet of the project go to its src/weights.rs, those of a pallet of the SDK to
runtime/src/weights/. Numbers that are committed come from a machine that does nothing else.

Times are those of the fastest quarter of the repetitions with equal components, at least three. A
benchmark does the same work each time, so that what makes a repetition slower is not its work but
the machine: on a shared one the mean of all is up to 60 percent above the fastest, and another one
each time. Reads, writes and proofs are those of all repetitions.

Afterwards scripts/budget.sh says whether the weights are within their budget."

pallet=
steps=50
repeat=20
show_help "$@"
while (($# > 0)); do
	case $1 in
	--pallet) pallet=$(option_value "$@") ;;
	--steps) steps=$(option_value "$@") ;;
	--repeat) repeat=$(option_value "$@") ;;
	*) bad_usage "unknown option '$1'" ;;
	esac
	shift 2
done

have node || die "node is missing: scripts/setup.sh test installs it"
prepare build
# The harness builds its own Wasm, with the benchmarks.
unset PALISADE_PLAIN_WASM
cargo build --release -p palisade-benchmarking

weights() {
	"$CARGO_TARGET_DIR/release/palisade-weights" pallet \
		--runtime "$CARGO_TARGET_DIR/release/wbuild/palisade-runtime/benchmarks.compact.compressed.wasm" \
		--genesis-builder runtime --genesis-builder-preset development "$@"
}

measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT

mapfile -t known < <(weights --list=pallets --no-csv-header --all 2>/dev/null | sort -u)
((${#known[@]} > 0)) || die "the runtime names no benchmarks"

# output_of PALLET: where its weights go.
output_of() {
	local folder=pallets/${1#palisade_}
	folder=${folder//_/-}
	if [[ $1 == palisade_* && -d $folder ]]; then
		printf '%s/src/weights.rs\n' "$folder"
	else
		printf 'runtime/src/weights/%s.rs\n' "$1"
	fi
}

if [[ -n $pallet ]]; then
	printf '%s\n' "${known[@]}" | grep -qx -- "$pallet" ||
		die "no pallet '$pallet' has benchmarks; those that have: ${known[*]}"
	chosen=("$pallet")
else
	chosen=()
	for name in "${known[@]}"; do
		[[ ! -f $(output_of "$name") ]] || chosen+=("$name")
	done
fi

for name in "${chosen[@]}"; do
	output=$(output_of "$name")
	template=benchmarking/templates/runtime.hbs
	[[ $output == runtime/* ]] || template=benchmarking/templates/pallet.hbs
	written=(--pallet "$name" --extrinsic '*' --steps "$steps" --repeat "$repeat" --template "$template")
	weights "${written[@]}" --json-file "$measured/all.json" --output "$measured/all.rs"
	node scripts/fastest.mjs keep "$measured/all.json" "$measured/kept.json"
	# What is written from JSON has the times, and lacks the proofs.
	weights "${written[@]}" --quiet --json-input "$measured/kept.json" --output "$measured/kept.rs" >/dev/null
	node scripts/fastest.mjs merge "$measured/all.rs" "$measured/kept.rs" "$output"
	say "$output"
done
if ! scripts/budget.sh; then
	say "scripts/budget.sh --write raises the budget; the commit says why"
fi
