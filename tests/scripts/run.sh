#!/usr/bin/env bash
# Tests of the scripts: bad input, missing tools, ports in use, and the life of the processes they
# start. A stub takes the place of the node, so nothing is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

SCRIPTS=(alone budget build clean lab lint metadata network run setup test test-long wasm wasm-toolchain wasm-variants weights)
# Not the ports of a chain that may run here, and none that the system gives to outgoing connections.
OFFSET=2000
RPC_PORT=$((9944 + OFFSET))

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STUB_RECORD=$work/starts
passed=0
failed=0

# check NAME COMMAND...: one test; what it prints is shown if it fails.
check() {
	local name=$1
	shift
	rm -f "$STUB_RECORD"
	if "$@" >"$work/shown" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAILED %s\n' "$name"
		sed 's/^/    /' "$work/shown"
	fi
}

# expect CODE COMMAND...: runs it, keeps its output in $work/out and $work/err.
expect() {
	local code=$1 status=0
	shift
	"$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
	((status == code)) && return
	printf 'ended with %s instead of %s:\n' "$status" "$code"
	cat "$work/out" "$work/err"
	return 1
}

# says TEXT FILE
says() {
	grep -qF -- "$1" "$2" && return
	printf 'no "%s" in:\n' "$1"
	cat "$2"
	return 1
}

one_line() {
	[[ $(wc -l <"$1") == 1 ]] && return
	printf 'not one line:\n'
	cat "$1"
	return 1
}

# wait_for SECONDS COMMAND...
wait_for() {
	local deadline=$((SECONDS + $1))
	shift
	until "$@"; do
		((SECONDS < deadline)) || return 1
		sleep 0.1
	done
}

started() {
	[[ -f $STUB_RECORD ]]
}

# none_left: every node that was started has ended.
none_left() {
	local process
	while read -r process _; do
		if kill -0 "$process" 2>/dev/null; then
			printf 'still running: %s\n' "$process"
			return 1
		fi
	done <"$STUB_RECORD"
}

# Before a command: makes it start with its signals as a terminal leaves them. A process that ignores a signal, as one
# does under nohup or in the background of a script, hands that on; and a shell cannot trap what was ignored when it
# started. So these tests would depend on how they are started.
BY_ENV=(env "--default-signal=HUP,INT,TERM")
# For other systems than GNU, and coreutils before 8.31.
# shellcheck disable=SC2016 # for perl
BY_PERL=(perl -e '$SIG{$_} = "DEFAULT" for qw(HUP INT TERM); exec @ARGV or die "$ARGV[0]: $!\n"')
if "${BY_ENV[@]}" true 2>/dev/null; then
	FROM_TERMINAL=("${BY_ENV[@]}")
else
	FROM_TERMINAL=("${BY_PERL[@]}")
fi

# Before a script: the stub for a node, and a cache of its own. Not a function, which would put a
# shell between a signal and the script.
STUBBED=(env XDG_CACHE_HOME="$work/cache" PALISADE_NODE=tests/scripts/stub-node.mjs)

# --- bad input

refuses() {
	expect 2 "$@" && one_line "$work/err" && says "$(basename "$1" .sh):" "$work/err"
}

shows_help() {
	expect 0 "$1" --help && says "usage: $1" "$work/out"
}

for script in "${SCRIPTS[@]}"; do
	check "$script refuses an unknown option" refuses "scripts/$script.sh" --no-such-option
	check "$script shows help" shows_help "scripts/$script.sh"
done
check "run wants a value" refuses scripts/run.sh --base-path
check "weights wants a value" refuses scripts/weights.sh --pallet
check "network refuses an offset that is no number" refuses scripts/network.sh --port-offset x
check "run refuses an offset beyond the ports" refuses scripts/run.sh --port-offset 60000
check "lint refuses a check after a known one" refuses scripts/lint.sh format nothing

refuses_node() {
	expect 1 env PALISADE_NODE="$1" scripts/run.sh --port-offset "$OFFSET" && one_line "$work/err" &&
		says "PALISADE_NODE" "$work/err"
}
check "run refuses a node that does not exist" refuses_node /nonexistent/node
check "run refuses a node that is a directory" refuses_node /tmp

