from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from actionplan import operations
from actionplan.enums import OPEN_SCENARIOS, ScenarioStatus
from actionplan.models import Scenario


class Command(BaseCommand):
    help = "Compute here and now the scenarios that wait or were never computed."

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = [ScenarioStatus.QUEUED, *OPEN_SCENARIOS]
        for scenario in Scenario.objects.filter(status__in=waiting).defer("result"):
            if scenario.status != ScenarioStatus.QUEUED:
                operations.request_scenario(scenario=scenario, by=None)
            operations.run_scenario(scenario_id=scenario.pk)
            scenario.refresh_from_db(fields=["status", "solver_status", "problem"])
            state = scenario.get_solver_status_display() or scenario.problem
            self.stdout.write(_("%(name)s : %(state)s") % {"name": scenario, "state": state})
