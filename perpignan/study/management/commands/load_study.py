from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from perpignan.study import seeding


class Command(BaseCommand):
    help = "Load the Perpignan study from the YAML seeds of every app; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--start",
            type=date.fromisoformat,
            help="First day of the study (YYYY-MM-DD). Default: kept, or such that today "
            "falls in the consultation.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports = seeding.load_all(start=options["start"])
        except seeding.SeedError as error:
            raise CommandError(str(error)) from error
        for report in reports:
            self.stdout.write(self._line(report))
            for label in report.kept:
                self.stdout.write(_("  gardé, modifié par l'équipe : %s") % label)

    def _line(self, report: seeding.TableReport) -> str:
        return _("%(title)s : %(created)d créés, %(updated)d mis à jour, %(same)d laissés") % {
            "title": report.title,
            "created": report.created,
            "updated": report.updated,
            "same": report.unchanged + len(report.kept),
        }
