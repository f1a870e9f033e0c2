#!/usr/bin/env bash
# Runs everything that must pass and adds it up.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/test.sh

Runs all checks and tests. A step that fails does not keep the next from running, unless there is
nothing to run it with. Ends with the line 'N passed, N failed', after the minutes that each step
took and those that it may take. What takes too long is said, and is no failure: see
benchmarking/budget.toml. What is too long for every run is in scripts/test-long.sh."
no_options "$@"
# shellcheck source=scripts/tally.sh
source "$ROOT/scripts/tally.sh"

lint() {
	"$ROOT/scripts/lint.sh" --with-wasm "$1"
}

unit_tests() {
	cargo test --no-fail-fast "${CHECK_FEATURES[@]}"
}

build_variants() {
	"$ROOT/scripts/wasm-variants.sh" >"$work/variants" && cat "$work/variants"
}

end_to_end() {
	# shellcheck source=/dev/null # an assignment that build_variants wrote
	source "$work/variants"
	cd "$ROOT/tests/e2e"
	PALISADE_NODE=$NODE_BINARY PALISADE_WASM_NEXT=$PALISADE_WASM_NEXT \
		node --test --test-concurrency=3 \
		--test-reporter=spec --test-reporter-destination=stdout \
		--test-reporter=tap --test-reporter-destination="$TAP"
}

run_step set-up count_nothing "$ROOT/scripts/setup.sh" test || exit 1
export PALISADE_SET_UP=yes
prepare test

run_step format count_nothing lint format || true
if have shellcheck; then
	run_step shellcheck count_nothing lint scripts || true
else
	skip_step shellcheck "shellcheck is missing"
fi
run_step scripts count_scripts "$ROOT/tests/scripts/run.sh" || true

# Before clippy, which then finds the Wasm that the runtime embeds, and compiles none of its own.
variants=false
if run_step build count_nothing "$ROOT/scripts/build.sh"; then
	if run_step variants count_nothing build_variants; then
		variants=true
		# From here on every step asks for them: cargo would build anew if it was asked in turns.
		export PALISADE_WASM_VARIANTS=1
	fi
	run_step wasm count_nothing "$ROOT/scripts/wasm.sh" || true
	run_step metadata count_nothing env PALISADE_NODE="$NODE_BINARY" "$ROOT/scripts/metadata.sh" || true
else
	not_run variants "the build failed"
	not_run wasm "the build failed"
	not_run metadata "the build failed"
fi
run_step clippy count_nothing lint clippy || true
run_step chain count_nothing lint chain || true
run_step unit count_cargo unit_tests || true
if $variants; then
	run_step e2e count_node end_to_end || true
else
	not_run e2e "the runtime to upgrade to was not built"
fi
