#!/usr/bin/env bash
# Removes what the build made. Databases of chains and downloaded toolchains stay.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/clean.sh

Removes the build output: the whole folder where it is the project's own, and only the project's
packages in a CARGO_TARGET_DIR that you set."
no_options "$@"

[[ -d $CARGO_TARGET_DIR ]] || {
	say "nothing to remove in $CARGO_TARGET_DIR"
	exit 0
}

if [[ $CARGO_TARGET_DIR == "$PALISADE_CACHE/target" ]]; then
	rm -rf "$CARGO_TARGET_DIR"
	say "removed $CARGO_TARGET_DIR"
else
	use_toolchain
	cd "$ROOT"
	mapfile -t packages < <(cargo metadata --no-deps --format-version 1 |
		grep -o '"name":"palisade-[a-z-]*","version"' | cut -d '"' -f 4)
	((${#packages[@]} > 0)) || die "cannot tell the project's packages, so nothing is removed"
	cargo clean "${packages[@]/#/-p}"
	rm -rf "$CARGO_TARGET_DIR"/*/wbuild/palisade-*
	say "removed ${packages[*]} from $CARGO_TARGET_DIR"
fi
