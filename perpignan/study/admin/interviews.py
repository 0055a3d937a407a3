"""The back office of the interviews: personal data, for the team of the study only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalModelAdmin, PortalTabularInline
from perpignan.backoffice_imports import PortalImportExport
from perpignan.study import operations
from perpignan.study.models import (
    Interview,
    InterviewGuide,
    InterviewQuestion,
    Quote,
    ResourcePerson,
)
from perpignan.study.resources import (
    InterviewGuideResource,
    InterviewQuestionResource,
    InterviewResource,
    QuoteResource,
)


class InterviewsAdmin(PortalModelAdmin):
    """Rows and the rows inside them are stored by operations, as at every door."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_record(record=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for record in formset.save(commit=False):
            operations.save_record(record=record)
        for record in formset.deleted_objects:
            record.delete()
        formset.save_m2m()


class DueForErasureFilter(admin.SimpleListFilter):
    title = _("conservation")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("À effacer"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.due_for_erasure(timezone.localdate())
        return queryset


@admin.register(ResourcePerson)
class ResourcePersonAdmin(InterviewsAdmin):
    """Personal data: internal, and erased when its time has come."""

    list_display = ("name", "job_title", "organisation", "keep_until")
    list_filter = (DueForErasureFilter,)
    search_fields = ("name", "organisation")


class InterviewQuestionInline(PortalTabularInline):
    model = InterviewQuestion
    extra = 0


@admin.register(InterviewGuide)
class InterviewGuideAdmin(PortalImportExport, InterviewsAdmin):
    resource_classes = (InterviewGuideResource,)
    list_display = ("title", "audience", "duration", "is_illustrative")
    search_fields = ("code", "title")
    inlines = (InterviewQuestionInline,)


@admin.register(InterviewQuestion)
class InterviewQuestionAdmin(PortalImportExport, InterviewsAdmin):
    """Questions by themselves, to bring in or take out a whole guide at once."""

    resource_classes = (InterviewQuestionResource,)
    list_display = ("__str__", "guide", "text")
    list_filter = ("guide",)
    list_select_related = ("guide",)
    search_fields = ("theme", "text")
    autocomplete_fields = ("guide",)


class QuoteInline(admin.StackedInline):
    model = Quote
    extra = 0


@admin.register(Interview)
class InterviewAdmin(PortalImportExport, InterviewsAdmin):
    resource_classes = (InterviewResource,)
    list_display = ("__str__", "kind", "organisation", "guide", "held_on", "mode", "status")
    list_filter = ("kind", "status", "mode", "guide")
    list_select_related = ("organisation", "guide")
    date_hierarchy = "held_on"
    search_fields = ("code", "department", "organisation__name", "guide__title", "minutes")
    autocomplete_fields = ("guide", "organisation", "person")
    inlines = (QuoteInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "code",
                    "guide",
                    "kind",
                    ("department", "organisation"),
                    "is_illustrative",
                )
            },
        ),
        (
            _("Rencontre"),
            {"fields": ("person", ("held_on", "mode"), "attendees", "status")},
        ),
        (
            _("Compte rendu interne"),
            {
                "fields": ("minutes",),
                "description": _("Jamais publié. Seules les citations accordées le sont."),
            },
        ),
    )


@admin.register(Quote)
class QuoteAdmin(PortalImportExport, InterviewsAdmin):
    """Words by themselves, to find those that may be cited."""

    resource_classes = (QuoteResource,)
    list_display = ("__str__", "interview", "consent", "reread_on")
    list_filter = ("consent", "interview__kind")
    list_select_related = ("interview",)
    search_fields = ("text",)
    autocomplete_fields = ("interview",)
