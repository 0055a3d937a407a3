from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultation.models import Consultation
from consultation.operations import DecidimReport, import_decidim


class Command(BaseCommand):
    help = "Import proposals and comments from Decidim exports, all or nothing; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="CSV or XLSX exports")
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="tell, store nothing")
        parser.add_argument(
            "--published",
            action="store_true",
            help="publish at once: the other platform had moderated these words",
        )
        parser.add_argument(
            "--skip-strangers",
            action="store_true",
            help="leave out comments whose proposal is not imported",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = import_decidim(
            files=options["files"],
            consultation=self._consultation(options["consultation"]),
            already_moderated=options["published"],
            leave_out_strangers=options["skip_strangers"],
            dry_run=options["dry_run"],
        )
        if report.problems:
            told = "\n".join(report.problems)
            raise CommandError(_("Rien n'a été enregistré.\n%(problems)s") % {"problems": told})
        self._tell(report, is_trial=options["dry_run"])

    def _consultation(self, slug: str) -> Consultation:
        found = Consultation.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(_("La consultation « %s » n'existe pas.") % slug)
        return found

    def _tell(self, report: DecidimReport, *, is_trial: bool) -> None:
        if is_trial:
            self.stdout.write(_("Essai : rien n'est enregistré."))
        line = _("%(what)s : %(new)d créés, %(changed)d mis à jour, %(same)d inchangés")
        for what, new, changed, same in (
            (_("Contributions"), report.created, report.updated, report.unchanged),
            (
                _("Commentaires"),
                report.comments_created,
                report.comments_updated,
                report.comments_unchanged,
            ),
        ):
            words = {"what": what, "new": new, "changed": changed, "same": same}
            self.stdout.write(line % words)
        for told in report.left_out:
            self.stdout.write(_("  laissé de côté : %s") % told)
