"""The cycle of a deliverable: submitted as a report, decided, published.

The state of the deliverable itself moves with its version: one way in, one truth.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perpignan.reports.enums import VersionState
from perpignan.reports.models import DeliverableVersion, Report
from perpignan.reports.permissions import can_submit_version
from perpignan.study.enums import DeliverableStatus
from perpignan.study.models import Deliverable, User
from perpignan.study.operations import DELIVERABLE_STEPS, move_deliverable
from perpignan.study.permissions import can_admit_deliverable

DECISIONS = {
    VersionState.ADMITTED: DeliverableStatus.ADMITTED,
    VersionState.POSTPONED: DeliverableStatus.POSTPONED,
    VersionState.REJECTED: DeliverableStatus.REJECTED,
}
#: The states that a deliverable passes through before it can be submitted again.
TOWARDS_SUBMISSION = (DeliverableStatus.DRAFTING, DeliverableStatus.SUBMITTED)


@transaction.atomic
def submit_version(
    *, deliverable: Deliverable, report: Report, by: User, note: str = ""
) -> DeliverableVersion:
    """Submit a report that is ready as the next version of a deliverable."""
    if not can_submit_version(by):
        raise PermissionDenied
    locked = Deliverable.objects.select_for_update(of=("self",)).get(pk=deliverable.pk)
    last = locked.versions.order_by("-number").first()
    if last is not None and last.state == VersionState.SUBMITTED:
        raise ValidationError(_("La version %d attend déjà une décision.") % last.number)
    if DeliverableVersion.objects.filter(report=report).exists():
        raise ValidationError({"report": _("Ce rapport est déjà une version d'un livrable.")})
    version = DeliverableVersion(
        deliverable=locked,
        number=last.number + 1 if last else 1,
        report=report,
        note=note,
        submitted_by=by,
    )
    version.full_clean()
    version.save()
    _bring_to_review(locked, by)
    return version


def _bring_to_review(deliverable: Deliverable, by: User) -> None:
    """Walk the deliverable to its review, unless an earlier version is already admitted."""
    for state in (*TOWARDS_SUBMISSION, DeliverableStatus.IN_REVIEW):
        if state in DELIVERABLE_STEPS[DeliverableStatus(deliverable.status)]:
            deliverable = move_deliverable(deliverable=deliverable, to=state, by=by)


@transaction.atomic
def decide_version(
    *, version: DeliverableVersion, state: VersionState, by: User, reason: str = ""
) -> DeliverableVersion:
    """Admit, postpone or reject a version; the one admitted before is superseded."""
    if not can_admit_deliverable(by):
        raise PermissionDenied
    if state not in DECISIONS:
        raise ValueError(f"{state} is not a decision.")
    locked = _locked(version)
    if locked.state != VersionState.SUBMITTED:
        raise ValidationError(_("Cette version a déjà reçu sa décision."))
    if state != VersionState.ADMITTED and not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif.")})
    if state == VersionState.ADMITTED:
        _supersede_others(locked)
    locked.state, locked.reason = state, reason.strip()
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    deliverable = locked.deliverable
    if DECISIONS[state] in DELIVERABLE_STEPS[DeliverableStatus(deliverable.status)]:
        move_deliverable(deliverable=deliverable, to=DECISIONS[state], by=by, reason=reason)
    return locked


def _supersede_others(version: DeliverableVersion) -> None:
    admitted = version.deliverable.versions.filter(
        state__in=[VersionState.ADMITTED, VersionState.PUBLISHED]
    )
    admitted.update(state=VersionState.SUPERSEDED)


@transaction.atomic
def publish_version(*, version: DeliverableVersion, by: User) -> DeliverableVersion:
    """Publish an admitted version: the public may download it. Internal data stay inside."""
    if not can_admit_deliverable(by):
        raise PermissionDenied
    locked = _locked(version)
    if locked.state != VersionState.ADMITTED:
        raise ValidationError(_("Seule une version admise se publie."))
    if locked.report.is_internal:
        raise ValidationError(
            _("Ce rapport contient des données internes : soumettez sa version publique.")
        )
    locked.state = VersionState.PUBLISHED
    locked.save(update_fields=["state"])
    if (
        DeliverableStatus.PUBLISHED
        in DELIVERABLE_STEPS[DeliverableStatus(locked.deliverable.status)]
    ):
        move_deliverable(deliverable=locked.deliverable, to=DeliverableStatus.PUBLISHED, by=by)
    return locked


def _locked(version: DeliverableVersion) -> DeliverableVersion:
    found = DeliverableVersion.objects.select_for_update(of=("self",))
    return found.select_related("deliverable", "report").get(pk=version.pk)
