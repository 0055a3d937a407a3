from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from consultation.operations import erase_due_contacts


class Command(BaseCommand):
    help = "Erase the addresses of authors that have been kept long enough (a daily task does)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, erase nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        count = erase_due_contacts(dry_run=options["dry_run"])
        told = _("%d adresses à effacer.") if options["dry_run"] else _("%d adresses effacées.")
        self.stdout.write(told % count)
