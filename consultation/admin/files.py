"""Files joined to answers: a list to open them from, beside no answer and no person."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from consultation.forms import file_size
from consultation.models import AnswerFile
from perpignan.backoffice import PortalModelAdmin


@admin.register(AnswerFile)
class AnswerFileAdmin(PortalModelAdmin):
    list_display = ("name_shown", "consultation", "question_code", "size_shown", "day_shown")
    list_display_links = None
    list_filter = ("consultation", "question_code")
    list_select_related = ("consultation",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnswerFile]:
        return super().get_queryset(request).filter(is_sent=True)

    @admin.display(description=gettext_lazy("fichier"))
    def name_shown(self, obj: AnswerFile) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', reverse("consultation:answer-file", args=[obj.pk]), obj.name
        )

    @admin.display(description=gettext_lazy("taille"))
    def size_shown(self, obj: AnswerFile) -> str:
        return file_size(obj.size)

    @admin.display(description=gettext_lazy("reçu le"))
    def day_shown(self, obj: AnswerFile) -> object:
        return timezone.localdate(obj.stored_at)

    def has_view_permission(self, request: HttpRequest, obj: AnswerFile | None = None) -> bool:
        return obj is None and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AnswerFile | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AnswerFile | None = None) -> bool:
        return False