make_names_every_target() {
	local target
	expect 0 make help || return 1
	for target in run network test test-long lint wasm weights budget lab clean; do
		says "make $target" "$work/out" || return 1
	done
	cp "$work/out" "$work/help"
	expect 0 make && cmp "$work/out" "$work/help"
}
check "make and make help name every target" make_names_every_target

# --- set-up

setup_does_nothing_twice() {
	expect 0 scripts/setup.sh test && expect 0 scripts/setup.sh test &&
		one_line "$work/out" && says "everything is there" "$work/out"
}
check "setup does nothing the second time" setup_does_nothing_twice

# Every command of this machine but these.
path_without() {
	local directory
	mkdir -p "$work/bin"
	while read -r -d : directory; do
		ln -s "$directory"/* "$work/bin/" 2>/dev/null || true
	done <<<"$PATH:"
	(cd "$work/bin" && rm -f "$@")
}

setup_names_mending_command() {
	path_without protoc clang apt-get sudo
	expect 1 env -u PROTOC PATH="$work/bin" scripts/setup.sh && one_line "$work/err" &&
		says "missing: clang protoc" "$work/err" &&
		says "sudo apt-get install -y clang protobuf-compiler" "$work/err"
}
check "setup names the command for what is missing" setup_names_mending_command

# --- ports in use

# names_port_in_use PORT COMMAND...
names_port_in_use() {
	local port=$1 listener ok=0
	shift
	STUB_RECORD=$work/listener tests/scripts/stub-node.mjs --rpc-port "$port" &
	listener=$!
	wait_for 5 listening "$port"
	{ expect 1 "${STUBBED[@]}" "$@" --port-offset "$OFFSET" && one_line "$work/err" &&
		says "nothing was started" "$work/err" && says "$port" "$work/err" && ! started; } || ok=1
	kill "$listener"
	wait "$listener" || true
	return $ok
}

listening() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

check "run names the port in use" names_port_in_use "$RPC_PORT" scripts/run.sh
check "network names the port in use" names_port_in_use $((30333 + OFFSET + 2)) scripts/network.sh

# --- processes

# start COMMAND...: in the background, as a job of its own with its own signals, like in a terminal.
start() {
	# What the last test left must not be taken for what this one prints.
	: >"$work/out"
	set -m
	"${FROM_TERMINAL[@]}" "$@" --port-offset "$OFFSET" >"$work/out" 2>"$work/err" </dev/null &
	job=$!
	set +m
}

# ends_on SIGNAL CODE: the script ends with that code, and its nodes with it.
ends_on() {
	local status=0
	kill -"$1" "$job"
	wait "$job" || status=$?
	((status == $2)) || {
		printf 'ended with %s:\n' "$status"
		cat "$work/out" "$work/err"
		return 1
	}
	none_left
}

starts_with_signals() (
	trap '' HUP INT
	# shellcheck disable=SC2016 # for the shell that is started
	expect 7 "$@" bash -c 'trap "exit 7" INT; kill -INT $$; exit 0' &&
		expect 7 "$@" bash -c 'trap "exit 7" HUP; kill -HUP $$; exit 0'
)
check "a script that is started here traps what this process ignores" starts_with_signals "${FROM_TERMINAL[@]}"
if command -v perl >/dev/null; then
	check "so does one that is started in the other way" starts_with_signals "${BY_PERL[@]}"
fi

run_announces() {
	start "${STUBBED[@]}" scripts/run.sh
	wait_for 10 grep -q Ferdie "$work/out" || { cat "$work/err"; kill "$job"; return 1; }
	# The shell gives 128 and the signal's number for a process that a signal ended.
	ends_on TERM 143 && says "ws://127.0.0.1:$RPC_PORT" "$work/out" &&
		says "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" "$work/out" &&
		says "--dev" "$STUB_RECORD" && ! grep -q -- --base-path "$STUB_RECORD"
}
check "run prints addresses and accounts, and ends with its node" run_announces

run_keeps() {
	start "${STUBBED[@]}" scripts/run.sh --base-path "$work/a chain"
	wait_for 10 grep -q Ferdie "$work/out" || { cat "$work/err"; kill "$job"; return 1; }
	ends_on TERM 143 && says "--base-path $work/a chain" "$STUB_RECORD" && [[ -d $work/a\ chain ]]
}
check "run keeps a chain where it is told" run_keeps

# network_runs SIGNAL OPTION...
network_runs() {
	local signal=$1
	shift
	start "${STUBBED[@]}" scripts/network.sh "$@"
	wait_for 20 grep -q "Ctrl-C" "$work/out" || { cat "$work/out" "$work/err"; kill "$job"; return 1; }
	ends_on "$signal" 0 && [[ $(wc -l <"$STUB_RECORD") == 4 ]]
}

network_prints_table() {
	network_runs TERM && says "1,000,000" "$work/out" && says "100,000" "$work/out" &&
		says "ws://127.0.0.1:$((RPC_PORT + 3))" "$work/out" &&
		says "network/dave.log" "$work/out" &&
		[[ $(grep -c /p2p/12D3KooWStub "$STUB_RECORD") == 3 ]]
}
check "network prints a table, and ends with its nodes" network_prints_table

network_keeps() {
	touch "$work/cache/palisade/network/bob/database"
	network_runs INT && says "continues the chain" "$work/out" &&
		[[ -f $work/cache/palisade/network/bob/database ]]
}
check "network keeps its chain" network_keeps

network_fresh() {
	touch "$work/cache/palisade/network/other"
	network_runs HUP --fresh && [[ ! -f $work/cache/palisade/network/bob/database ]] &&
		[[ -f $work/cache/palisade/network/other ]]
}
check "network --fresh removes its chain and nothing else" network_fresh

network_names_the_dead() {
	expect 1 "${STUBBED[@]}" STUB_DIES=charlie scripts/network.sh --port-offset "$OFFSET" &&
		says "charlie ended with code 3" "$work/err" &&
		says "stub was told to die" "$work/err" && none_left
}
check "network says which validator died at the start" network_names_the_dead

network_notices_later() {
	start "${STUBBED[@]}" scripts/network.sh
	wait_for 20 grep -q "Ctrl-C" "$work/out" || { cat "$work/out" "$work/err"; kill "$job"; return 1; }
	kill "$(sed -n 's/^\([0-9]*\) .*--bob.*/\1/p' "$STUB_RECORD")"
	local status=0
	wait "$job" || status=$?
	((status == 1)) && says "bob ended with code 143" "$work/err" && none_left
}
check "network says which validator died later" network_notices_later

