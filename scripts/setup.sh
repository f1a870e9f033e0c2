#!/usr/bin/env bash
# Installs what a build needs and this machine lacks. Does nothing where nothing is missing.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/setup.sh [build|lint|test]

Sets up what a step needs and this machine lacks.
  build  C compiler, protoc, make, Rust and its Wasm target (default)
  lint   also clippy and rustfmt
  test   also Node.js and the packages of tests/e2e"

# Seconds after which a download is given up. Without a network it must not hang.
DOWNLOAD_LIMIT=300

show_help "$@"
step=${1:-build}
[[ $step == @(build|lint|test) ]] || bad_usage "unknown option '$step'"
(($# <= 1)) || bad_usage "unknown option '$2'"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
changed=false

# done_with MESSAGE: one line for each thing that was set up.
done_with() {
	say "$*"
	changed=true
}

# quietly COMMAND...: runs it with a time limit; its output is only shown by why().
quietly() {
	local limit=()
	if have timeout; then
		limit=(timeout "$DOWNLOAD_LIMIT")
	fi
	"${limit[@]}" "$@" >"$log" 2>&1 </dev/null
}

# why: the line of the last quiet command that tells best why it failed.
why() {
	{ grep -iE -m 1 '^(npm )?(error|E:|err!)' "$log" || tail -n 1 "$log"; } | cut -c -200
}

# apt_get ARGUMENT...: as the user who may do so; fails where nobody may.
apt_get() {
	have apt-get || return 1
	local as=()
	if [[ $(id -u) != 0 ]]; then
		have sudo && sudo -n true 2>/dev/null || return 1
		as=(sudo -n)
	fi
	quietly "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@"
}

# download_packages PACKAGE...: as far as the list of packages that this machine has is of use.
download_packages() {
	apt_get install -y --no-remove --download-only "$@" ||
		{ apt_get update && apt_get install -y --no-remove --download-only "$@"; }
}

# install_packages PACKAGE...: never removes one, so that the compilers of the system stay. Only the
# download has a time limit: an installation that is cut off leaves the package manager broken.
install_packages() {
	download_packages "$@" && DOWNLOAD_LIMIT=0 apt_get install -y --no-remove "$@"
}

# require_tools TOOL:PACKAGE...: installs the packages of the tools that are missing.
require_tools() {
	local pair missing=() packages=()
	for pair in "$@"; do
		if ! have "${pair%%:*}"; then
			missing+=("${pair%%:*}")
			packages+=("${pair##*:}")
		fi
	done
	((${#missing[@]} > 0)) || return 0
	install_packages "${packages[@]}" || true
	for pair in "${missing[@]}"; do
		have "$pair" ||
			die "missing: ${missing[*]}; on Debian run: sudo apt-get install -y ${packages[*]}"
	done
	done_with "installed ${packages[*]}"
}

set_up_tools() {
	local tools=(cc:gcc c++:g++ clang:clang make:make)
	if [[ ! -x ${PROTOC:-} ]]; then
		tools+=(protoc:protobuf-compiler)
	fi
	require_tools "${tools[@]}"
	if ! pkg-config --exists openssl 2>/dev/null; then
		if install_packages pkg-config libssl-dev && pkg-config --exists openssl; then
			done_with "installed pkg-config libssl-dev"
		else
			say "no headers of OpenSSL: it will be compiled, which takes some minutes more"
		fi
	fi
}

# set_up_debian_rust: the compiler, the sources of its library and its linker, from Debian.
set_up_debian_rust() {
	local lacking=() package
	for package in rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web; do
		dpkg -s "$package" >/dev/null 2>&1 || lacking+=("$package")
	done
	if ((${#lacking[@]} > 0)); then
		install_packages "${lacking[@]}" || return 1
		done_with "installed ${lacking[*]} from Debian"
	fi
	if ! have rust-lld; then
		# A link to the linker of one version of LLVM, in a package that nothing depends on.
		package=$(readlink /usr/bin/rust-lld) || return 1
		install_packages "$package" || return 1
		done_with "installed $package from Debian"
	fi
	version_at_least "$(/usr/bin/rustc --version | cut -d ' ' -f 2)" "$(pinned_rust)"
}

# set_up_private_toolchain: Debian's compiler with the Wasm target, beside everything else.
set_up_private_toolchain() {
	if ! private_toolchain_complete; then
		set_up_debian_rust && "$ROOT/scripts/wasm-toolchain.sh" >"$log" 2>&1 || return 1
		done_with "built the library for $WASM_TARGET with Debian's Rust, in $WASM_TOOLCHAIN_DIR"
	fi
	if have rustup && ! private_toolchain_linked; then
		quietly rustup toolchain link "$WASM_TOOLCHAIN" "$WASM_TOOLCHAIN_DIR" || return 1
		done_with "told rustup about it under the name $WASM_TOOLCHAIN"
	fi
}

# private_toolchain_ready: it was needed here before, so nothing is asked of the network again.
private_toolchain_ready() {
	private_toolchain_complete && { ! have rustup || private_toolchain_linked; }
}

set_up_rust() {
	local channel
	channel=$(pinned_rust)
	if private_toolchain_ready; then
		return
	fi
	if have rustup && [[ ${PALISADE_FORCE_DEBIAN_WASM:-} != 1 ]]; then
		if ! rust_usable; then
			if quietly rustup toolchain install "$channel" --profile minimal --no-self-update \
				--component clippy --component rustfmt --target "$WASM_TARGET"; then
				done_with "installed Rust $channel"
			else
				say "rustup cannot install Rust $channel: $(why)"
			fi
		elif ! wasm_target_present; then
			if quietly rustup target add "$WASM_TARGET" --toolchain "$channel"; then
				done_with "added the target $WASM_TARGET to Rust $channel"
			else
				say "rustup cannot add the target $WASM_TARGET: $(why)"
			fi
		fi
	fi
	if ! rust_usable || ! wasm_target_present; then
		set_up_private_toolchain ||
			die "no Rust $channel with the target $WASM_TARGET: $(why); with a network run:" \
				"rustup toolchain install $channel -c clippy -c rustfmt -t $WASM_TARGET"
	fi
}

set_up_lints() {
	local component missing=()
	for component in clippy fmt; do
		(cd "$ROOT" && cargo "$component" --version) >/dev/null 2>&1 ||
			missing+=("${component/fmt/rustfmt}")
	done
	((${#missing[@]} > 0)) || return 0
	quietly rustup component add "${missing[@]}" --toolchain "$(pinned_rust)" ||
		die "missing: ${missing[*]}; run: rustup component add ${missing[*]}"
	done_with "added ${missing[*]}"
}

set_up_node() {
	local wanted=20 version=0
	if have node; then
		version=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
	fi
	if ((version < wanted)); then
		install_packages nodejs npm || true
		version=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') || true
		((${version:-0} >= wanted)) ||
			die "missing: Node.js $wanted or newer, which the tests of running nodes need; install" \
				"it with npm from your distribution or from nodejs.org"
		done_with "installed Node.js $version"
	fi
	require_tools npm:npm
}

# npm_packages_present: node_modules holds what package-lock.json says.
npm_packages_present() {
	node --input-type=commonjs - "$ROOT/tests/e2e" <<-'JS' 2>/dev/null
		const { packages: want } = require(`${process.argv[2]}/package-lock.json`);
		const { packages: have } = require(`${process.argv[2]}/node_modules/.package-lock.json`);
		delete want[''];
		const same = Object.entries(want).every(([path, { version, optional }]) =>
			path in have ? have[path].version === version : optional);
		process.exit(same && Object.keys(have).every((path) => path in want) ? 0 : 1);
	JS
}

set_up_npm_packages() {
	[[ -f $ROOT/tests/e2e/package-lock.json ]] || return 0
	npm_packages_present && return 0
	quietly npm --prefix "$ROOT/tests/e2e" ci --no-audit --no-fund ||
		die "npm cannot install the packages of tests/e2e: $(why)"
	done_with "installed the packages of tests/e2e"
}

set_up_tools
set_up_rust
use_toolchain
if [[ $step != build ]]; then
	set_up_lints
fi
if [[ $step == test ]]; then
	set_up_node
	set_up_npm_packages
fi
$changed || say "everything is there"
