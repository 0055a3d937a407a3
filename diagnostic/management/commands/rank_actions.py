import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from diagnostic.ranking.batch import read_problem, run
from diagnostic.ranking.methods import METHODS
from diagnostic.ranking.problem import RankingError
from diagnostic.wording import message_of


class Command(BaseCommand):
    help = "Rank the actions of a JSON file on several criteria."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON file, or - for standard input")
        parser.add_argument("--method", default="weighted_sum", choices=[*METHODS, "smaa"])
        parser.add_argument("--draws", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument(
            "--concentration",
            type=float,
            help="SMAA: draw weights about those of the criteria instead of uniformly",
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            problem = read_problem(self._read(options["file"]))
            result = run(
                problem,
                options["method"],
                draws=options["draws"],
                seed=self._seed(options["seed"]),
                concentration=options["concentration"],
            )
        except RankingError as error:
            raise CommandError(message_of(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for row in result["ranking"]:
            self.stdout.write(f"{row['rank']:>4}  {row['code']}  {row['score']:.4f}")

    def _seed(self, seed: int) -> int:
        if seed < 0:
            raise CommandError(_("La graine est un entier positif ou nul."))
        return seed

    def _read(self, name: str) -> Any:
        """Read the problem; whatever is wrong with the file is told in one sentence."""
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_without_twins)
        except OSError as error:
            raise CommandError(_("Fichier introuvable ou illisible : %s") % name) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("Ce fichier n'est pas écrit en UTF-8.")) from error
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            raise CommandError(
                _("Ce fichier n'est pas du JSON : ligne %(line)d, colonne %(column)d.") % place
            ) from error
        except (RecursionError, ValueError) as error:  # too deep, or a number too long
            raise CommandError(_("Ce fichier n'est pas du JSON que l'on puisse lire.")) from error


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name given twice in one object: JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise CommandError(_("Le champ « %s » est donné deux fois au même endroit.") % twin)
    return found