# --- cleaning

clean_keeps_chains() {
	local cache=$work/clean/palisade
	mkdir -p "$cache/target/debug" "$cache/network/alice" "$cache/wasm-toolchain"
	expect 0 env -u CARGO_TARGET_DIR XDG_CACHE_HOME="$work/clean" scripts/clean.sh &&
		[[ ! -d $cache/target && -d $cache/network/alice && -d $cache/wasm-toolchain ]]
}
check "clean removes build output and keeps chains" clean_keeps_chains

# --- packages alone

# alone DAY ARGUMENT...: scripts/alone.sh on that day of the year, with a cargo that names four packages, notes what it
# is to check, and fails for the package 'broken'.
alone() {
	local day=$1
	shift
	mkdir -p "$work/alone"
	printf '#!/bin/sh\necho %s\n' "$day" >"$work/alone/date"
	cat >"$work/alone/cargo" <<'EOF'
#!/bin/sh
if [ "$1" = metadata ]; then
	for package in zinc broken ant-2 wasp; do
		printf '{"name":"%s","version":"0.1.0","dependencies":[{"name":"codec","source":null}]}' "$package"
	done
	exit
fi
echo "$SKIP_WASM_BUILD $*" >>"$STUB_RECORD"
[ "$3" != broken ]
EOF
	chmod +x "$work/alone/date" "$work/alone/cargo"
	: >"$STUB_RECORD"
	env PATH="$work/alone:$PATH" XDG_CACHE_HOME="$work/cache" PALISADE_SET_UP=yes scripts/alone.sh "$@"
}

# checked_alone PACKAGE...: what cargo was to check, in order.
checked_alone() {
	diff "$STUB_RECORD" <(printf '1 check -p %s --all-targets\n' "$@")
}

alone_takes_turns() {
	local day
	# Day 8 and day 9 are no octal numbers.
	for day in 008:ant-2 010:wasp 011:zinc 364:ant-2; do
		expect 0 alone "${day%:*}" && checked_alone "${day#*:}" || return 1
	done
	expect 1 alone 009 && checked_alone broken && says "do not compile alone: broken" "$work/err"
}
check "each day has a package that is checked alone" alone_takes_turns

