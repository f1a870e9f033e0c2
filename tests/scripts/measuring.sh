# shellcheck shell=bash
# Tests of budget, Wasm size, weights and lab. Sourced by run.sh.

work=${work:?tests/scripts/run.sh sources this file}

check "measurements are read, kept, merged and compared" tests/scripts/measuring.mjs

# --- the budget

check "the weights of all calls are within their budget" scripts/budget.sh

# budget_of_sample COMMAND [SED]: the budget's script over a copy of the weights and of the budget, edited.
budget_of_sample() {
	local root=$work/sample pallet
	rm -rf "$root"
	# Of the pallets that work between two epochs only.
	mkdir -p "$root/benchmarking" "$root/pallets/staking/src" "$root/pallets/slashing/src"
	for pallet in staking slashing; do
		cp "pallets/$pallet/src/weights.rs" "$root/pallets/$pallet/src/"
	done
	sed '/^\[calls\.[^s]/,/^$/d' benchmarking/budget.toml >"$root/benchmarking/budget.toml"
	[[ -z ${2:-} ]] || sed -i.old "$2" "$root/benchmarking/budget.toml"
	PALISADE_BUDGET_ROOT=$root CARGO_TARGET_DIR=$work/none scripts/budget.sh "$1"
}

budget_names_the_excess() {
	expect 0 budget_of_sample --check || return 1
	expect 1 budget_of_sample --check 's/^delegate = .*/delegate = { time = 1, proof = 9999999, reads = 99, writes = 99 }/' &&
		says "OVER BUDGET: calls.staking.delegate: time is " "$work/out" &&
		[[ $(grep -c 'OVER BUDGET' "$work/out") == 1 ]] &&
		expect 1 budget_of_sample --check '/^set_profile = /d' &&
		says "OVER BUDGET: calls.staking.set_profile has no budget" "$work/out" &&
		expect 1 budget_of_sample --check 's/^set_profile = /set_profiles = /' &&
		says "calls.staking.set_profiles has a budget, and does not exist" "$work/out" &&
		expect 1 budget_of_sample --check 's/^\(first = .* writes = \)[0-9]*/\11/' &&
		says "OVER BUDGET: blocks.first: writes is " "$work/out"
}
check "a weight above its budget is named, and so is a call that only one of them has" budget_names_the_excess

budget_is_written() {
	local file=$work/sample/benchmarking/budget.toml
	expect 0 budget_of_sample --write 's/^delegate = .*/delegate = { time = 1, writes = 99 }/; /^set_profile = /d' &&
		PALISADE_BUDGET_ROOT=$work/sample expect 0 scripts/budget.sh &&
		grep -q '^set_profile = ' "$file" && ! grep -q '^delegate = .*writes = 99' "$file" &&
		diff <(sed '/Written by/,$d' "$file") <(sed '/Written by/,$d' benchmarking/budget.toml) &&
		cp "$file" "$work/written" &&
		PALISADE_BUDGET_ROOT=$work/sample CARGO_TARGET_DIR=$work/none expect 0 scripts/budget.sh --write &&
		cmp "$file" "$work/written" &&
		PALISADE_BUDGET_ROOT=$work/sample CARGO_TARGET_DIR=$work/none expect 0 scripts/budget.sh --print &&
		diff "$work/out" <(sed -n '/Written by/,$p' "$file")
}
check "the budget that is written holds, keeps what is not measured, and is written once" budget_is_written
check "budget refuses a second option" refuses scripts/budget.sh --print --write

# --- the Wasm

# wasm_of RAW COMPRESSED: scripts/wasm.sh with a cargo that builds Wasm of these sizes; 100 and 50 are granted.
wasm_of() {
	local folder=$work/target/debug/wbuild/palisade-runtime name=palisade_runtime
	mkdir -p "$folder" "$work/no-cargo"
	printf '#!/bin/sh\n' >"$work/no-cargo/cargo"
	chmod +x "$work/no-cargo/cargo"
	head -c "$1" /dev/zero >"$folder/$name.wasm"
	head -c 90 /dev/zero >"$folder/$name.compact.wasm"
	head -c "$2" /dev/zero >"$folder/$name.compact.compressed.wasm"
	printf '[other]\nraw = 1\n[wasm]\nsize = { raw = 100, compressed = 50 } # bytes\n' >"$work/wasm.toml"
	env PATH="$work/no-cargo:$PATH" CARGO_TARGET_DIR="$work/target" PALISADE_SET_UP=yes \
		PALISADE_BUDGET="${3:-$work/wasm.toml}" scripts/wasm.sh
}

