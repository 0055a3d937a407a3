"""What waits of the deliverables: to submit, to admit, remarks to settle."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from perpignan.reports.models import DeliverableVersion
from perpignan.reports.permissions import (
    can_request_report,
    can_review_versions,
    can_submit_version,
)
from perpignan.reports.queries import (
    deliverables_to_submit,
    deliverables_under_review,
    versions_visible_to,
)
from perpignan.study import references
from perpignan.study.models import Deliverable, User
from perpignan.study.permissions import can_admit_deliverable
from perpignan.study.waiting import AgendaKind, AgendaPoint, Duty, Waiting, Work, register, ways

#: A deliverable is shown to those who write it this long before it is due.
AHEAD = timedelta(weeks=3)


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Tell who admits what is under review, and who writes what is due soon or late."""
    if can_admit_deliverable(user):
        for owed in deliverables_under_review():
            yield Waiting(f"admit:{owed.code}", Duty.ADMIT, str(owed), _page_of(owed))
    if can_submit_version(user) and not can_admit_deliverable(user):
        page = reverse("reports:report-list")
        for owed in deliverables_to_submit(day + AHEAD):
            detail = str(owed.get_status_display())
            yield Waiting(f"submit:{owed.code}", Duty.WRITE, str(owed), page, owed.due_on, detail)


def for_meetings(user: User, day: date) -> Iterator[AgendaPoint]:
    """Tell a meeting which deliverables wait for their admission."""
    for owed in deliverables_under_review():
        title = _("Admettre le livrable %(title)s") % {"title": owed}
        yield AgendaPoint(f"admit:{owed.code}", AgendaKind.ADMIT, title, _page_of(owed))


def _page_of(owed: Deliverable) -> str:
    """Lead to the version under review, else to the deliverable in the back office."""
    versions = owed.submitted  # type: ignore[attr-defined]  # prefetched by the query
    if versions:
        return reverse("reports:version-detail", args=[versions[0].pk])
    return reverse("admin:study_deliverable_change", args=[owed.pk])


def _chapters(version: DeliverableVersion) -> list[references.Place]:
    """Let reviewers say of which chapter they speak: those that the report was frozen with."""
    snapshot = version.report.snapshot or {"chapters": []}
    return [references.Place(item["slug"], item["title"]) for item in snapshot["chapters"]]


references.register(
    references.Kind(
        "version",
        _lazy("Version d'un livrable"),
        DeliverableVersion,
        versions_visible_to,
        lambda version: reverse("reports:version-detail", args=[version.pk]),
        key="pk",
        places=_chapters,
        written_by=lambda version: version.submitted_by,
    )
)


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to the versions under review, and to the reports."""
    yield Work(
        100,
        _("Livrables"),
        ways(
            (
                can_review_versions(user),
                _("Lire et annoter les versions"),
                reverse("reports:version-list"),
            ),
            (can_request_report(user), _("Demander un rapport"), reverse("reports:report-list")),
        ),
    )


register("reports", for_people=for_people, for_meetings=for_meetings, for_weeks=for_weeks)
