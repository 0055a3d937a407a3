#!/bin/sh
# The browser tests drive Chromium: install Debian's when we may, say it clearly when we may not.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installation de Chromium pour les essais dans un navigateur…"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        chromium fonts-dejavu >/dev/null
    exit 0
fi

echo "Chromium est absent : les essais dans un navigateur ne peuvent pas tourner." >&2
echo "Installez-le (Debian : sudo apt install chromium fonts-dejavu) ou donnez son chemin dans CHROMIUM." >&2
[ "${CI:-}" != true ] || exit 1
