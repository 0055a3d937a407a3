"""What waits of the benchmark: sheets to review, and the texts that reviewers compare."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from benchmark.models import Initiative
from benchmark.permissions import can_edit_initiative, can_publish_initiative
from perpignan.study import references
from perpignan.study.models import User
from perpignan.study.waiting import Duty, Waiting, Work, register, ways

TEXTS = (
    *("name", "description", "governance", "partners", "cost", "result", "limits"),
    *("transfer_conditions", "lesson"),
)


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Tell those who publish which sheets wait for their reading."""
    if not can_publish_initiative(user):
        return
    for sheet in Initiative.objects.to_review().select_related("city"):
        url = reverse("governance:review", args=["initiative", sheet.code])
        yield Waiting(
            f"initiative:{sheet.code}", Duty.REVIEW, sheet.name, url, detail=sheet.city.name
        )


references.register(
    references.Kind(
        "initiative",
        _("Initiative"),
        Initiative,
        Initiative.objects.visible_to,
        Initiative.get_absolute_url,
        parts=lambda sheet: [references.Part(sheet, TEXTS)],
    )
)


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to the sheets: a new one, those being written, those to review."""
    sheets = reverse("admin:benchmark_initiative_changelist")
    writes = user.is_staff and can_edit_initiative(user)
    yield Work(
        20,
        gettext("Fiches du benchmark"),
        ways(
            (writes, gettext("Nouvelle fiche"), reverse("admin:benchmark_initiative_add")),
            (writes, gettext("Fiches en cours"), f"{sheets}?status__exact=draft"),
            (writes, gettext("Fiches à relire"), f"{sheets}?status__exact=in_review"),
        ),
    )


register("benchmark", for_people=for_people, for_weeks=for_weeks)
