from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.study import operations


class Command(BaseCommand):
    help = "Erase the personal data that each model has kept long enough; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Count what would be erased, erase nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        line = (
            _("%(label)s : %(count)d à effacer")
            if options["dry_run"]
            else _("%(label)s : %(count)d effacés")
        )
        for erasure in operations.erase_expired(now=timezone.now(), dry_run=options["dry_run"]):
            self.stdout.write(line % {"label": erasure.label, "count": erasure.count})
