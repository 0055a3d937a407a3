"""What waits at the desk: sheets collected are typed, those drawn by lot a second time."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.models import Batch, Consultation
from consultation.permissions import (
    can_assist,
    can_count_responses,
    can_enter_sheets,
    can_moderate,
    can_see_batches,
)
from consultation.queries import collecting_consultations
from consultation.queries.paper import batches_to_type, second_entry_counts
from perpignan.study.models import User
from perpignan.study.waiting import Duty, Waiting, Work, register, ways


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Tell those who type sheets which batches wait, and which wait for another hand."""
    if not can_enter_sheets(user):
        return
    for batch in batches_to_type():
        left = batch.expected_count - batch.typed_count  # type: ignore[attr-defined]  # counted by the query
        yield _typing(_("Bulletins à saisir"), "sheet-entry", batch, left)
    for batch, count in second_entry_counts(user):
        yield _typing(_("Seconde saisie"), "second-entry", batch, count)


def _typing(what: str, name: str, batch: Batch, count: int) -> Waiting:
    title = _("%(what)s : %(place)s, lot %(rank)d") % {
        "what": what,
        "place": batch.place,
        "rank": batch.rank,
    }
    url = reverse(f"consultation:{name}", args=[batch.consultation.slug, batch.rank])
    detail = ngettext("%d bulletin", "%d bulletins", count) % count
    return Waiting(f"{name}:{batch.pk}", Duty.WRITE, title, url, detail=detail)


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to what is done while people answer: sheets, texts, the count of the day."""
    follows = can_count_responses(user)
    if not (follows or can_see_batches(user) or can_assist(user) or can_moderate(user)):
        return
    reading = (can_moderate(user), _("Relire les textes"), reverse("consultation:moderation-queue"))
    running = collecting_consultations()
    if len(running) == 1:
        yield Work(60, _("Consultation"), ways(reading, *_collecting(user, running[0])))
        return
    yield Work(60, _("Consultations"), ways(reading))
    for current in running:
        yield Work(61, str(current), ways(*_collecting(user, current)))


def _collecting(user: User, current: Consultation) -> list[tuple[bool, str, str]]:
    return [
        (can_see_batches(user), _("Saisir des bulletins"), _page("batch-list", current)),
        (can_assist(user), _("Ouvrir une permanence"), _page("assisted-start", current)),
        (can_count_responses(user), _("Participation du jour"), _page("following", current)),
    ]


def _page(name: str, consultation: Consultation) -> str:
    return reverse(f"consultation:{name}", args=[consultation.slug])


register("consultation", for_people=for_people, for_weeks=for_weeks)
