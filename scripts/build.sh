#!/usr/bin/env bash
# Builds the node, with the runtime as Wasm in it.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/build.sh

Sets up what is missing and builds $NODE_BINARY."
no_options "$@"

prepare build
cargo build --bin palisade-node "${CHECK_FEATURES[@]}"
say "$NODE_BINARY"