wasm_keeps_its_budget() {
	expect 0 wasm_of 100 50 && ! grep -q OVER "$work/out" || return 1
	expect 1 wasm_of 1101 51 &&
		says "OVER BUDGET: the Wasm, raw is 1,101 bytes, budget 100, 1,001 too many" "$work/out" &&
		says "OVER BUDGET: the Wasm, compressed is 51 bytes, budget 50, 1 too many" "$work/out" &&
		expect 1 wasm_of 1 1 /dev/null && says "names no size" "$work/err"
}
check "a Wasm that is larger than its budget fails, with how much" wasm_keeps_its_budget

# --- weights

# measures PALLET: scripts/weights.sh with a harness whose repetitions take 100, 200, … and 9,000 ns, in a checkout
# that has this pallet only.
measures() {
	local root=$work/checkout
	rm -rf "$root"
	mkdir -p "$root/pallets/$1/src" "$root/runtime/src/weights" "$work/target/release"
	cp -R scripts benchmarking "$root"
	cp "pallets/$1/src/weights.rs" "$root/pallets/$1/src/"
	printf '#!/bin/sh\n' >"$work/no-cargo/cargo"
	printf '[calls.staking]\n' >"$root/benchmarking/budget.toml"
	cp tests/scripts/stub-harness.mjs "$work/target/release/palisade-weights"
	env PATH="$work/no-cargo:$PATH" CARGO_TARGET_DIR="$work/target" PALISADE_SET_UP=yes \
		"$root/scripts/weights.sh" --repeat 12
}

weights_are_of_the_fastest() {
	local file=$work/checkout/pallets/staking/src/weights.rs
	expect 0 measures staking || return 1
	# The mean of the three fastest of twelve; the proof is that of all.
	grep -q 'Weight::from_parts(200, 700)' "$file" || {
		cat "$file"
		return 1
	}
	says "scripts/budget.sh --write raises the budget" "$work/out" && says "go has no budget" "$work/out"
}
check "weights are those of the fastest repetitions, and are compared with the budget" weights_are_of_the_fastest

# --- the lab

lab_lists_cases() {
	expect 0 scripts/lab.sh && says "  boundary " "$work/out" && ! grep -q -e --sizes "$work/out"
}
check "lab without a case lists the cases" lab_lists_cases
check "lab refuses an unknown case" refuses scripts/lab.sh nothing
check "lab refuses sizes that are no numbers" refuses scripts/lab.sh boundary --sizes 10,x
check "lab refuses a harness without a runtime" refuses scripts/lab.sh boundary --harness /bin/true
check "lab wants a value" refuses scripts/lab.sh boundary --repeat

lab_declares() {
	expect 0 scripts/lab.sh boundary --declared --sizes 10,1000 && says "## 10 validators" "$work/out" &&
		says "## 1000 validators" "$work/out" && [[ $(grep -c '\*\*sum, ' "$work/out") -ge 4 ]]
}
check "lab prints what blocks declare without building anything" lab_declares

lab_measures() {
	# The stub takes a millisecond for each validator.
	expect 0 scripts/lab.sh boundary --sizes 10,20 --harness tests/scripts/stub-harness.mjs --runtime /dev/null &&
		grep -qE '^\| election \| staking\.prepare_election, s = 10 .* 10\.0 \|$' "$work/out" &&
		grep -qE '^\| election \| staking\.prepare_election, s = 20 .* 20\.0 \|$' "$work/out" || return 1
	expect 1 env STUB_FAILS=yes scripts/lab.sh boundary --harness tests/scripts/stub-harness.mjs --runtime /dev/null &&
		says "lab: Error: the stub was told to fail" "$work/err"
}
check "lab prints what the harness measures, and why it could not" lab_measures
