import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultation.opinion.clusters import LEAST_PEOPLE
from consultation.opinion.groups import LEAST_VOTES, analyse
from consultation.opinion.reading import read_votes
from consultation.opinion.report import as_json
from consultation.opinion.stability import REPLICATES
from consultation.opinion.votes import OpinionError
from consultation.wording import opinion_message


class Command(BaseCommand):
    help = "Find groups of opinion in the votes of a Polis export or of our own."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FOLDER_OR_CSV")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--min-votes", type=int, default=LEAST_VOTES)
        parser.add_argument("--min-group-size", type=int, default=LEAST_PEOPLE)
        parser.add_argument("--replicates", type=int, default=REPLICATES)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            votes = read_votes(Path(options["path"]))
            groups = analyse(
                votes,
                seed=options["seed"],
                least_votes=options["min_votes"],
                least_people=options["min_group_size"],
                replicates=options["replicates"],
            )
        except OpinionError as error:
            raise CommandError(opinion_message(error)) from error
        for notice in votes.notices:
            self.stderr.write(opinion_message(notice))
        result = as_json(groups)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        self._tell(result)

    def _tell(self, result: dict[str, Any]) -> None:
        said = _("%(participants)s personnes, %(statements)s propositions, %(votes)s votes")
        self.stdout.write(said % result)
        for found in result["groups"]:
            self.stdout.write(_("Groupe %(id)s : %(size)s personnes") % found)
            for told in found["representative"]:
                side = _("d'accord") if told["for"] == "agree" else _("pas d'accord")
                name = told.get("text") or told["statement"]
                self.stdout.write(f"  {side} ({told['share']:.0%})  {name}")
