#!/bin/sh
# Collect the texts to translate into locale/<language>/LC_MESSAGES/django.po.
# A text without translation stays empty: a guess taken from a text that looks alike would reach the public.
set -eu
if ! command -v xgettext >/dev/null; then
    echo "Il manque gettext (Debian : sudo apt install gettext) : il ne sert qu'à cette commande." >&2
    exit 1
fi
mkdir -p locale
.venv/bin/python manage.py makemessages --locale ca --locale en \
    --add-location file --no-wrap --no-obsolete --ignore '.venv' --ignore 'var' --ignore 'tests'
for catalogue in locale/*/LC_MESSAGES/django.po; do
    msgattrib --clear-fuzzy --empty --clear-previous --no-obsolete --no-wrap \
        --add-location=file --output-file "$catalogue" "$catalogue"
done
