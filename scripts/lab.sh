#!/usr/bin/env bash
# Measures what blocks cost, and prints it beside what they declare.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/lab.sh [CASE] [--sizes N,N,…] [--repeat N] [--declared] [--harness FILE --runtime FILE]

Prints tables in Markdown of what blocks cost at several numbers of validators. Cases:
  boundary  the blocks between two epochs: the first, the busiest first, that of the election, as
            benchmarking/budget.toml lists their parts; and single steps of hooks
Without a case: this list.
  --sizes N,N,…   numbers of validators (default 10,100,300,1000)
  --repeat N      repetitions of each benchmark, of which the fastest quarter counts (default 6)
  --declared      only declared weights: nothing is built or measured
  --harness FILE  the built harness, with
  --runtime FILE  a runtime with benchmarks in Wasm: nothing is built
Declared is the weight that the runtime charges, in parts: computation, reads, writes. Measured is the
time of the benchmark in Wasm with its state in memory, so compare it with the computation. Numbers
that are published come from a machine that does nothing else."

lab_case=
sizes=10,100,300,1000
repeat=6
declared=false
harness=
runtime=
show_help "$@"
while (($# > 0)); do
	case $1 in
	--sizes) sizes=$(option_value "$@") ;;
	--repeat) repeat=$(option_value "$@") ;;
	--harness) harness=$(option_value "$@") ;;
	--runtime) runtime=$(option_value "$@") ;;
	--declared)
		declared=true
		shift
		continue
		;;
	boundary)
		lab_case=$1
		shift
		continue
		;;
	*) bad_usage "unknown option or case '$1'" ;;
	esac
	shift 2
done
[[ $sizes =~ ^[1-9][0-9]{0,4}(,[1-9][0-9]{0,4})*$ ]] || bad_usage "sizes '$sizes' are no numbers of validators"
[[ $repeat =~ ^[1-9][0-9]{0,3}$ ]] || bad_usage "repeat '$repeat' is no number"
[[ -n $harness && -n $runtime || -z $harness$runtime ]] || bad_usage "--harness and --runtime go together"
if [[ -z $lab_case ]]; then
	printf '%s\n' "$USAGE" | sed -n '/Cases:/,/^Without/p' | sed '1s/.*/Cases:/; $d'
	exit 0
fi

have node || die "node is missing: scripts/setup.sh test installs it"
if ! $declared && [[ -z $harness ]]; then
	prepare build
	# The harness builds its own Wasm, with the benchmarks.
	unset PALISADE_PLAIN_WASM
	cargo build --release -p palisade-benchmarking
	harness=$CARGO_TARGET_DIR/release/palisade-weights
	runtime=$CARGO_TARGET_DIR/release/wbuild/palisade-runtime/benchmarks.compact.compressed.wasm
fi
measuring=()
$declared || measuring=("$harness" "$runtime")
exec node "$ROOT/scripts/lab.mjs" "$lab_case" "$ROOT" "$sizes" "$repeat" "${measuring[@]}"
