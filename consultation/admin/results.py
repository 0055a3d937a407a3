"""The totals of the pages, read by the team: counted once, written by nobody."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation.models import ConsultationResults
from consultation.queries import HEAVY, presented_results
from perpignan.backoffice import PortalModelAdmin
from perpignan.study.wording import number


@admin.register(ConsultationResults)
class ConsultationResultsAdmin(PortalModelAdmin):
    list_display = ("consultation", "total_shown", "marked_shown", "counted_at")
    list_select_related = ("consultation",)
    actions = None
    fields = (
        *("consultation", "page_shown", "counted_at", "threshold", "total_shown"),
        *("response_count", "participant_count", "unmarked_count", "channels_shown"),
        "questions_shown",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConsultationResults]:
        found = super().get_queryset(request).select_related("consultation", "questionnaire")
        return found.defer(*HEAVY)

    @admin.display(description=_("participations"))
    def total_shown(self, obj: ConsultationResults) -> str:
        return number(obj.response_count + obj.participant_count)

    @admin.display(description=_("réponses avec une réserve"))
    def marked_shown(self, obj: ConsultationResults) -> str:
        return number(obj.response_count - obj.unmarked_count)

    @admin.display(description=_("page des résultats"))
    def page_shown(self, obj: ConsultationResults) -> SafeString:
        address = reverse("consultation:results", args=[obj.consultation.slug])
        return format_html('<a href="{}">{}</a>', address, gettext("Voir sur le site"))

    @admin.display(description=_("par canal"))
    def channels_shown(self, obj: ConsultationResults) -> str:
        rows = presented_results(obj).counts.published_by_channel
        told = " ; ".join(f"{label} {number(count)}" for label, count in rows)
        return told or gettext("trop peu de réponses dans un canal pour être dit")

    @admin.display(description=_("réponses par question"))
    def questions_shown(self, obj: ConsultationResults) -> SafeString:
        found = presented_results(obj).questions.values()
        rows = [(item.question.code, item.question.text, number(item.answered)) for item in found]
        return format_html(
            "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>{}</table>",
            gettext("Code"),
            gettext("Question"),
            gettext("Ont répondu"),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
