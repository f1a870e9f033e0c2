#!/usr/bin/env bash
# Says what the runtime offers to clients: pallets, calls, events, errors, runtime APIs. Keeps the page of errors.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

USAGE="usage: scripts/metadata.sh [--write]

Starts a temporary chain, reads its metadata as a client would, and prints a table. Fails where
docs/errors.md is not the page that comes of the metadata.
  --write  write docs/errors.md
PALISADE_NODE names a node to start instead of building one."

write=()
show_help "$@"
for argument in "$@"; do
	case $argument in
	--write) write=(--write) ;;
	*) bad_usage "unknown option '$argument'" ;;
	esac
done

find_node
prepare test
exec node "$ROOT/scripts/metadata.mjs" "$PALISADE_NODE" "${write[@]}"
