#!/bin/sh
# Collect the texts to translate into locale/<language>/LC_MESSAGES/django.po.
set -eu
if ! command -v xgettext >/dev/null; then
    echo "Il manque gettext (Debian : sudo apt install gettext) : il ne sert qu'à cette commande." >&2
    exit 1
fi
.venv/bin/python manage.py makemessages --locale fr --locale ca --locale en \
    --add-location file --no-wrap --ignore '.venv' --ignore 'var' --ignore 'tests'
