from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actionplan.operations.aid_imports import read_aids, store_aids


class Command(BaseCommand):
    help = (
        "Add to the catalogue the aids of a CSV or JSON file, in the manner of Aides-territoires."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or JSON file")
        parser.add_argument("--body", default="", help="who funds them, if the file does not say")
        parser.add_argument("--dry-run", action="store_true", help="read, tell, store nothing")
        parser.add_argument("--skip-errors", action="store_true", help="store the lines without")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            aids = read_aids(options["file"], body=options["body"])
        except (OSError, ValidationError) as error:
            told = " ".join(getattr(error, "messages", [_("Fichier illisible.")]))
            raise CommandError(told) from error
        for text in aids.errors:
            self.stderr.write(text)
        words = {"count": len(aids.levers), "errors": len(aids.errors)}
        self.stdout.write(_("%(count)d aides lues, %(errors)d lignes en erreur.") % words)
        if options["dry_run"]:
            self.stdout.write(_("Essai : rien n'est écrit."))
            return
        if aids.errors and not options["skip_errors"]:
            raise CommandError(_("Rien n'est écrit : corrigez le fichier, ou --skip-errors."))
        store_aids(aids=aids)
        done = {"created": aids.created, "updated": aids.updated, "kept": aids.kept}
        told = _("%(created)d créées, %(updated)d mises à jour, %(kept)d laissées à l'équipe.")
        self.stdout.write(told % done)
