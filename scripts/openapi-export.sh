#!/bin/sh
# Writes the description of every door to openapi.json, here or where the first argument says.
set -eu
out=$(realpath -m "${1:-openapi.json}")
cd "$(dirname "$0")/.."
npm run -s build >/dev/null
exec node dist/scripts/openapi.js "$out"
