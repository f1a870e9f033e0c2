#!/usr/bin/env bash
# Makes a toolchain directory of our own from Debian's Rust, with the Wasm target that Debian does
# not package. For machines where rustup cannot fetch the target; scripts/setup.sh calls it there.
# Neither Debian's files nor rustup's are touched: the directory refers to them.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/wasm-toolchain.sh

Builds the Rust library for $WASM_TARGET with /usr/bin/rustc and puts it, with links to Debian's
tools, in $WASM_TOOLCHAIN_DIR. Does nothing if that is done and Debian's Rust is the same."
no_options "$@"

if private_toolchain_complete; then
	say "everything is there"
	exit 0
fi
stamp=$(debian_stamp) || die "no Rust of Debian in /usr/bin"
host=$(sed -n 's/^host: //p' <<<"$stamp")
system=$(/usr/bin/rustc --print sysroot)/lib/rustlib
[[ -d $system/src/rust/library ]] || die "no sources of the Rust library: install rust-web-src"

mkdir -p "$PALISADE_CACHE"
work=$(mktemp -d "$PALISADE_CACHE/wasm-toolchain.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Any crate makes cargo build the library for the target.
mkdir -p "$work/crate/src"
cat >"$work/crate/Cargo.toml" <<-'TOML'
	[package]
	name = "empty"
	version = "0.0.0"
	edition = "2021"

	[workspace]
TOML
echo '#![no_std]' >"$work/crate/src/lib.rs"
# RUSTC_BOOTSTRAP allows -Zbuild-std. The runtime is linked with LTO, which needs the bitcode.
(
	cd "$work/crate"
	unset RUSTUP_TOOLCHAIN CARGO_ENCODED_RUSTFLAGS
	PATH=/usr/bin:$PATH RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR=$work/target \
		/usr/bin/cargo build --release -Zbuild-std=core,alloc --target "$WASM_TARGET"
)

new=$work/toolchain
mkdir -p "$new/bin" "$new/lib/rustlib/$WASM_TARGET/lib"
ln -s "$system/$host" "$new/lib/rustlib/$host"
ln -s "$system/src" "$new/lib/rustlib/src"
for crate in core alloc compiler_builtins; do
	cp "$work/target/$WASM_TARGET/release/deps/lib$crate-"*.rlib "$new/lib/rustlib/$WASM_TARGET/lib/"
done

# The compiler finds libraries, and the Wasm builder finds the target, below the sysroot.
for tool in rustc rustdoc; do
	printf '#!/bin/bash\nexec /usr/bin/%s --sysroot %q "$@"\n' "$tool" "$WASM_TOOLCHAIN_DIR" >"$new/bin/$tool"
done
# Clippy brings a compiler of its own, which takes the sysroot from the environment.
printf '#!/bin/bash\nSYSROOT=%q exec /usr/bin/cargo-clippy "$@"\n' "$WASM_TOOLCHAIN_DIR" >"$new/bin/cargo-clippy"
chmod +x "$new"/bin/*
for tool in cargo cargo-fmt rustfmt; do
	ln -s "/usr/bin/$tool" "$new/bin/$tool"
done
printf '%s\n' "$stamp" >"$new/stamp"

# Last, so that a directory with a stamp is always complete.
rm -rf "$WASM_TOOLCHAIN_DIR"
mv "$new" "$WASM_TOOLCHAIN_DIR"
say "made $WASM_TOOLCHAIN_DIR"
