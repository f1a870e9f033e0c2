#!/usr/bin/env bash
# Runs the tests that are too long for every run, and adds them up.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/test-long.sh

Runs the tests that scripts/test.sh leaves out because they take more than three minutes by themselves
and seldom find what the others do not:
  Rust        tests whose names begin with 'long_', marked #[ignore = \"long: …\"]
  end to end  tests/e2e/*.long.js
  alone       the package whose turn it is today compiles without the others: see scripts/alone.sh
Ends with the line 'N passed, N failed'."
no_options "$@"
BUDGET=test-long
# shellcheck source=scripts/tally.sh
source "$ROOT/scripts/tally.sh"

rust() {
	cargo test --no-fail-fast "${CHECK_FEATURES[@]}" -- --ignored long_
}

end_to_end() {
	cd "$ROOT/tests/e2e"
	# One at a time: what is measured over a long time should not depend on the others.
	PALISADE_NODE=$NODE_BINARY node --test --test-concurrency=1 \
		--test-reporter=spec --test-reporter-destination=stdout \
		--test-reporter=tap --test-reporter-destination="$TAP" ./*.long.js
}

run_step set-up count_nothing "$ROOT/scripts/setup.sh" test || exit 1
export PALISADE_SET_UP=yes
prepare test

built=false
if run_step build count_nothing "$ROOT/scripts/build.sh"; then
	built=true
fi
if grep -rqE --include='*.rs' '^\s*fn long_' pallets primitives runtime node-template tests benchmarking; then
	run_step rust count_cargo rust || true
else
	skip_step rust "no Rust test is marked as long"
fi
if $built; then
	run_step e2e count_node end_to_end || true
else
	not_run e2e "the build failed"
fi
# Last: it leaves a runtime without Wasm in the build output.
run_step alone count_nothing "$ROOT/scripts/alone.sh" || true