alone_checks_all() {
	expect 1 alone 008 --all && checked_alone ant-2 broken wasp zinc &&
		says "do not compile alone: broken" "$work/err"
}
check "a package that does not compile alone does not keep the others from being checked" alone_checks_all

alone_checks_the_named() {
	expect 0 alone 008 zinc wasp && checked_alone zinc wasp &&
		refuses alone 008 zinc bee && says "unknown package 'bee'" "$work/err" && checked_nothing &&
		refuses alone 008 --all zinc && checked_nothing
}

checked_nothing() {
	[[ ! -s $STUB_RECORD ]]
}
check "a package can be named, if it exists" alone_checks_the_named

# --- adding up

# tally COMMANDS: what test.sh would print if these were its steps, which may take a minute each.
tally() {
	printf '[test]\ntotal = 3 # of all\none = 1\nmany = 1\nslow = 1\n[other]\nslow = 9\n' >"$work/budget.toml"
	PALISADE_BUDGET=$work/budget.toml bash -c "source scripts/lib.sh; source scripts/tally.sh; $1"
}

tally_adds_up() {
	local cargo='printf "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n"'
	# shellcheck disable=SC2016 # for the shell of tally
	local node='printf "# pass 4\n# fail 0\n# skipped 2\n" >$TAP'
	expect 0 tally "run_step one count_nothing true; run_step many count_cargo eval '$cargo; $cargo'
		run_step end count_node eval '$node'; run_step own count_scripts echo 'script tests: 2 passed, 0 failed'" &&
		[[ $(tail -n 1 "$work/out") == "13 passed, 0 failed" ]] &&
		[[ $(grep -cE '^[0-9]+ passed, [0-9]+ failed$' "$work/out") == 1 ]]
}
check "the sum of all suites is the last line" tally_adds_up

tally_counts_failures() {
	local cargo='printf "test result: FAILED. 3 passed; 2 failed; 0 ignored\n"; exit 101'
	expect 1 tally "run_step one count_nothing false || true
		run_step many count_cargo bash -c '$cargo' || true; not_run more 'no reason'" &&
		[[ $(tail -n 1 "$work/out") == "3 passed, 4 failed" ]]
}
check "failures are counted and the rest still runs" tally_counts_failures

tally_counts_crashes() {
	expect 1 tally "run_step crash count_cargo false || true" &&
		[[ $(tail -n 1 "$work/out") == "0 passed, 1 failed" ]]
}
check "a suite that does not get to its tests has failed" tally_counts_crashes

tally_counts_nothing() {
	expect 1 tally "run_step empty count_node true || true" && says "no test ran" "$work/out" &&
		[[ $(tail -n 1 "$work/out") == "0 passed, 1 failed" ]]
}
check "a suite without a test has failed" tally_counts_nothing

tally_survives_an_accident() {
	expect 1 tally "run_step one count_nothing true; no_such_command" &&
		[[ $(tail -n 1 "$work/out") == "1 passed, 1 failed" ]]
}
check "the sum is printed even if a script breaks" tally_survives_an_accident

tally_shows_budget() {
	expect 0 tally "record slow 84 1 0 0; record one 60 1 0 0; record unknown 600 1 0 0; SECONDS=200" &&
		says "OVER BUDGET: slow took 1.4 of 1 minutes" "$work/out" &&
		says "OVER BUDGET: THE WHOLE RUN took 3.3 of 3 minutes" "$work/out" &&
		[[ $(grep -c OVER "$work/out") == 2 ]] &&
		grep -qE '^  slow +1\.4 +1 +1 +0 +0$' "$work/out" &&
		grep -qE '^  unknown +10\.0 +- +1 +0 +0$' "$work/out" &&
		[[ $(tail -n 1 "$work/out") == "3 passed, 0 failed" ]]
}
check "minutes are shown beside the budget, and what is over it, which is no failure" tally_shows_budget

tally_is_quiet_within_budget() {
	expect 0 tally "record slow 59 1 0 0" && ! grep -q OVER "$work/out"
}
check "a run within its budget says nothing of it" tally_is_quiet_within_budget

