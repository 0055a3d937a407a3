"""The back office of statements and of the groups they draw: moderate, add, name."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation import operations
from consultation.admin.contributions import PUBLISH, REFUSE, SpokenAdmin
from consultation.models import OpinionGroup, Statement
from perpignan.backoffice import PortalModelAdmin


@admin.register(Statement)
class StatementAdmin(SpokenAdmin):
    """Statements of citizens are moderated; the team may add its own, and changes none."""

    list_display = ("text_shown", "consultation", "origin", "status", "submitted_at")
    list_filter = ("status", "consultation")
    list_select_related = ("consultation",)
    search_fields = ("text",)
    autocomplete_fields = ("consultation",)
    written = ("consultation", "text", "text_ca", "text_en")
    kept = ("origin", "language", "status", "status_reason", "submitted_at", "reviewed_at")
    verbs = (PUBLISH, REFUSE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).select_related("consultation")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.written if obj is None else (*self.written, *self.kept)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else (*self.written, *self.kept)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("consultation.add_statement")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            operations.save_statement(statement=obj)

    def view_on_site(self, obj: Any) -> str | None:
        if not obj.is_published:
            return None
        page = reverse("consultation:statement-vote", args=[obj.consultation.slug])
        return f"{page}?affirmation={obj.pk}"

    @admin.display(description=_("affirmation"))
    def text_shown(self, obj: Statement) -> str:
        return obj.text[:90] or "–"

    @admin.display(description=_("origine"))
    def origin(self, obj: Statement) -> str:
        return obj.question_code or str(_("proposée"))


@admin.register(OpinionGroup)
class OpinionGroupAdmin(PortalModelAdmin):
    """Groups are found, not made: the team names them, and the history keeps each name."""

    list_display = ("letter", "name", "consultation", "is_current")
    list_filter = ("is_current", "consultation")
    list_select_related = ("consultation",)
    search_fields = ("name",)
    fields = (
        *("consultation", "letter", "is_current", "name", "name_ca", "name_en"),
        "description",
    )
    readonly_fields = ("consultation", "letter", "is_current")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.name_group(group=obj)

    def view_on_site(self, obj: Any) -> str:
        return reverse("consultation:opinions", args=[obj.consultation.slug])
