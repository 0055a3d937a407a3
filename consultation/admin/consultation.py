"""The back office of consultations: prepare, open, close, count; never who answered what."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultation import operations
from consultation.admin.parts import RefusingAdmin, in_languages
from consultation.enums import AccessMode, ConsultationStatus, MarkReason
from consultation.forms import ExtensionForm, LiftMarksForm
from consultation.models import (
    Consultation,
    QuestionAction,
    Response,
)
from consultation.permissions import (
    can_count_responses,
    can_mark_responses,
    can_run_consultation,
)
from consultation.queries import missing_for_opening, response_counts
from perpignan.backoffice import PortalModelAdmin, Verb, VerbForm
from perpignan.study.wording import number

Status = ConsultationStatus
TRANSLATED_TEXTS = (
    "purpose",
    "how_to_take_part",
    "information",
    "privacy_notice",
    "use_of_answers",
)
#: Button, label, state that it gives.
STEPS = (
    ("annoncer", _("Annoncer"), Status.ANNOUNCED),
    ("ouvrir", _("Ouvrir aux réponses"), Status.OPEN),
    ("clore", _("Clore"), Status.CLOSED),
    ("publier-resultats", _("Publier les résultats"), Status.RESULTS_PUBLISHED),
    ("publier-suites", _("Publier les suites"), Status.FOLLOW_UP_PUBLISHED),
)


def _step(slug: str, label: Any, to: ConsultationStatus) -> Verb:
    return Verb(
        slug,
        label,
        VerbForm,
        lambda consultation, answers, user: operations.move_consultation(
            consultation=consultation, to=to, by=user
        ),
        lambda consultation, user: (
            can_run_consultation(user) and to in operations.STEPS[Status(consultation.status)]
        ),
    )


EXTEND = Verb(
    "prolonger",
    _("Prolonger"),
    ExtensionForm,
    lambda consultation, answers, user: operations.extend_consultation(
        consultation=consultation, by=user, **answers
    ),
    lambda consultation, user: consultation.status == Status.OPEN and can_run_consultation(user),
)


@admin.register(Consultation)
class ConsultationAdmin(RefusingAdmin):
    list_display = ("title", "status", "access", "opens_at", "closes_at", "responses_shown")
    list_filter = ("status", "access", "is_illustrative")
    search_fields = ("title", "slug", "purpose")
    date_hierarchy = "opens_at"
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = (
        *("status", "lacking_shown", "responses_shown", "questionnaires_shown"),
        *("marked_shown", "letters_shown"),
    )
    fieldsets = (
        (None, {"fields": (*in_languages("title"), "slug", "status", "lacking_shown")}),
        (
            _("Dates et réponses"),
            {
                "fields": (
                    *("opens_at", "closes_at", "extension_note", "access", "letters_shown"),
                    *("responses_shown", "marked_shown", "questionnaires_shown"),
                )
            },
        ),
        (
            _("Ce que la loi demande de publier"),
            {
                "fields": (
                    "legal_frame",
                    *in_languages(*TRANSLATED_TEXTS),
                    "information_url",
                    "information_file",
                    "contact",
                )
            },
        ),
        (
            _("Contributions et affirmations"),
            {
                "fields": (
                    *("accepts_contributions", "moderation"),
                    *("takes_statements", "shows_opinions"),
                )
            },
        ),
        (None, {"fields": ("is_illustrative",)}),
    )
    verbs = (
        *(_step(*step) for step in STEPS),
        EXTEND,
        Verb(
            "recompter",
            _("Recompter les résultats"),
            VerbForm,
            lambda consultation, answers, user: operations.recount(consultation=consultation),
            lambda consultation, user: can_count_responses(user),
        ),
        Verb(
            "marquer-identiques",
            _("Marquer les réponses identiques"),
            VerbForm,
            lambda consultation, answers, user: operations.mark_identical(
                consultation=consultation
            ),
            lambda consultation, user: can_mark_responses(user),
        ),
        Verb(
            "lever-reserves",
            _("Lever des réserves"),
            LiftMarksForm,
            lambda consultation, answers, user: operations.lift_marks(
                consultation=consultation, reason=MarkReason(answers["reason"])
            ),
            lambda consultation, user: can_mark_responses(user),
        ),
    )

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Count the responses of all the rows shown at once."""
        changelist = super().get_changelist_instance(request)
        counts = response_counts([row.pk for row in changelist.result_list])
        for row in changelist.result_list:
            row.counts = counts[row.pk]
        return changelist

    @admin.display(description=_("réponses"))
    def responses_shown(self, obj: Consultation) -> str:
        if obj.pk is None:
            return number(0)
        counts = getattr(obj, "counts", None) or response_counts([obj.pk])[obj.pk]
        return number(counts.total)

    @admin.display(description=_("réponses sans réserve"))
    def marked_shown(self, obj: Consultation) -> str:
        """Tell the count without the responses that bear a mark."""
        if obj.pk is None:
            return number(0)
        return number(response_counts([obj.pk], with_marked=False)[obj.pk].total)

    @admin.display(description=_("codes des courriers"))
    def letters_shown(self, obj: Consultation) -> str:
        if obj.pk is None or obj.access != AccessMode.CODES:
            return "-"
        address = reverse("consultation:access-codes", args=[obj.slug])
        return format_html('<a href="{}">{}</a>', address, _("Faire des codes, voir les lots"))

    @admin.display(description=_("ce qui manque pour ouvrir"))
    def lacking_shown(self, obj: Consultation) -> str:
        if obj.pk is None:
            return str(_("Enregistrez d'abord la consultation."))
        return " ; ".join(missing_for_opening(obj)) or str(_("Rien ne manque."))

    @admin.display(description=_("questionnaire"))
    def questionnaires_shown(self, obj: Consultation) -> str:
        """Lead to the versions of the questionnaire, or to the page that begins the first."""
        if obj.pk is None:
            return str(_("Enregistrez d'abord la consultation."))
        add = f"{reverse('admin:consultation_questionnaire_add')}?consultation={obj.pk}"
        versions = [
            (
                reverse("admin:consultation_questionnaire_change", args=[version.pk]),
                gettext("version %(number)d") % {"number": version.version},
            )
            for version in obj.questionnaires.order_by("version")
        ]
        links = versions or [(add, gettext("Écrire le questionnaire"))]
        return format_html_join(", ", '<a href="{}">{}</a>', links)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_consultation(consultation=obj)


@admin.register(QuestionAction)
class QuestionActionAdmin(PortalModelAdmin):
    list_display = ("question__code", "action", "sentence", "is_illustrative")
    list_filter = ("is_illustrative",)
    list_select_related = ("question", "action")
    search_fields = (
        "question__code",
        "question__text",
        "action__code",
        "action__title",
        "sentence",
    )
    autocomplete_fields = ("question", "action")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        operations.save_link(link=obj)


@admin.register(Response)
class ResponseAdmin(PortalModelAdmin):
    """What came in, by day and channel. No page opens one response: nobody reads over shoulders."""

    list_display = ("consultation", "day_shown", "channel", "language", "is_counted")
    list_display_links = None
    list_filter = ("consultation", "channel", "language")
    list_select_related = ("consultation",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        return super().get_queryset(request).defer("answers")

    @admin.display(description=_("reçue le"))
    def day_shown(self, obj: Response) -> Any:
        return timezone.localdate(obj.submitted_at)

    @admin.display(description=_("comptée"), boolean=True)
    def is_counted(self, obj: Response) -> bool:
        return obj.withdrawn_at is None

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and can_count_responses(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