tally_shows_what_was_compiled() {
	local cargo='printf "   Compiling our-pallet v0.1.0 (/somewhere/pallets/our)\n   Compiling serde v1.0.0\n"'
	cargo+='; printf "\033[1m\033[32m    Checking\033[0m our-node v0.1.0 (/somewhere/node)\n   Compiling serde v1.0.0\n"'
	cargo+='; printf "    Checking codec v3.0.0\nCompiling is said here in v8 ways (/no)\n"'
	expect 0 tally "run_step many count_nothing eval '$cargo'; run_step one count_nothing true" &&
		says "compiled anew:" "$work/out" &&
		grep -qxE '  many +our-pallet, our-node, and 2 dependencies' "$work/out" &&
		! grep -qE '^  one +[^ 0-9]' "$work/out" || return 1
	expect 0 tally "run_step one count_nothing true" && ! grep -q 'compiled anew' "$work/out"
}
check "what a step compiled anew stands below the minutes" tally_shows_what_was_compiled

# budget_fits SCRIPT MOST: every step has minutes, every minute a step, and together they are within the total.
budget_fits() {
	local budget
	budget=$(awk -v section="[$1]" '/^\[/ { inside = $1 == section } inside && $2 == "=" { print $1, $3 }' \
		benchmarking/budget.toml)
	diff <(grep -oE '\b(run_step|not_run|skip_step) [a-z0-9-]+' "scripts/$1.sh" | cut -d ' ' -f 2 | sort -u) \
		<(cut -d ' ' -f 1 <<<"$budget" | grep -vx total | sort) &&
		awk -v most="$2" '$1 == "total" { total = $2 } $1 != "total" { sum += $2 }
			END { print sum " of " total; exit !(sum <= total && total <= most) }' <<<"$budget"
}
check "every step of the tests has its minutes, 45 in all" budget_fits test 45
check "every step of the long tests has its minutes" budget_fits test-long 135

# A test that does not run says why; the only reason is that it is long, and then it is found by its name.
long_tests_are_named() {
	local attribute found=0
	while IFS= read -r attribute; do
		grep -qE '#\[ignore = "long: .+"\]' <<<"$attribute" || { printf 'no reason: %s\n' "$attribute"; found=1; }
	done < <(grep -rn --include='*.rs' '#\[ignore' pallets primitives runtime node-template tests benchmarking)
	while IFS= read -r attribute; do
		grep -q 'fn long_' <<<"$attribute" || { printf 'not named long_…: %s\n' "$attribute"; found=1; }
	done < <(grep -rn -A3 --include='*.rs' '#\[ignore' pallets primitives runtime node-template tests benchmarking |
		grep -E '\bfn ')
	return "$found"
}
check "a Rust test that is left out is a long one" long_tests_are_named

