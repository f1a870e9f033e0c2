# shellcheck shell=bash
# Runs steps of a test run, shows what they print, and adds up what they count. Sourced after lib.sh.

# Minutes that the steps may take stand in a section of a file: that of BUDGET, or of all tests.
BUDGET=${BUDGET:-test}
BUDGET_FILE=${PALISADE_BUDGET:-$ROOT/benchmarking/budget.toml}

work=$(mktemp -d)
table=()
compiled=()
over=()
passed=0
failed=0

# budget_of STEP: its minutes, or nothing.
budget_of() {
	awk -v section="[$BUDGET]" -v step="$1" '{ sub(/#.*/, "") } /^\[/ { inside = $1 == section }
		inside && $1 == step && $2 == "=" { print $3 }' "$BUDGET_FILE"
}

# minutes SECONDS: with one digit after the point.
minutes() {
	local tenths=$((($1 + 3) / 6))
	printf '%d.%d\n' $((tenths / 10)) $((tenths % 10))
}

# within_budget WHAT STEP SECONDS: notes it if this was more than the step may take.
within_budget() {
	local granted
	granted=$(budget_of "$2")
	[[ -n $granted ]] && (($3 > 60 * granted)) || return 0
	over+=("$1 took $(minutes "$3") of $granted minutes")
}

# compiled_in OUTPUT: the packages that cargo compiled or checked anew: the project's by name, which stand with
# their folders, and the number of all others. Nothing where it had nothing to do.
compiled_in() {
	sed $'s/\x1b\\[[0-9;]*m//g' "$1" | awk '$1 ~ /^(Compiling|Checking)$/ && $3 ~ /^v[0-9]/ {
			if ($4 ~ /^\(\//) { if (!($2 in seen)) { seen[$2] = 1; own = own (own == "" ? "" : ", ") $2 } }
			else if (!(($2, $3) in other)) { other[$2, $3] = 1; others++ }
		}
		END {
			if (own != "") printf "%s", own
			if (others > 0) printf "%s%d %s", own == "" ? "" : ", and ", others, others == 1 ? "dependency" : "dependencies"
			if (own != "" || others > 0) print ""
		}'
}

# record STEP SECONDS PASSED FAILED SKIPPED
record() {
	local step=$1 seconds=$2 granted
	shift 2
	granted=$(budget_of "$step")
	table+=("$(printf '  %-10s %8s %8s %8s %8s %8s' "$step" "$(minutes "$seconds")" "${granted:--}" "$@")")
	within_budget "$step" "$step" "$seconds"
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# Whatever happens, the sum is the last line.
finish() {
	local status=$?
	rm -rf "$work"
	if ((status != 0 && failed == 0)); then
		failed=1
	fi
	within_budget "THE WHOLE RUN" total "$SECONDS"
	printf '\n  %-10s %8s %8s %8s %8s %8s\n' step minutes budget passed failed skipped
	printf '%s\n' "${table[@]}"
	printf '  %-10s %8s %8s %8s %8s\n\n' total "$(minutes "$SECONDS")" "$(budget_of total)" "$passed" "$failed"
	if ((${#compiled[@]} > 0)); then
		printf '  compiled anew:\n'
		printf '%s\n\n' "$(printf '%s\n' "${compiled[@]}")"
	fi
	if ((${#over[@]} > 0)); then
		printf 'OVER BUDGET: %s\n' "${over[@]}"
		printf '(%s says what that means)\n\n' "${BUDGET_FILE#"$ROOT"/}"
	fi
	printf '%s passed, %s failed\n' "$passed" "$failed"
	((failed == 0)) || exit 1
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Each counter reads what a suite printed, and prints: passed failed skipped.

# count_nothing: a step that is one check.
count_nothing() {
	echo 0 0 0
}

# count_cargo OUTPUT: all the lines 'test result: ok. 3 passed; 0 failed; 1 ignored; …'.
count_cargo() {
	awk '/^test result: / { passed += $4; failed += $6; ignored += $8 }
		END { print passed + 0, failed + 0, ignored + 0 }' "$1"
}

# count_scripts OUTPUT: the line 'script tests: 3 passed, 0 failed'.
count_scripts() {
	awk '/^script tests: / { passed = $3; failed = $5 } END { print passed + 0, failed + 0, 0 }' "$1"
}

# count_node: the summary that node's test runner wrote to $TAP, which people do not see.
TAP=$work/tap
count_node() {
	touch "$TAP"
	awk '/^# pass / { passed = $3 } /^# (fail|cancelled) / { failed += $3 }
		/^# (skipped|todo) / { skipped += $3 }
		END { print passed + 0, failed + 0, skipped + 0 }' "$TAP"
}

# run_step STEP COUNTER COMMAND...: runs a step, shows what it prints, and counts it.
run_step() {
	local step=$1 counter=$2 start=$SECONDS status=0 counts anew
	shift 2
	printf '\n=== %s\n' "$step"
	"$@" 2>&1 | tee "$work/output" || status=$?
	read -r -a counts < <("$counter" "$work/output")
	if [[ $counter == count_nothing ]]; then
		counts=($((status == 0)) $((status != 0)) 0)
	elif ((status != 0 && counts[1] == 0)); then
		# It did not come to a failing test: it did not compile, or it crashed.
		counts[1]=1
	elif ((counts[0] + counts[1] == 0)); then
		printf '%s: no test ran\n' "$step"
		counts[1]=1
	fi
	record "$step" $((SECONDS - start)) "${counts[@]}"
	anew=$(compiled_in "$work/output")
	[[ -z $anew ]] || compiled+=("$(printf '  %-10s %s' "$step" "$anew")")
	((counts[1] == 0))
}

# not_run STEP REASON: for a step that lacks what it needs, which is a failure.
not_run() {
	printf '\n=== %s\nnot run: %s\n' "$1" "$2"
	record "$1" 0 0 1 0
}

# skip_step STEP REASON: for a step that this machine need not run.
skip_step() {
	printf '\n=== %s\nskipped: %s\n' "$1" "$2"
	record "$1" 0 0 0 1
}
