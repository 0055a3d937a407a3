#!/bin/sh
# The browser tests drive Chromium: install Debian's when we may, say it clearly when we may not.
# The headless shell draws no window: the same pages for two thirds of the processor.
set -eu
known() { [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ] || command -v "$1" >/dev/null; }
install() {
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        "$1" fonts-dejavu >/dev/null
}

if known chromium-headless-shell; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installation de Chromium pour les essais dans un navigateur…"
    apt-get update -qq || true
    if install chromium-headless-shell 2>/dev/null; then exit 0; fi
fi
for name in chromium chromium-browser google-chrome; do
    if known "$name"; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && install chromium; then exit 0; fi

echo "Chromium est absent : les essais dans un navigateur ne peuvent pas tourner." >&2
echo "Installez-le (Debian : sudo apt install chromium-headless-shell fonts-dejavu) ou donnez son chemin dans CHROMIUM." >&2
[ "${CI:-}" != true ] || exit 1
