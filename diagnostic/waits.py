"""What waits of the diagnostic: a service says where it stands."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from diagnostic.permissions import can_answer_maturity
from diagnostic.queries import answers_of, open_round
from perpignan.study.enums import Role
from perpignan.study.models import User
from perpignan.study.waiting import Duty, Waiting, register


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Ask the contacts of departments, while a round is open, for the answer they owe."""
    if not can_answer_maturity(user) or not user.has_role(Role.DEPARTMENT):
        return
    asked = open_round()
    if asked is not None and not answers_of(user, asked):
        title = _("Dire où en est votre service : %(round)s") % {"round": asked.title}
        url = reverse("diagnostic:maturity-answer")
        yield Waiting(f"maturity:{asked.code}", Duty.ANSWER, title, url, asked.closes_on)


register("diagnostic", for_people=for_people)
