#!/bin/sh
# Freeze the versions: uv resolves for every platform at once, in an environment thrown away after.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
"${PYTHON:-python3}" -m venv "$folder"
"$folder/bin/pip" install --quiet uv
for name in requirements requirements-dev; do
    "$folder/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" \
        "$name.in" --output-file "$name.lock" ${UPGRADE:+--upgrade}
done
