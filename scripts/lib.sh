# shellcheck shell=bash
# What the scripts share. Sourced, never run.
#
# Sets where things are and how everything is compiled, so that a script, a test and a person who
# sources this file share one set of build artifacts:
#
#   CARGO_TARGET_DIR            build output, outside the checkout so that checkouts share it
#   PALISADE_CACHE              parent of everything that the scripts keep on this machine
#   PALISADE_FORCE_DEBIAN_WASM  set to 1 to behave as if rustup could not provide the Wasm target

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PALISADE_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/palisade
WASM_TOOLCHAIN_DIR=$PALISADE_CACHE/wasm-toolchain
WASM_TOOLCHAIN=palisade-wasm
WASM_TARGET=wasm32v1-none
export ROOT PALISADE_CACHE

CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PALISADE_CACHE/target}
# Relative to the checkout, wherever the script is started; the Wasm builder needs an absolute path.
[[ $CARGO_TARGET_DIR == /* ]] || CARGO_TARGET_DIR=$ROOT/$CARGO_TARGET_DIR
export CARGO_TARGET_DIR

# The Wasm builder looks for Cargo.lock above its output, which is not below the checkout.
export WASM_BUILD_WORKSPACE_HINT=$ROOT
# A node of the dev profile embeds the optimised, compressed Wasm all the same.
export WASM_BUILD_TYPE=release
# The embedded Wasm is the one a chain runs, though native code is compiled with the check features.
export PALISADE_PLAIN_WASM=1
# scripts/setup.sh installs; no other command may start a download because something is missing.
export RUSTUP_AUTO_INSTALL=0
# cargo would take the job limit of a make that called us for its own.
unset MAKEFLAGS MFLAGS

if [[ ${CI:-} == true ]]; then
	export CARGO_TERM_COLOR=never NO_COLOR=1 WASM_BUILD_NO_COLOR=1
fi

# The one selection of packages and features for native code. Another selection makes cargo resolve
# other features for shared dependencies and compile them again: see CONTRIBUTING.md.
CHECK_FEATURES=(--features "runtime-benchmarks,try-runtime,palisade-primitives/test")

# What the scripts build.
NODE_BINARY=$CARGO_TARGET_DIR/debug/palisade-node
WASM_DIR=$CARGO_TARGET_DIR/debug/wbuild/palisade-runtime
export NODE_BINARY WASM_DIR CHECK_FEATURES

# The well-known accounts that the presets for development endow: names and addresses.
DEVELOPMENT_ACCOUNTS=(
	"Alice 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
	"Bob 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"
	"Charlie 5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"
	"Dave 5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"
	"Eve 5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"
	"Ferdie 5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL"
)
export DEVELOPMENT_ACCOUNTS

SCRIPT=$(basename "$0" .sh)

say() {
	printf '%s: %s\n' "$SCRIPT" "$*"
}

die() {
	printf '%s: %s\n' "$SCRIPT" "$*" >&2
	exit 1
}

bad_usage() {
	printf '%s: %s (--help shows what is possible)\n' "$SCRIPT" "$*" >&2
	exit 2
}

# show_help "$@": prints $USAGE and ends if a person asked for it.
show_help() {
	local argument
	for argument in "$@"; do
		if [[ $argument == --help || $argument == -h ]]; then
			printf '%s\n' "$USAGE"
			exit 0
		fi
	done
}

# no_options "$@": for a script that takes none.
no_options() {
	show_help "$@"
	if (($# > 0)); then
		bad_usage "unknown option '$1'"
	fi
}

# option_value "$@": the value of the option that is first in the argument list.
option_value() {
	if (($# < 2)) || [[ -z $2 ]]; then
		bad_usage "option '$1' needs a value"
	fi
	printf '%s\n' "$2"
}

have() {
	command -v "$1" >/dev/null 2>&1
}

port_in_use() {
	(exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# port_offset VALUE: a number that can be added to every default port.
port_offset() {
	if [[ ! $1 =~ ^[0-9]{1,5}$ ]] || ((10#$1 > 50000)); then
		bad_usage "port offset '$1' is not a number from 0 to 50000"
	fi
	printf '%d\n' "$((10#$1))"
}

# require_free_ports PORT...: ends with every port that something already listens on.
require_free_ports() {
	local port taken=()
	for port in "$@"; do
		if port_in_use "$port"; then
			taken+=("$port")
		fi
	done
	if ((${#taken[@]} > 0)); then
		die "nothing was started, port already in use: ${taken[*]} (--port-offset N moves all ports)"
	fi
}

# The version of Rust the project is pinned to.
pinned_rust() {
	sed -n 's/^channel *= *"\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml"
}

# version_at_least HAVE WANT
version_at_least() {
	[[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$2" ]]
}

# rust_usable: a compiler is in reach for this checkout that is not older than the pinned one.
rust_usable() {
	local version
	version=$(cd "$ROOT" && rustc --version 2>/dev/null | cut -d ' ' -f 2) || return 1
	[[ -n $version ]] && version_at_least "$version" "$(pinned_rust)"
}

# wasm_target_present: that compiler can build for the runtime's target.
wasm_target_present() {
	[[ ${PALISADE_FORCE_DEBIAN_WASM:-} != 1 ]] || return 1
	local directory
	directory=$(cd "$ROOT" && rustc --print target-libdir --target "$WASM_TARGET" 2>/dev/null) ||
		return 1
	compgen -G "$directory/libcore-*.rlib" >/dev/null
}

# debian_stamp: what scripts/wasm-toolchain.sh writes down when it is done, so that an update of
# the packages makes it start again. Fails where the packages are not installed.
debian_stamp() {
	[[ -x /usr/bin/rustc && -x /usr/bin/cargo ]] && /usr/bin/rustc -vV
}

# private_toolchain_complete: scripts/wasm-toolchain.sh has done its work for this compiler.
private_toolchain_complete() {
	[[ -f $WASM_TOOLCHAIN_DIR/stamp && $(<"$WASM_TOOLCHAIN_DIR/stamp") == "$(debian_stamp)" ]]
}

private_toolchain_linked() {
	rustup run "$WASM_TOOLCHAIN" rustc --version >/dev/null 2>&1
}

# use_toolchain: decides with which compilers and libraries to build, once they are set up.
use_toolchain() {
	# Compiling OpenSSL takes three minutes on two cores.
	if pkg-config --exists openssl 2>/dev/null; then
		export OPENSSL_NO_VENDOR=1
	fi
	unset WASM_BUILD_TOOLCHAIN
	if have rustup && rust_usable; then
		# The usual case needs nothing. Else: native code as pinned, Wasm by the private toolchain.
		if ! wasm_target_present && private_toolchain_complete; then
			export WASM_BUILD_TOOLCHAIN=$WASM_TOOLCHAIN
		fi
	elif ! { rust_usable && wasm_target_present; } && private_toolchain_complete; then
		# No rustup that could switch between compilers: one for everything. cargo looks for its
		# subcommands in its home first, unless that is in PATH.
		export PATH=$WASM_TOOLCHAIN_DIR/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
	fi
}

# prepare build|lint|test: sets up what that step needs and goes to the checkout. A script that has
# done so tells those that it calls by PALISADE_SET_UP=yes.
prepare() {
	[[ ${PALISADE_SET_UP:-} == yes ]] || "$ROOT/scripts/setup.sh" "$1"
	use_toolchain
	cd "$ROOT"
}

# find_node: sets PALISADE_NODE to the node to start, which is built unless a person named one.
find_node() {
	if [[ -z ${PALISADE_NODE:-} ]]; then
		"$ROOT/scripts/build.sh"
		PALISADE_NODE=$NODE_BINARY
	fi
	[[ $PALISADE_NODE == /* ]] || PALISADE_NODE=$PWD/$PALISADE_NODE
	[[ -f $PALISADE_NODE && -x $PALISADE_NODE ]] || die "PALISADE_NODE is '$PALISADE_NODE', which cannot be run"
	export PALISADE_NODE
}

# file_size FILE: bytes.
file_size() {
	wc -c <"$1" | tr -d ' '
}

# with_thousands NUMBER: 1234567 as 1,234,567, whatever the locale.
with_thousands() {
	local number=$1
	while [[ $number =~ ^([0-9]+)([0-9]{3}.*)$ ]]; do
		number=${BASH_REMATCH[1]},${BASH_REMATCH[2]}
	done
	printf '%s\n' "$number"
}
