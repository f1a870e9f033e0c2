#!/usr/bin/env bash
# Compiles packages and their tests each by itself.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/alone.sh [--all | PACKAGE...]

Checks that a package and its tests compile without the others: that it asks for the features that it
needs. All other scripts compile the packages together, where each finds the features that another
asked for.

Checks the packages that are named, all, or the one whose turn it is: the packages take turns by the
day of the year. Each selection of features compiles the SDK anew, which takes minutes."

all=false
wanted=()
show_help "$@"
for argument in "$@"; do
	case $argument in
	--all) all=true ;;
	-*) bad_usage "unknown option '$argument'" ;;
	*) wanted+=("$argument") ;;
	esac
done
if $all && ((${#wanted[@]} > 0)); then
	bad_usage "option '--all' goes without the package '${wanted[0]}'"
fi

prepare build
mapfile -t packages < <(cargo metadata --no-deps --format-version 1 |
	grep -oE '"name":"[^"]+","version"' | cut -d '"' -f 4 | sort)
((${#packages[@]} > 0)) || die "cannot tell the packages of the workspace"

if $all; then
	wanted=("${packages[@]}")
elif ((${#wanted[@]} == 0)); then
	# With leading zeros, which are not those of an octal number.
	day=$((10#$(date +%j)))
	wanted=("${packages[day % ${#packages[@]}]}")
fi
for package in "${wanted[@]}"; do
	[[ " ${packages[*]} " == *" $package "* ]] || bad_usage "unknown package '$package'"
done

failed=()
for package in "${wanted[@]}"; do
	say "$package and its tests"
	# Native code only: no embedded Wasm is run. The tests of some packages are those of others, so
	# --tests would check nothing of them.
	SKIP_WASM_BUILD=1 cargo check -p "$package" --all-targets || failed+=("$package")
done
((${#failed[@]} == 0)) || die "do not compile alone: ${failed[*]}"
