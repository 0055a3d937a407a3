"""What waits of the diagnostic: a service says where it stands."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostic.permissions import (
    can_answer_maturity,
    can_edit_finding,
    can_import_values,
    can_record_value,
)
from diagnostic.queries import answers_of, open_round
from perpignan.study.enums import Role
from perpignan.study.models import User
from perpignan.study.waiting import Duty, Waiting, Work, register, ways


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Ask the contacts of departments, while a round is open, for the answer they owe."""
    if not can_answer_maturity(user) or not user.has_role(Role.DEPARTMENT):
        return
    asked = open_round()
    if asked is not None and not answers_of(user, asked):
        title = _("Dire où en est votre service : %(round)s") % {"round": asked.title}
        url = reverse("diagnostic:maturity-answer")
        yield Waiting(f"maturity:{asked.code}", Duty.ANSWER, title, url, asked.closes_on)


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to the values of indicators and to the findings."""
    records = user.is_staff and can_record_value(user)
    edits = can_edit_finding(user)
    yield Work(
        40,
        _("Indicateurs"),
        ways(
            (records, _("Saisir une valeur"), reverse("admin:diagnostic_indicatorvalue_add")),
            (can_import_values(user), _("Importer un fichier"), reverse("diagnostic:import-list")),
        ),
    )
    yield Work(
        50,
        _("Constats (AFOM)"),
        ways(
            (edits, _("Classer, fusionner, sourcer"), reverse("diagnostic:finding-list")),
            (
                edits and user.is_staff,
                _("Ajouter un constat"),
                reverse("admin:diagnostic_finding_add"),
            ),
        ),
    )


register("diagnostic", for_people=for_people, for_weeks=for_weeks)
