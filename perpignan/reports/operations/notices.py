"""The mail that says a report is ready: once, to who asked for it."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from perpignan.reports.models import Report, ReportNotice


@transaction.atomic
def send_ready_mail(*, report_id: UUID) -> bool:
    """Tell who asked for a report that it is ready; False, and no mail, if already told.

    The note that it was told and the mail go together: a mail that cannot leave is tried
    again by the next call.
    """
    report = Report.objects.select_related("requested_by").defer("snapshot").get(pk=report_id)
    if not report.is_ready:
        return False
    _notice, is_new = ReportNotice.objects.get_or_create(report=report)
    if not is_new:
        return False
    context = {"report": report, "site": settings.SITE_URL}
    with translation.override("fr"):
        subject = render_to_string("email/report_ready_subject.txt", context).strip()
        body = render_to_string("email/report_ready_body.txt", context)
    send_mail(subject, body, None, [report.requested_by.email])
    return True
