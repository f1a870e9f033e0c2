#!/usr/bin/env bash
# Compares what staking costs with what the SDK's staking pallet costs.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

USAGE="usage: benchmarking/compare.sh [--steps N] [--repeat N]

Builds a runtime with both pallets, runs the benchmarks of each in Wasm, and prints a table in
Markdown: time, storage accesses and weight of what a delegator does, and bytes in storage. Both
are measured as each describes its own worst case: ours with a delegator of 64 validators. Numbers
that are published come from a machine that does nothing else."

steps=20
repeat=20
show_help "$@"
while (($# > 0)); do
	case $1 in
	--steps) steps=$(option_value "$@") ;;
	--repeat) repeat=$(option_value "$@") ;;
	*) bad_usage "unknown option '$1'" ;;
	esac
	shift 2
done

OURS=(delegate delegate_waiting undelegate undelegate_waiting claim_rewards withdraw)
THEIRS=(bond nominate unbond payout_stakers_alive_staked withdraw_unbonded_update)

# Weights of the SDK for a read and a write of RocksDB, in picoseconds.
READ=25000000
WRITE=100000000

# What the SDK's benchmark pays out to: the largest page of nominators.
PAGE=512

prepare build
unset PALISADE_PLAIN_WASM
cargo build --release -p palisade-benchmarking
cargo build -p palisade-comparison

measured=$(mktemp -d)
trap 'rm -rf "$measured"' EXIT

# measure PALLET BENCHMARK...: runs them; the figures go to a file with the name of the pallet.
measure() {
	local pallet=$1 names
	shift
	names=$(
		IFS=,
		printf '%s' "$*"
	)
	"$CARGO_TARGET_DIR/release/palisade-weights" pallet \
		--runtime "$CARGO_TARGET_DIR/debug/wbuild/palisade-comparison/palisade_comparison.compact.compressed.wasm" \
		--genesis-builder runtime --genesis-builder-preset development \
		--pallet "$pallet" --extrinsic "$names" --steps "$steps" --repeat "$repeat" \
		--template benchmarking/templates/comparison.hbs --output "$measured/$pallet" >&2
}

# figure PALLET BENCHMARK time|reads|writes [COMPONENT VALUE]...: a base and its slopes.
figure() {
	local file=$measured/$1 benchmark=$2 kind=$3 column value slope
	shift 3
	case $kind in
	time) column=3 ;;
	reads) column=4 ;;
	writes) column=5 ;;
	esac
	value=$(awk -v name="$benchmark" -v column="$column" '$1 == name && $2 == "-" { print $column }' "$file")
	[[ -n $value ]] || die "'$benchmark' was not measured"
	while (($# > 0)); do
		slope=$(awk -v name="$benchmark" -v component="$1" -v kind="$kind" \
			'$1 == name && $2 == component && $3 == kind { print $4 }' "$file")
		value=$((value + ${slope:-0} * $2))
		shift 2
	done
	printf '%d\n' "$value"
}

# microseconds PICOSECONDS: with one digit after the point.
microseconds() {
	local tenths=$((($1 + 50000) / 100000))
	printf '%s.%d\n' "$(with_thousands $((tenths / 10)))" $((tenths % 10))
}

# line WHAT TIME READS WRITES: a row of the table.
line() {
	local weight=$(($2 + $3 * READ + $4 * WRITE))
	printf '| %s | %s | %s | %s | %s |\n' "$1" "$(microseconds "$2")" "$(with_thousands "$3")" \
		"$(with_thousands "$4")" "$(microseconds "$weight")"
}

# row WHAT PALLET BENCHMARK [COMPONENT VALUE]...
row() {
	local what=$1
	shift
	local pallet=$1 benchmark=$2
	shift 2
	line "$what" "$(figure "$pallet" "$benchmark" time "$@")" \
		"$(figure "$pallet" "$benchmark" reads "$@")" \
		"$(figure "$pallet" "$benchmark" writes "$@")"
}

# bond_and_nominate WHAT TARGETS: one after the other.
bond_and_nominate() {
	local kind sums=()
	for kind in time reads writes; do
		sums+=("$(($(figure pallet_staking bond "$kind") + $(figure pallet_staking nominate "$kind" n "$2")))")
	done
	line "$1" "${sums[@]}"
}

# share_of_payout WHAT: a nominator's part of a payout to a full page.
share_of_payout() {
	local kind sums=()
	for kind in time reads writes; do
		sums+=("$(($(figure pallet_staking payout_stakers_alive_staked "$kind" n "$PAGE") / PAGE))")
	done
	line "$1" "${sums[@]}"
}

measure palisade_staking "${OURS[@]}"
measure pallet_staking "${THEIRS[@]}"

printf '| operation | time in Wasm, µs | reads | writes | with RocksDB, µs |\n'
printf '|---|---:|---:|---:|---:|\n'
row 'ours: delegate' palisade_staking delegate
row 'ours: delegate, validator not in the set' palisade_staking delegate_waiting
bond_and_nominate 'theirs: bond and nominate, one target' 1
bond_and_nominate 'theirs: bond and nominate, 16 targets' 16
row 'ours: undelegate' palisade_staking undelegate
row 'ours: undelegate, validator not in the set' palisade_staking undelegate_waiting
row 'theirs: unbond' pallet_staking unbond
row 'ours: claim_rewards, of any number of epochs' palisade_staking claim_rewards
share_of_payout "theirs: payout_stakers, a nominator's part of a page of $PAGE, each era"
row 'ours: withdraw, one exit' palisade_staking withdraw n 1
row 'theirs: withdraw_unbonded, no slashing spans' pallet_staking withdraw_unbonded_update

printf '\n| storage, keys included | bytes |\n|---|---:|\n'
cargo test -q -p palisade-comparison -- --nocapture 2>/dev/null |
	awk -F '\t' '$1 ~ /bytes$/ { printf "| %s | %s |\n", $2, $3 }' | sort
