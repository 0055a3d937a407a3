import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from actionplan.portfolio.planning import plan
from actionplan.portfolio.problem import PortfolioError, Problem
from actionplan.portfolio.reading import read_json
from actionplan.portfolio.result import Plan, Status


class Command(BaseCommand):
    help = "Choose the actions of a JSON file, their years and who pays for them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument(
            "--time-limit", type=float, default=20.0, help="seconds, 20 when not given"
        )
        parser.add_argument(
            "--exact", action="store_true", help="solve the joint problem, to a gap of nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["time_limit"] < 1e6:
            raise CommandError(_("La durée limite est un nombre de secondes, plus grand que zéro."))
        try:
            problem = self._read(options["file"])
        except CommandError as error:
            if options["json"]:
                refused = Plan(Status.INVALID, None, None, None, None, (str(error),), 0.0)
                self.stdout.write(json.dumps(refused.as_data(), ensure_ascii=False))
            raise
        result = plan(problem, exact=options["exact"], time_limit=options["time_limit"])
        if options["json"]:
            self.stdout.write(json.dumps(result.as_data(), ensure_ascii=False))
        else:
            self._tell(result)

    def _read(self, name: str) -> Problem:
        try:
            raw = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
            return read_json(raw)
        except OSError as error:
            raise CommandError(_("Fichier illisible : %s") % error.strerror) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("Ce fichier n'est pas en UTF-8.")) from error
        except PortfolioError as error:
            raise CommandError(str(error)) from error

    def _tell(self, result: Plan) -> None:
        for sentence in result.explanation:
            self.stdout.write(sentence)
        starts = result.portfolio.starts if result.portfolio else {}
        for code, start in sorted(starts.items(), key=lambda item: (item[1], item[0])):
            self.stdout.write(f"{start}  {code}")
