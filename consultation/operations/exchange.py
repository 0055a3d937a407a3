"""A questionnaire imported from one file: all of it, or nothing."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from consultation.models import Condition, Consultation, Option, Question, Questionnaire, Section
from consultation.operations.building import new_version
from consultation.queries import plan_of
from consultation.validators.building import plan_problems
from consultation.validators.exchange import Problems, place_of, read_document
from perpignan.study.models import Priority, Zone

#: Parts that a thing holds besides its own fields.
HELD = ("questions", "options", "conditions")


@transaction.atomic
def import_questionnaire(*, consultation: Consultation, content: bytes) -> Questionnaire:
    """Make a new version from a file. Raise one ValidationError that names every problem."""
    sections = read_document(content)
    problems = Problems()
    questionnaire = new_version(consultation)
    reading = Reading(questionnaire, problems)
    for number, values in enumerate(sections, start=1):
        reading.read_section(number, values)
    reading.read_conditions()
    problems.raise_if_any()
    reading.check_conditions()
    problems.raise_if_any()
    return questionnaire


class Reading:
    """The file being read: what it has made so far, by code, and what is wrong with it."""

    def __init__(self, questionnaire: Questionnaire, problems: Problems) -> None:
        self.questionnaire, self.problems = questionnaire, problems
        self.questions: dict[str, Question] = {}
        self.conditions: list[tuple[str, Section | Question, list[dict[str, Any]]]] = []
        self.places: dict[tuple[bool, str], str] = {}
        self.priorities = {priority.code: priority for priority in Priority.objects.all()}
        self.zones = {zone.code: zone for zone in Zone.objects.all()}

    def read_section(self, number: int, values: Mapping[str, Any]) -> None:
        place = place_of("sections", number)
        own = _own(values)
        own["priority"] = self._known(self.priorities, own.pop("priority", ""), place, "priority")
        section = Section(questionnaire=self.questionnaire, order=number, **own)
        if not self._saved(section, place):
            return
        self._remember(place, section, values)
        for rank, question in enumerate(values["questions"], start=1):
            self._read_question(place_of("questions", rank, place), rank, section, question)

    def _read_question(
        self, place: str, number: int, section: Section, values: Mapping[str, Any]
    ) -> None:
        question = Question(
            questionnaire=self.questionnaire, section=section, order=number, **_own(values)
        )
        if not self._saved(question, place):
            return
        self.questions[question.code] = question
        self._remember(place, question, values)
        for rank, option in enumerate(values["options"], start=1):
            own, where = _own(option), place_of("options", rank, place)
            own["zone"] = self._known(self.zones, own.pop("zone", ""), where, "zone")
            self._saved(Option(question=question, order=rank, **own), where)

    def _remember(self, place: str, owner: Section | Question, values: Mapping[str, Any]) -> None:
        self.places[isinstance(owner, Section), owner.code] = place
        self.conditions.append((place, owner, values["conditions"]))

    def read_conditions(self) -> None:
        """Read the conditions once every question is there to be depended on."""
        for place, owner, listed in self.conditions:
            field = "section" if isinstance(owner, Section) else "question"
            for number, values in enumerate(listed, start=1):
                where, own = place_of("conditions", number, place), _own(values)
                code = own.pop("depends_on", "")
                asked = self.questions.get(code)
                if asked is None:
                    message = _("la question « %(code)s » n'existe pas dans ce fichier.")
                    self.problems.add(where, message % {"code": code[:40]}, "depends_on")
                    continue
                self._saved(Condition(depends_on=asked, **{field: owner}, **own), where)

    def check_conditions(self) -> None:
        for problem in plan_problems(plan_of(self.questionnaire.pk)):
            place = place_of(
                "conditions", problem.number, self.places[problem.is_section, problem.owner]
            )
            self.problems.add(place, problem.message, problem.field)

    def _known(self, rows: Mapping[str, Any], code: str, place: str, name: str) -> Any:
        if code and code not in rows:
            message = _("« %(code)s » n'existe pas dans ce portail.")
            self.problems.add(place, message % {"code": code[:40]}, name)
        return rows.get(code)

    def _saved(self, row: models.Model, place: str) -> bool:
        try:
            row.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                shown = "" if name == "__all__" else name
                self.problems.add(place, " ".join(messages), shown)
            return False
        row.save()
        return True


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in HELD}
