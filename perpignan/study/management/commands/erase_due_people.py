from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perpignan.study.operations import erase_due_people


class Command(BaseCommand):
    help = "Erase the resource persons kept long enough, as the daily job does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Say which would be erased, erase none."
        )
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            help="Erase those to keep until before this day (YYYY-MM-DD). Default: today.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        day, is_dry_run = options["day"] or timezone.localdate(), options["dry_run"]
        keys = erase_due_people(day=day, is_dry_run=is_dry_run)
        if not keys:
            self.stdout.write(_("Aucune personne ressource à effacer."))
            return
        self.stdout.write(self._said(len(keys), is_dry_run))
        self.stdout.write(", ".join(str(key) for key in keys))

    def _said(self, count: int, is_dry_run: bool) -> str:
        if is_dry_run:
            said = ngettext(
                "%d personne ressource serait effacée.",
                "%d personnes ressources seraient effacées.",
                count,
            )
        else:
            said = ngettext(
                "%d personne ressource effacée.", "%d personnes ressources effacées.", count
            )
        return said % count
