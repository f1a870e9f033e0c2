#!/usr/bin/env bash
# Says what the runtime offers to clients: pallets, calls, events, errors, runtime APIs.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/metadata.sh

Starts a temporary chain, reads its metadata as a client would, and prints a table.
PALISADE_NODE names a node to start instead of building one."
no_options "$@"

find_node
prepare test
exec node "$ROOT/scripts/metadata.mjs" "$PALISADE_NODE"
