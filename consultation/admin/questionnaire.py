"""The builder: a questionnaire, its sections, its questions, their texts in three languages."""

import json
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation import operations
from consultation.admin.parts import (
    FrozenInline,
    OutlinedAdmin,
    PartAdmin,
    PartInline,
    in_languages,
    preview_url,
)
from consultation.enums import QuestionType
from consultation.forms import ConditionForm, ConditionFormSet, CopyForm, ImportForm
from consultation.models import Condition, Option, Question, Questionnaire, Section
from consultation.permissions import can_edit_consultation, can_run_consultation
from consultation.queries import (
    exported,
    lacking_translations,
    sections_in_order,
    told_conditions,
    wordings_of,
)
from perpignan.backoffice import LOCAL_NUMBERS, Verb, VerbForm

STEPS = {"up": -1, "down": 1}


def _correct(questionnaire: Questionnaire, answers: dict[str, Any], user: Any) -> object:
    return operations.correct_questionnaire(questionnaire=questionnaire)


def _put_in_service(questionnaire: Questionnaire, answers: dict[str, Any], user: Any) -> object:
    return operations.put_in_service(questionnaire=questionnaire, by=user)


def _copy(questionnaire: Questionnaire, answers: dict[str, Any], user: Any) -> object:
    return operations.copy_questionnaire(questionnaire=questionnaire, to=answers["consultation"])


VERBS = (
    Verb(
        "corriger",
        gettext_lazy("Corriger dans une nouvelle version"),
        VerbForm,
        _correct,
        lambda questionnaire, user: questionnaire.is_frozen and can_edit_consultation(user),
    ),
    Verb(
        "mettre-en-service",
        gettext_lazy("Mettre en service"),
        VerbForm,
        _put_in_service,
        lambda questionnaire, user: (
            not questionnaire.is_frozen
            and questionnaire.consultation.status in operations.IN_SERVICE
            and can_run_consultation(user)
        ),
    ),
    Verb(
        "copier",
        gettext_lazy("Copier dans une autre consultation"),
        CopyForm,
        _copy,
        lambda questionnaire, user: can_edit_consultation(user),
    ),
)


class OptionInline(PartInline):
    model = Option
    fields = ("code", "order", *in_languages("text"), "is_row", "zone")
    autocomplete_fields = ("zone",)


