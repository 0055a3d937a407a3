import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultation.budget.counting import Rule, as_json, count
from consultation.budget.election import BudgetError
from consultation.budget.pabulib import plain, read_election
from consultation.budget.shares import Completion
from consultation.wording import budget_message


class Command(BaseCommand):
    help = "Count the ballots of a participatory budget, from a .pb file, by a rule."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pb", help=".pb file, or - for standard input")
        parser.add_argument("--rule", choices=[str(rule) for rule in Rule], default="greedy")
        parser.add_argument(
            "--completion",
            choices=[str(name) for name in Completion],
            default=str(Completion.ADD_ONE),
            help="equal_shares: what to do with the money left",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            election = read_election(self._read(options["file"]))
            outcome = count(election, options["rule"], completion=options["completion"])
        except BudgetError as error:
            raise CommandError(budget_message(error)) from error
        for notice in election.notices:
            self.stderr.write(budget_message(notice))
        result = as_json(election, outcome)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for place in outcome.winners:
            project = election.projects[place]
            cost, votes = plain(project.cost), election.votes[place]
            self.stdout.write(f"{project.code:>12}  {cost:>14}  {votes:>7}  {project.name}")
        self.stdout.write(_("Dépensé : %(spent)s ; reste : %(left)s") % result)

    def _read(self, name: str) -> bytes:
        try:
            return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(_("Fichier illisible : %s") % error.strerror) from error
