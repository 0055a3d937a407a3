"""The consultation that the chapters of the deliverable speak of."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import ConsultationStatus
from consultation.models import Consultation
from consultation.permissions import RESULTS_PUBLISHED
from consultation.queries import consultation_to_show, public_consultations
from perpignan.reports.chapters import Scope
from perpignan.study.wording import long_date


def shown_consultation() -> Consultation | None:
    """Choose what is open, else what comes, else the last one."""
    return consultation_to_show(list(public_consultations()))


def day_of(moment: datetime | None) -> str:
    return long_date(timezone.localdate(moment)) if moment else _("date à fixer")


def may_show_results(consultation: Consultation, scope: Scope) -> bool:
    """Results wait for their publication; the team reads them as soon as it has closed."""
    state = consultation.state_at(timezone.now())
    is_over = scope.is_internal and state == ConsultationStatus.CLOSED
    return state in RESULTS_PUBLISHED or is_over
