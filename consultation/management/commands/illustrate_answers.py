from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultation.models import Consultation
from consultation.operations import illustrate_responses, recount


class Command(BaseCommand):
    help = "Invents answers to an illustrative consultation, for a demonstration or a measure."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=2_000)
        parser.add_argument("--consultation", required=True, help="Its short address.")
        parser.add_argument("--seed", type=int, default=2020)

    def handle(self, *args: Any, **options: Any) -> None:
        found = Consultation.objects.filter(slug=options["consultation"]).first()
        if found is None:
            raise CommandError(f"No consultation bears the address {options['consultation']}.")
        try:
            made = illustrate_responses(
                consultation=found, count=options["count"], seed=options["seed"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        recount(consultation=found)
        self.stdout.write(f"{made} illustrative answers")
