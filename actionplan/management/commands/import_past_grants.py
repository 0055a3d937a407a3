from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actionplan.operations.past_grants import read_past_grants, store_past_grants
from perpignan.study.wording import euros


class Command(BaseCommand):
    help = "Store the State grants of a past year (DETR, DSIL, DSID), as published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="XLSX or CSV file")
        parser.add_argument("--year", type=int, default=2019)
        parser.add_argument("--dry-run", action="store_true", help="read, tell, store nothing")
        parser.add_argument("--skip-errors", action="store_true", help="store the lines without")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            grants = read_past_grants(options["file"], options["year"])
        except (OSError, ValidationError) as error:
            told = " ".join(getattr(error, "messages", [_("Fichier illisible.")]))
            raise CommandError(told) from error
        for text in grants.errors:
            self.stderr.write(text)
        words = {"count": len(grants.rows), "errors": len(grants.errors)}
        self.stdout.write(_("%(count)d projets lus, %(errors)d lignes en erreur.") % words)
        for program, total in grants.totals().items():
            self.stdout.write(f"{program} : {euros(total)}")
        if options["dry_run"]:
            self.stdout.write(_("Essai : rien n'est écrit."))
            return
        if grants.errors and not options["skip_errors"]:
            raise CommandError(_("Rien n'est écrit : corrigez le fichier, ou --skip-errors."))
        store_past_grants(grants=grants)
        done = {"created": grants.created, "updated": grants.updated}
        self.stdout.write(_("%(created)d créés, %(updated)d mis à jour.") % done)
