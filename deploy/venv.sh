#!/bin/sh
# Make .venv and install a lock file into it. An installation that was cut short is made again.
set -eu
lock=$1
place=$(pwd -P)

refuse() {
    echo "$1" >&2
    exit 1
}

sum() {
    cksum <"$1" | tr ' ' '-'
}

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && is_recent "$name"; then
            command -v "$name"
            return
        fi
    done
    refuse "Il faut Python 3.11 ou plus récent (trouvé : $(python3 --version 2>&1 || echo aucun))."
}

is_sound() {
    [ -f .venv/.place ] && [ ! -e .venv/.installing ] && [ "$(cat .venv/.place)" = "$place" ] &&
        is_recent .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        refuse "Il manque les modules venv et ensurepip de Python : installez le paquet python3-venv."
    rm -rf .venv
    "$python" -m venv .venv || refuse "Le dossier .venv ne peut pas être créé dans $place."
    echo "$place" >.venv/.place
}

install_lock() {
    echo "Installation des dépendances, une à deux minutes la première fois…"
    : >.venv/.installing
    rm -f .venv/.installed-*
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
        refuse "L'installation a échoué : vérifiez l'accès au réseau et la place sur le disque, puis recommencez."
    : >".venv/.installed-$(sum "$lock")"
    # The development lock holds everything of the other one.
    [ "$lock" = requirements.lock ] || : >".venv/.installed-$(sum requirements.lock)"
    rm .venv/.installing
}

# A linked .venv is kept by its owner.
if [ -L .venv ]; then exit 0; fi
is_sound || make_venv
[ -e ".venv/.installed-$(sum "$lock")" ] || install_lock