class ConditionInline(FrozenInline, admin.StackedInline):
    """When a question or a section is asked; always, without any condition."""

    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    fields = ("depends_on", "operator", "option_codes", "number")
    formfield_overrides = LOCAL_NUMBERS

    class Media:
        js = ("consultation/conditions.js",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.section_id = request.GET.get("section", "")  # type: ignore[attr-defined]  # kept on the object for its own page
        return formset


class SectionConditionInline(ConditionInline):
    fk_name = "section"
    verbose_name_plural = gettext_lazy("quand la section est posée : toujours, ou à ces conditions")


class QuestionConditionInline(ConditionInline):
    fk_name = "question"
    verbose_name_plural = gettext_lazy(
        "quand la question est posée : toujours, ou à ces conditions"
    )


@admin.register(Questionnaire)
class QuestionnaireAdmin(PartAdmin):
    list_display = ("consultation", "version", "frozen_at")
    list_display_links = ("consultation", "version")
    list_select_related = ("consultation",)
    search_fields = ("consultation__title", "consultation__slug")
    autocomplete_fields = ("consultation",)
    readonly_fields = ("frozen_at",)
    change_form_template = "admin/consultation/questionnaire_change.html"
    change_list_template = "admin/consultation/questionnaire_list.html"
    verbs = VERBS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Questionnaire]:
        """A questionnaire is named after its consultation, in search boxes too."""
        return super().get_queryset(request).select_related("consultation")

    def get_urls(self) -> list[URLPattern]:
        def url(route: str, view: Any, name: str) -> URLPattern:
            made: URLPattern = path(
                route, self.admin_site.admin_view(view), name=f"consultation_questionnaire_{name}"
            )
            return made

        return [
            url("importer/", self.import_view, "import"),
            url("<int:object_id>/exporter/", self.export_view, "export"),
            url("<int:object_id>/textes/", self.texts_view, "texts"),
            url("<int:object_id>/deplacer/", self.move_view, "move"),
            url("<int:object_id>/dupliquer/", self.duplicate_view, "duplicate"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        questionnaire = kwargs.get("obj")
        if questionnaire is not None:
            context |= self._outline(request, questionnaire)
        return super().render_change_form(request, context, *args, **kwargs)

    def _outline(self, request: HttpRequest, questionnaire: Questionnaire) -> dict[str, Any]:
        sections = list(sections_in_order(questionnaire))
        for section in sections:
            section.told = told_conditions(section)  # type: ignore[attr-defined]  # kept on the object for its own page
            for question in section.questions.all():
                question.told = told_conditions(question)  # type: ignore[attr-defined]  # kept on the object for its own page
        return {
            "sections": sections,
            "types": QuestionType.choices,
            "lacking": lacking_translations(questionnaire),
            "preview_url": preview_url(questionnaire),
            "is_editable": self.has_change_permission(request, questionnaire),
        }

    def _load(self, request: HttpRequest, pk: int, *, to_change: bool = False) -> Questionnaire:
        found: Questionnaire | None = self.get_object(request, str(pk))
        if found is None or not self.has_view_permission(request, found):
            raise Http404
        if to_change and not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def move_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Put a section or a question one place up or down."""
        questionnaire = self._posted(request, object_id)
        step = STEPS.get(request.POST.get("step", ""))
        kind, _dash, key = request.POST.get("part", "").partition("-")
        if step is None or not key.isdigit():
            raise Http404
        try:
            if kind == "section":
                section = self._part(questionnaire.sections, key)
                operations.move_section(section=section, step=step)
            else:
                question = self._part(questionnaire.questions, key)
                operations.move_question(question=question, step=step)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{self._url_of('change', questionnaire)}#{kind}-{key}")

    def duplicate_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Copy a question after itself, and open the copy."""
        questionnaire = self._posted(request, object_id)
        question = self._part(questionnaire.questions, request.POST.get("question", ""))
        copy = operations.duplicate_question(question=question)
        messages.success(request, _("Question copiée : changez ce qui diffère."))
        return HttpResponseRedirect(reverse("admin:consultation_question_change", args=[copy.pk]))

    def _posted(self, request: HttpRequest, pk: int) -> Questionnaire:
        if request.method != "POST":
            raise Http404
        return self._load(request, pk, to_change=True)

    def _part(self, parts: Any, key: str) -> Any:
        found = parts.filter(pk=key).first() if key.isdigit() else None
        if found is None:
            raise Http404
        return found

    def export_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Give the whole questionnaire as one file, to keep or to import elsewhere."""
        questionnaire = self._load(request, object_id)
        name = f"questionnaire-{questionnaire.consultation.slug}-{questionnaire.version}.json"
        return HttpResponse(
            json.dumps(exported(questionnaire), ensure_ascii=False, indent=1),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Make a new version of a consultation's questionnaire from a file."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = operations.import_questionnaire(
                    consultation=form.cleaned_data["consultation"],
                    content=form.cleaned_data["file"],
                )
            except ValidationError as error:
                form.add_error("file", error.messages)
            else:
                messages.success(request, _("Questionnaire importé : relisez-le."))
                return HttpResponseRedirect(self._url_of("change", made))
        return self._page(request, "import", _("Importer un questionnaire"), {"form": form})

    def texts_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show all the texts side by side in three languages, with what lacks; save them."""
        questionnaire = self._load(request, object_id)
        is_editable = self.has_change_permission(request, questionnaire)
        errors: dict[str, list[str]] = {}
        if request.method == "POST":
            if not is_editable:
                raise PermissionDenied
            try:
                count = operations.save_translations(
                    questionnaire=questionnaire, texts=request.POST.dict()
                )
            except ValidationError as error:
                errors = error.message_dict
            else:
                done = ngettext("%(n)d texte changé.", "%(n)d textes changés.", count)
                messages.success(request, done % {"n": count})
                return HttpResponseRedirect(request.path)
        context = {
            "original": questionnaire,
            "rows": _text_rows(questionnaire, request.POST.dict(), errors),
            "lacking": lacking_translations(questionnaire),
            "has_errors": bool(errors),
            "is_editable": is_editable,
        }
        return self._page(request, "texts", _("Textes en trois langues"), context)

    def _page(
        self, request: HttpRequest, name: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/consultation/questionnaire_{name}.html"
        return TemplateResponse(request, template, {**shared, **context})


def _text_rows(
    questionnaire: Questionnaire, typed: dict[str, str], errors: dict[str, list[str]]
) -> list[dict[str, Any]]:
    """Lay the texts out: a line a text, a cell a language, what was typed kept."""
    rows = []
    for wording in wordings_of(questionnaire):
        maximum = wording.part._meta.get_field(wording.field).max_length  # type: ignore[union-attr]  # a column of text
        cells = []
        for code, text in wording.texts.items():
            key = wording.key + ("" if code == "fr" else f"_{code}")
            shown = typed.get(key, text)
            cells.append(
                {
                    "key": key,
                    "language": code,
                    "text": shown,
                    "errors": errors.get(key),
                    "is_lacking": not shown,
                    "maximum": maximum,
                    "lines": max(1, min(8, len(wording.texts["fr"]) // 45 + 1)),
                }
            )
        rows.append({"part": wording.part, "name": _name(wording), "cells": cells})
    return rows


def _name(wording: Any) -> str:
    """Say which text of which part it is: `Q01, aide`."""
    label = str(wording.part._meta.get_field(wording.field).verbose_name)
    if isinstance(wording.part, Option):
        return f"{wording.part.question.code}, {label} {wording.part.code}"
    return f"{wording.part.code}, {label}"


@admin.register(Section)
class SectionAdmin(OutlinedAdmin):
    list_display = ("title", "code", "questionnaire", "order", "priority")
    list_filter = ("questionnaire__consultation",)
    list_select_related = ("questionnaire__consultation", "priority")
    search_fields = ("title", "code")
    autocomplete_fields = ("questionnaire", "priority")
    fields = (
        *("questionnaire", "code", "order", *in_languages("title", "introduction")),
        *("priority", "any_condition_suffices"),
    )
    inlines = (SectionConditionInline,)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Put a new section last."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        key = str(initial.get("questionnaire", ""))
        if key.isdigit() and "order" not in initial:
            last = Section.objects.filter(questionnaire=int(key)).aggregate(last=Max("order"))[
                "last"
            ]
            initial["order"] = (last or 0) + 1
        return initial


@admin.register(Question)
class QuestionAdmin(OutlinedAdmin):
    list_display = ("code", "text", "type", "section", "order", "questionnaire")
    list_display_links = ("code", "text")
    list_filter = ("questionnaire__consultation", "type")
    list_select_related = ("section", "questionnaire__consultation")
    search_fields = ("code", "text", "text_ca", "text_en")
    autocomplete_fields = ("section",)
    fieldsets = (
        (None, {"fields": ("section", "code", "order", "type", *in_languages("text", "hint"))}),
        (
            gettext_lazy("Plusieurs choix, points, textes"),
            {"fields": ("min_choices", "max_choices", "points", "max_length")},
        ),
        (gettext_lazy("Nombre"), {"fields": ("minimum", "maximum", "decimals", "unit")}),
        (gettext_lazy("Autres réponses"), {"fields": ("allows_other", "allows_dont_know")}),
        (gettext_lazy("Lieu"), {"fields": in_languages("follow_up")}),
        (gettext_lazy("Image"), {"fields": ("image", *in_languages("image_alt"))}),
        (
            gettext_lazy("Usage et conditions"),
            {"fields": ("profile", "any_condition_suffices")},
        ),
    )
    inlines = (OptionInline, QuestionConditionInline)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Put a new question last in its section, under the next code."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        key = str(initial.get("section", ""))
        section = Section.objects.filter(pk=key).first() if key.isdigit() else None
        if section is not None:
            last = section.questions.aggregate(last=Max("order"))["last"]
            number = section.questionnaire.questions.count() + 1
            initial = {"order": (last or 0) + 1, "code": f"Q{number:02d}", **initial}
        return initial
