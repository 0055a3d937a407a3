"""The public pages of results: question by question, group by group, two questions crossed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation.charts import answers_chart, tally_chart
from consultation.enums import QuestionType
from consultation.forms import CrossForm
from consultation.models import Consultation
from consultation.queries import (
    AnswerTable,
    CrossTable,
    QuestionResult,
    Results,
    SectionPage,
    cross_table,
    group_tables,
)
from consultation.views.results_door import (
    consultation_with_results,
    kept,
    results_context,
    results_of,
)
from perpignan.reports.charts import Chart
from perpignan.study.localisation import localised_text

WORDS = (QuestionType.TEXT, QuestionType.SHORT_TEXT, QuestionType.MAP_POINT)


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class GroupLinks:
    """The groups of one kind, as links; those too small are named without one."""

    label: str
    links: list[Link]
    too_small: list[str]


@dataclass(frozen=True)
class Asked:
    """What an address asks: a part of the questionnaire, and a group of people."""

    page: SectionPage | None
    by: str
    group: str

    def url(self, **changes: str) -> str:
        told = {
            "partie": self.page.section.code if self.page else "",
            "par": self.by,
            "groupe": self.group,
        }
        kept = {name: value for name, value in (told | changes).items() if value}
        return f"?{urlencode(kept)}"


@dataclass(frozen=True)
class Shown:
    """A question as a page shows it; `table` is None where a group cannot be told apart."""

    result: QuestionResult
    chart: Chart | None
    is_hidden: bool
    is_of_words: bool
    is_for_all: bool

    @property
    def headline(self) -> str:
        return str(self.chart.title) if self.chart else ""


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every question at a glance, or those of a part with their charts and tables."""
    documents = ("tables",) if request.GET.get("par") else ()
    consultation = consultation_with_results(request, slug, *documents)
    return kept(request, consultation, lambda: _results(request, consultation))


def _results(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    found = results_of(consultation)
    context = results_context(consultation, "results")
    if found is None:
        return render(request, "consultation/results_waiting.html", context)
    asked = _asked(request, found)
    tables = group_tables(found, asked.by, asked.group) if asked.group else {}
    context |= {
        "results": found,
        "asked": asked,
        "parts": _parts(found, asked),
        "groups": _groups(found, asked),
        "group_label": _group_label(found, asked),
        "group_size": _group_size(found, asked),
        "everybody": asked.url(par="", groupe=""),
        "sections": _sections(found, asked, tables),
        "themes_url": _url_if_there("consultation:theme-list", consultation),
    }
    return render(request, "consultation/results.html", context)


def _asked(request: HttpRequest, found: Results) -> Asked:
    """Read the address; what does not exist is not found."""
    part, by, group = (request.GET.get(name, "") for name in ("partie", "par", "groupe"))
    page = next((page for page in found.pages if page.section.code == part), None)
    if part and page is None:
        raise Http404
    if by or group:
        variable = next((item for item in found.groups if item.name == by), None)
        choice = variable.choice(group) if variable else None
        if choice is None or choice[2] is None:
            raise Http404
    return Asked(page, by, group)


def _parts(found: Results, asked: Asked) -> list[Link]:
    links = [Link(asked.url(partie=""), _("Vue d'ensemble"), asked.page is None)]
    for page in found.pages:
        title = localised_text(page.section, "title").text
        links.append(Link(asked.url(partie=page.section.code), title, page == asked.page))
    return links


def _groups(found: Results, asked: Asked) -> list[GroupLinks]:
    return [
        GroupLinks(
            variable.label,
            [
                Link(
                    asked.url(par=variable.name, groupe=code),
                    label,
                    (variable.name, code) == (asked.by, asked.group),
                    count,
                )
                for code, label, count in variable.choices
                if count is not None
            ],
            [label for _code, label, count in variable.choices if count is None],
        )
        for variable in found.groups
    ]


def _group_label(found: Results, asked: Asked) -> str:
    choice = found.variables[asked.by].choice(asked.group) if asked.group else None
    return choice[1] if choice else ""


def _group_size(found: Results, asked: Asked) -> int | None:
    choice = found.variables[asked.by].choice(asked.group) if asked.group else None
    return choice[2] if choice else None


def _sections(
    found: Results, asked: Asked, tables: Mapping[str, AnswerTable]
) -> list[tuple[SectionPage, list[Shown]]]:
    pages = [asked.page] if asked.page else found.pages
    return [
        (page, [_shown(result, asked, tables) for result in found.of_page(page)]) for page in pages
    ]


def _shown(result: QuestionResult, asked: Asked, tables: Mapping[str, AnswerTable]) -> Shown:
    table = tables.get(result.question.code) if asked.group else result.table
    tally = None if asked.group else result.tally
    chart = answers_chart(table) if table else tally_chart(tally) if tally else None
    cells = [count for _label, count in table.rows] if table else []
    cells += [cell for _label, line in tally.rows for cell in line] if tally else []  # type: ignore[misc]  # texts or numbers: only whether they are hidden is read
    return Shown(
        result=result,
        chart=chart,
        is_hidden=None in cells,
        is_of_words=result.question.type in WORDS,
        is_for_all=bool(asked.group) and table is None,
    )


def _url_if_there(name: str, consultation: Consultation) -> str:
    """Give the address of a page that another part of the portal may offer."""
    try:
        return reverse(name, args=[consultation.slug])
    except NoReverseMatch:
        return ""


@require_safe
def crossing(request: HttpRequest, slug: str) -> HttpResponse:
    """Cross two questions, or a question with a channel, a zone, an age."""
    consultation = consultation_with_results(request, slug, "tables")
    return kept(request, consultation, lambda: _crossing(request, consultation))


def _crossing(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    found = results_of(consultation)
    context: dict[str, Any] = results_context(consultation, "results-crossing")
    if found is None:
        return render(request, "consultation/results_waiting.html", context)
    form = CrossForm(found, request.GET if set(request.GET) & {"a", "b"} else None)
    table: CrossTable | None = None
    if form.is_bound and form.is_valid():
        table = cross_table(found, form.cleaned_data["a"], form.cleaned_data["b"])
    context |= {"results": found, "form": form, "table": table}
    return render(request, "consultation/results_crossing.html", context)
