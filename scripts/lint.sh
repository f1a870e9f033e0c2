#!/usr/bin/env bash
# Checks form: format, lints of native code, stricter lints of what runs on chain, shell scripts.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/lint.sh [--with-wasm] [format|clippy|chain|scripts]...

Runs the checks that are named, or all:
  format   cargo fmt --check
  clippy   lints of all native code and its tests
  chain    lints of the crates that run on chain, compiled for $WASM_TARGET
  scripts  shellcheck
  --with-wasm  compile the runtime's Wasm too. Without it the next build has to compile the runtime
               again, with it a change of the runtime makes the check slower."

# The crates that run on chain.
CHAIN_CRATES=(
	palisade-primitives palisade-share-pool palisade-weighted-consensus palisade-staking palisade-slashing
	palisade-delegation-marketplace palisade-runtime
)

# What must not happen in a block: a panic, a silent overflow, a result that differs by machine.
CHAIN_LINTS=(
	arithmetic_side_effects
	cast_possible_truncation
	expect_used
	float_arithmetic
	indexing_slicing
	panic
	unwrap_used
)

skip_wasm=(SKIP_WASM_BUILD=1)
checks=()
show_help "$@"
for argument in "$@"; do
	case $argument in
	--with-wasm) skip_wasm=() ;;
	format | clippy | chain | scripts) checks+=("$argument") ;;
	*) bad_usage "unknown option '$argument'" ;;
	esac
done
if ((${#checks[@]} == 0)); then
	checks=(format clippy chain scripts)
fi

check_format() {
	cargo fmt --all --check
}

check_clippy() {
	env "${skip_wasm[@]}" cargo clippy --all-targets "${CHECK_FEATURES[@]}" -- -D warnings
}

check_chain() {
	local cargo=(cargo) crate lint arguments=()
	if [[ -n ${WASM_BUILD_TOOLCHAIN:-} ]]; then
		cargo=(rustup run "$WASM_BUILD_TOOLCHAIN" cargo)
	fi
	for crate in "${CHAIN_CRATES[@]}"; do
		arguments+=(-p "$crate")
	done
	arguments+=(--target "$WASM_TARGET" --no-default-features -- -D warnings)
	for lint in "${CHAIN_LINTS[@]}"; do
		arguments+=(-D "clippy::$lint")
	done
	# As the Wasm builder compiles: without it the SDK takes the target for an ordinary one.
	CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS="--cfg substrate_runtime" "${cargo[@]}" clippy "${arguments[@]}"
}

check_scripts() {
	if ! have shellcheck; then
		say "shell scripts are not checked: shellcheck is missing"
		return
	fi
	shellcheck -x .ci/run benchmarking/*.sh scripts/*.sh tests/scripts/*.sh
}

prepare lint
failed=()
for check in "${checks[@]}"; do
	"check_$check" || failed+=("$check")
done
((${#failed[@]} == 0)) || die "failed: ${failed[*]}"
