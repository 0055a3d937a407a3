"""The team's pages of themes: read texts, name, merge, split, validate, answer, clear."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from consultation import operations, permissions
from consultation.enums import Clearance
from consultation.forms.themes import (
    AnalysisForm,
    ClearForm,
    FollowUpForm,
    MoveForm,
    ThemeMergeForm,
    ThemeNameForm,
    other_themes,
)
from consultation.models import Consultation, FreeText, TextTheme
from consultation.queries import (
    analyses_of,
    source_sheets,
    text_sources,
    texts_to_read,
    theme_sheet,
    words_of,
)
from consultation.text.personal import find
from consultation.views.desk import for_those_who, path_to
from consultation.views.themes import get_theme

PER_PAGE, READINGS = 20, 5


@for_those_who(permissions.can_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_desk(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """List the themes by question with their state; ask for a new reading."""
    sources = text_sources(consultation)
    form = AnalysisForm(request.POST or None, sources=sources)
    if request.method == "POST" and form.is_valid():
        try:
            operations.request_analysis(
                consultation=consultation, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("La lecture est demandée : ses thèmes seront proposés ici.")
            )
            return redirect("consultation:theme-desk", consultation.slug)
    context = {
        "consultation": consultation,
        "sources": source_sheets(consultation, request.user),
        "analyses": [
            (analysis, _label(sources, analysis.question_code))
            for analysis in analyses_of(consultation)[:READINGS]
        ],
        "to_read": texts_to_read(consultation).count(),
        "form": form,
        "breadcrumb": path_to(consultation, (_("Thèmes : travail de l'équipe"), "")),
    }
    return render(request, "consultation/theme_desk.html", context, status=_status(form))


def _label(sources: Any, code: str) -> str:
    return next((source.label for source in sources if source.code == code), code)


def _status(*forms: Form) -> int:
    return 422 if any(form.is_bound and form.errors for form in forms) else 200


@dataclass
class Desk:
    """One theme on the team's page, with a form a verb; only the one sent is bound."""

    request: HttpRequest
    theme: TextTheme

    def __post_init__(self) -> None:
        posted, self.verb = self.request.POST, self.request.POST.get("verb", "")

        def sent(verb: str) -> Any:
            return posted if self.verb == verb else None

        self.forms: dict[str, Form] = {
            "rename": ThemeNameForm(sent("rename"), initial={"name": self.theme.name}),
            "merge": ThemeMergeForm(sent("merge"), theme=self.theme),
            "move": MoveForm(sent("move"), theme=self.theme),
            "follow_up": FollowUpForm.of(self.theme, sent("follow_up")),
            "validate": Form(sent("validate")),
            "aside": Form(sent("aside")),
            "split": Form(sent("split")),
        }

    @property
    def form(self) -> Form | None:
        return self.forms.get(self.verb)

    def run(self) -> str | None:
        """Do what was asked; say it, or None when something is to mend."""
        form = self.form
        if form is None or not form.is_valid():
            return None
        try:
            return VERBS[self.verb](self.theme, form.cleaned_data, self.request.user)
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else error.messages)
            return None