# simulation_names_files FOLDER: the binary of the simulation tests has a module for each file beside it.
simulation_names_files() {
	diff <(sed -n 's/^mod \(.*\);$/\1/p' "$1/main.rs") \
		<(for file in "$1"/*.rs; do basename "$file" .rs; done | grep -vx main | sort)
}
check "each file of simulation tests is in their binary" simulation_names_files tests/simulation/tests

simulation_misses_a_file() {
	mkdir -p "$work/topics"
	printf 'mod one;\n' >"$work/topics/main.rs"
	touch "$work/topics/one.rs"
	simulation_names_files "$work/topics" && touch "$work/topics/two.rs" && ! simulation_names_files "$work/topics"
}
check "a file of simulation tests that would not run is found" simulation_misses_a_file

# What takes a node is in tests/e2e/docs.test.js.
check "pages link, quote and configure what exists, and each feature names its tests" tests/scripts/docs.mjs

check "a storage item is written by its owner only" tests/scripts/storage-owners.mjs

# code_with LINE: a tree with a pallet that has one storage item, and this line in a file that is
# not its owner.
code_with() {
	local pallet=$work/tree/pallets/sample/src
	rm -rf "$work/tree"
	mkdir -p "$pallet" "$work/tree/runtime/src" "$work/tree/tests/scripts"
	printf '#[pallet::storage]\npub type Items<T: Config> =\n\tStorageMap<_, Twox64Concat, u32, u32>;\n' \
		>"$pallet/lib.rs"
	printf 'Items::<T>::insert(1, 2);\n' >"$pallet/owner.rs"
	printf 'sample Items owner.rs\n' >"$work/tree/tests/scripts/storage-owners.txt"
	printf '%b\n' "$1" >"$work/tree/${2-pallets/sample/src}/other.rs"
}

finds_writes() {
	local line found=0
	while IFS= read -r line; do
		code_with "$line"
		expect 1 tests/scripts/storage-owners.mjs "$work/tree" || { printf 'not found: %s\n' "$line"; found=1; }
	done <<'EOF'
Items::<T>::insert(1, 2);
Items::<T>::set(1, None);
Items::<T>::swap(1, 2);
Items::<T>::take(1);
Items::<T>::remove(1);
Items::<T>::append(1, 2);
Items::<T>::try_append(1, 2);
Items::<T>::mutate(1, |item| ());
Items::<T>::try_mutate(1, |item| ());
Items::<T>::mutate_exists(1, |item| ());
Items::<T>::try_mutate_exists(1, |item| ());
Items::<T>::mutate_extant(1, |item| ());
Items::<T>::translate_values(|item| ());
Items::<T>::migrate_key(1);
Items::<T>::drain();
Items::<T>::iter().drain();
Items::<T>::clear(u32::MAX, None);
Items::<T>::clear_prefix(1, u32::MAX, None);
Items::<T>::remove_all(None);
Items ::\n\t\t<T>\n\t\t\t:: /* first */ insert(1, 2);
Items::<(), T>::insert(1, 2);
pallet::Items::<T>::insert(1, 2);
use pallet as P; P::Items::<T>::insert(1, 2);
Items::insert(1, 2);
<Items<T>>::insert(1, 2);
<Items<T> as StorageMap<u32, u32>>::insert(1, 2);
use crate::Items as Other;
use crate::{Items as Other};
pub use crate::pallet::Items;
type Other<T> = Items<T>;
write::<Items<T>>(1, 2);
let write = Items::<T>::insert::<u32, u32>;
unhashed::put(&Items::<T>::hashed_key_for(1), &2);
sp_io::storage::set(&Items::<T>::hashed_key_for(1), &[]);
use sp_io::{storage};
use frame_support::storage::{hashed, with_storage_layer};
#[storage_alias] type Other = StorageMap<Sample, Twox64Concat, u32, u32>;
clear_storage_prefix(b"Sample", b"Items", b"", None, None);
EOF
	while IFS= read -r line; do
		code_with "$line" runtime/src
		expect 1 tests/scripts/storage-owners.mjs "$work/tree" || { printf 'not found: %s\n' "$line"; found=1; }
	done <<'EOF'
palisade_sample::Items::<Runtime>::insert(1, 2);
<palisade_sample::Items<Runtime>>::insert(1, 2);
palisade_sample::pallet::Items::<Runtime>::kill();
use palisade_sample::Items;
use palisade_sample::{self, Items as Other};
use palisade_sample as sample;
use palisade_sample::*;
use palisade_sample::{pallet::*};
EOF
	return "$found"
}
check "each way to write a storage item is found" finds_writes

allows_reads() {
	local line
	while IFS= read -r line; do
		code_with "$line"
		expect 0 tests/scripts/storage-owners.mjs "$work/tree" || return 1
	done <<'EOF'
let item = Items::<T>::get(1);
Items::<T>::iter_prefix_values(1).map(Items::<T>::contains_key);
// Items::<T>::insert(1, 2);
log::error!("Items::<T>::insert(1, 2)");
match asset { Asset::Items { amount } => amount, Asset::Items => 0 }
#[cfg(test)] mod tests { fn one() { Items::<T>::insert(1, 2); } }
EOF
	code_with "#[pallet::storage]\npub type Others<T> = StorageValue<_, u32>;" &&
		expect 1 tests/scripts/storage-owners.mjs "$work/tree" && says "sample Others has no owner" "$work/out"
}
check "reads of a storage item are not taken for writes, and an item without an owner is found" allows_reads

# shellcheck source=tests/scripts/measuring.sh
source tests/scripts/measuring.sh

printf 'script tests: %s passed, %s failed\n' "$passed" "$failed"
((failed == 0))
