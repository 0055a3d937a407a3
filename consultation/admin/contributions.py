"""The back office of contributions: sort, moderate, answer, merge, split; never rewrite."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from consultation import operations
from consultation.enums import ContributionAnswer, SpokenStatus
from consultation.forms import AnswerForm, MergeForm, ReasonForm, SplitForm
from consultation.models import Comment, Contribution, ContributionAction, ModerationEvent, Theme
from consultation.permissions import can_answer_contribution, can_moderate
from consultation.queries import with_support_counts
from perpignan.backoffice import PortalModelAdmin, PortalTabularInline, Verb, VerbForm

PUBLISHABLE = (SpokenStatus.PENDING, SpokenStatus.REFUSED)
REFUSABLE = (SpokenStatus.PENDING, SpokenStatus.PUBLISHED)


def _is_unread(spoken: Any, user: Any) -> bool:
    waits = spoken.is_published and spoken.reviewed_at is None
    return can_moderate(user) and (waits or spoken.status in PUBLISHABLE)


PUBLISH = Verb(
    "publier",
    _("Publier"),
    VerbForm,
    lambda spoken, answers, user: operations.publish_spoken(spoken=spoken, by=user),
    _is_unread,
)
REFUSE = Verb(
    "refuser",
    _("Refuser"),
    ReasonForm,
    lambda spoken, answers, user: operations.refuse_spoken(
        spoken=spoken, reason=answers["reason"], by=user
    ),
    lambda spoken, user: can_moderate(user) and spoken.status in REFUSABLE,
)
ANSWER = Verb(
    "repondre",
    _("Répondre au nom de la Ville"),
    AnswerForm,
    lambda contribution, answers, user: operations.answer_contribution(
        contribution=contribution,
        answer=ContributionAnswer(answers["answer"]),
        reason=answers["reason"],
        actions=list(answers["actions"]),
        by=user,
    ),
    lambda contribution, user: can_answer_contribution(user) and contribution.is_published,
)
MERGE = Verb(
    "reunir",
    _("Réunir avec une autre"),
    MergeForm,
    lambda contribution, answers, user: operations.merge_contributions(
        contributions=[contribution], into=answers["into"], reason=answers["reason"], by=user
    ),
    lambda contribution, user: can_moderate(user) and contribution.is_published,
)
SPLIT = Verb(
    "partager",
    _("Partager en plusieurs"),
    SplitForm,
    lambda contribution, answers, user: operations.split_contribution(
        contribution=contribution,
        parts=SplitForm.parts(answers),
        reason=answers["reason"],
        by=user,
    ),
    lambda contribution, user: can_moderate(user) and contribution.is_published,
)


@admin.register(Theme)
class ThemeAdmin(PortalModelAdmin):
    list_display = ("name", "consultation", "priority", "axis", "order")
    list_filter = ("consultation",)
    list_select_related = ("consultation", "priority", "axis")
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}
    autocomplete_fields = ("consultation", "priority", "axis")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_theme(theme=obj)


class EventInline(PortalTabularInline):
    """What was decided, when and why: read only, as the database keeps it."""

    model = ModerationEvent
    fields = ("made_at", "verb", "reason", "by")
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModerationEvent]:
        return super().get_queryset(request).select_related("by")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_moderate(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ActionInline(PortalTabularInline):
    """The actions in which the idea lives on; the answer gives them."""

    model = ContributionAction
    fields = ("action", "is_illustrative")
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ContributionAction]:
        return super().get_queryset(request).select_related("action")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SpokenAdmin(PortalModelAdmin):
    """Citizens' words: read and moderated here, changed by nobody."""

    actions = None
    inlines: ClassVar[tuple[type[admin.TabularInline], ...]] = (EventInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Contribution)
class ContributionAdmin(SpokenAdmin):
    list_display = (*("title", "status", "answer", "theme", "supports_shown", "submitted_at"),)
    list_filter = ("status", "answer", "consultation", "theme", "zone", "channel")
    list_select_related = ("consultation", "theme")
    search_fields = ("title", "text", "place")
    date_hierarchy = "submitted_at"
    readonly_fields = (
        *("title", "text", "place", "latitude", "longitude", "picture_shown", "picture_alt"),
        *("consultation", "language", "channel", "submitted_at", "status", "status_reason"),
        *("reviewed_at", "answer", "answer_reason", "answered_at", "merged_into", "split_from"),
        *("supports_shown", "imported_supports", "is_illustrative"),
    )
    autocomplete_fields = ("theme", "zone")
    fieldsets = (
        (None, {"fields": ("title", "text", "place", "picture_shown", "picture_alt")}),
        (_("Classement"), {"fields": ("theme", "zone")}),
        (_("État"), {"fields": ("status", "status_reason", "reviewed_at", "merged_into")}),
        (_("Réponse de la Ville"), {"fields": ("answer", "answer_reason", "answered_at")}),
        (
            _("Réception"),
            {
                "fields": (
                    *("consultation", "submitted_at", "channel", "language", "supports_shown"),
                    *("imported_supports", "split_from", "latitude", "longitude"),
                    "is_illustrative",
                )
            },
        ),
    )
    inlines = (ActionInline, EventInline)
    verbs = (PUBLISH, REFUSE, ANSWER, MERGE, SPLIT)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contribution]:
        found: Any = super().get_queryset(request)
        return with_support_counts(found).select_related(
            "consultation", "theme", "merged_into", "split_from"
        )

    @admin.display(description=_("soutiens"), ordering="support_count")
    def supports_shown(self, obj: Any) -> int:
        return int(obj.support_count)

    @admin.display(description=_("image"))
    def picture_shown(self, obj: Contribution) -> str:
        if not obj.picture:
            return ""
        url = f"{obj.get_absolute_url()}image/"
        return format_html('<a href="{}">{}</a>', url, _("Voir l'image"))

    def view_on_site(self, obj: Any) -> str | None:
        return None if obj.is_withdrawn else obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.sort_contribution(contribution=obj, theme=obj.theme, zone=obj.zone)


@admin.register(Comment)
class CommentAdmin(SpokenAdmin):
    list_display = ("text_shown", "contribution", "status", "submitted_at")
    list_filter = ("status", "contribution__consultation")
    list_select_related = ("contribution",)
    search_fields = ("text", "contribution__title")
    readonly_fields = (
        *("contribution", "text", "status", "status_reason", "reviewed_at", "submitted_at"),
        *("channel", "language", "is_illustrative"),
    )
    fields = readonly_fields
    verbs = (PUBLISH, REFUSE)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("contribution__consultation")

    @admin.display(description=_("texte"))
    def text_shown(self, obj: Comment) -> str:
        return obj.text[:80] or "–"

    def view_on_site(self, obj: Any) -> str | None:
        return obj.contribution.get_absolute_url() if obj.is_published else None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