def _rename(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    operations.rename_theme(theme=theme, by=by, **given)
    return _("Le nom est enregistré.")


def _validate(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    operations.validate_theme(theme=theme, by=by)
    return _("Le thème est validé : il est public.")


def _aside(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    operations.set_theme_aside(theme=theme, by=by)
    return _("Le thème n'est plus public.") if theme.is_validated else _("Le thème est écarté.")


def _merge(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    into = operations.merge_themes(theme=theme, into=given["into"], by=by)
    return _("Le thème est réuni avec « %(name)s ».") % {"name": into.name}


def _split(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    _kept, part = operations.split_theme(theme=theme, by=by)
    return _("Le thème est partagé : « %(name)s » est proposé.") % {"name": part.name}


def _move(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    for text in given["texts"]:
        operations.move_text(text=text, to=given["to"], away_from=theme, by=by)
    count = len(given["texts"])
    return ngettext("%(n)d texte déplacé.", "%(n)d textes déplacés.", count) % {"n": count}


def _follow_up(theme: TextTheme, given: dict[str, Any], by: Any) -> str:
    operations.save_follow_up(theme=theme, by=by, **given)
    return _("La suite est enregistrée : elle est publique.")


VERBS: dict[str, Callable[[TextTheme, dict[str, Any], Any], str]] = {
    "rename": _rename,
    "validate": _validate,
    "aside": _aside,
    "merge": _merge,
    "split": _split,
    "move": _move,
    "follow_up": _follow_up,
}


@for_those_who(permissions.can_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_edit(request: HttpRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Work on one theme: each button does one thing, and the history keeps it."""
    theme = get_theme(request, consultation, pk)
    desk = Desk(request, theme)
    if request.method == "POST":
        if desk.verb == "follow_up" and not permissions.can_answer_contribution(request.user):
            raise PermissionDenied
        told = desk.run()
        if told is not None:
            messages.success(request, told)
            still = TextTheme.objects.standing().filter(pk=theme.pk).exists()
            goes_to = "consultation:theme-edit" if still else "consultation:theme-desk"
            return redirect(goes_to, consultation.slug, *([theme.pk] if still else []))
    words = words_of(theme, everything=True)
    page = Paginator(words, PER_PAGE).get_page(request.GET.get("page"))
    first = (
        _("Thèmes : travail de l'équipe"),
        reverse("consultation:theme-desk", args=[consultation.slug]),
    )
    context = {
        "consultation": consultation,
        "theme": theme,
        "sheet": theme_sheet(theme),
        "forms": desk.forms,
        "form": desk.form,
        "page_obj": page,
        "page_range": list(page.paginator.get_elided_page_range(page.number, on_each_side=1)),
        "others": other_themes(theme),
        "history": _history(theme),
        "may_answer": permissions.can_answer_contribution(request.user),
        "breadcrumb": path_to(consultation, first, (theme.name, "")),
    }
    status = _status(*desk.forms.values())
    return render(request, "consultation/theme_edit.html", context, status=status)


def _history(theme: TextTheme) -> Any:
    events: Any = theme.events  # type: ignore[attr-defined]  # pghistory makes it
    return events.select_related("pgh_context").order_by("-pgh_id")[:READINGS]


@dataclass(frozen=True)
class Piece:
    """A passage of a text; `kind` says what it may tell of somebody."""

    words: str
    kind: str = ""


def pieces_of(text: str) -> list[Piece]:
    """Cut a text where something may name or reach somebody."""
    pieces, place = [], 0
    for finding in find(text):
        pieces += [Piece(text[place : finding.start]), Piece(finding.text, finding.kind.value)]
        place = finding.end
    return [piece for piece in (*pieces, Piece(text[place:])) if piece.words]


@for_those_who(permissions.can_moderate)
@require_http_methods(["GET", "HEAD", "POST"])
def text_desk(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Read texts one by one and say which may be quoted; what may name somebody is marked."""
    form = ClearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts: Any = form.cleaned_data["texts"]
        count = operations.clear_texts(
            consultation=consultation,
            texts=[text.pk for text in texts],
            clearance=Clearance(form.cleaned_data["clearance"]),
            by=request.user,
        )
        told = ngettext("%(n)d texte relu.", "%(n)d textes relus.", count)
        messages.success(request, told % {"n": count})
        return redirect("consultation:text-desk", consultation.slug)
    waiting = texts_to_read(consultation)
    shown: list[FreeText] = list(waiting[:PER_PAGE])
    context = {
        "consultation": consultation,
        "form": form,
        "waiting": waiting.count(),
        "texts": [(text, pieces_of(text.words)) for text in shown],
        "ticked": set(request.POST.getlist("texts")),
        "breadcrumb": path_to(
            consultation,
            (
                _("Thèmes : travail de l'équipe"),
                reverse("consultation:theme-desk", args=[consultation.slug]),
            ),
            (_("Textes à relire"), ""),
        ),
    }
    return render(request, "consultation/text_desk.html", context, status=_status(form))
