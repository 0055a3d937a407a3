"""A questionnaire tried by the team as the public will see it. Nothing of it is stored.

What was answered travels in the page itself, from one page to the next.
"""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.forms import SectionForm
from consultation.models import Consultation, Questionnaire
from consultation.permissions import can_edit_consultation
from consultation.queries import (
    SectionPage,
    answering_minutes,
    conditions_by_part,
    pages_of,
    plan_of,
)
from consultation.validators.answers import clean_answers
from consultation.validators.conditions import asked_codes, newly_asked, only_asked
from consultation.validators.rules import Plan
from consultation.views.attempt import get_consultation

#: What is carried from page to page is no longer than a long answer.
MAX_CARRIED = 200_000


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a version of a consultation's questions, page after page, to who prepares it."""
    consultation = get_consultation(request, slug)
    if not can_edit_consultation(request.user):
        raise Http404
    questionnaire = _version(request, consultation)
    pages = pages_of(questionnaire)
    if questionnaire is None or not pages:
        return render(request, "consultation/preview_empty.html", {"consultation": consultation})
    walk = Walk(request, questionnaire, pages)
    form = walk.next_form()
    shared = {
        "consultation": consultation,
        "questionnaire": questionnaire,
        "carried": json.dumps(walk.answers),
        "steps": len(pages) + 1,
    }
    if form is None:
        sections = [SectionForm(page, walk.answers) for page in walk.asked_pages()]
        return render(request, "consultation/preview_end.html", {**shared, "sections": sections})
    by_section, by_question = conditions_by_part(questionnaire.pk)
    context = {
        "form": form,
        "step": walk.step_of(form.page),
        "shown": " ".join(question.code for question in form.page.questions),
        "minutes": answering_minutes(pages),
        "section_condition": by_section.get(form.page.section.code, ""),
        "items": [(asked, by_question.get(asked.question.code, "")) for asked in form.questions],
    }
    return render(request, "consultation/preview_section.html", {**shared, **context})


def _version(request: HttpRequest, consultation: Consultation) -> Questionnaire | None:
    """Return the version asked for, else the last one, in preparation or not."""
    versions = consultation.questionnaires.order_by("-version")
    wanted = request.GET.get("version", "")
    return versions.filter(version=wanted).first() if wanted.isdigit() else versions.first()


class Walk:
    """The way through a questionnaire, from what a page has just sent."""

    def __init__(
        self, request: HttpRequest, questionnaire: Questionnaire, pages: list[SectionPage]
    ) -> None:
        self.pages, self.posted = pages, request.POST
        self.is_start = request.method != "POST"
        self.plan: Plan = plan_of(questionnaire.pk)
        self.answers = self._carried()

    def _carried(self) -> dict[str, Any]:
        """Read what was answered before; what was meddled with counts for nothing."""
        text = self.posted.get("carried", "")
        if not text or len(text) > MAX_CARRIED:
            return {}
        try:
            return clean_answers(self.plan.questions, json.loads(text))
        except (ValueError, RecursionError, ValidationError):
            return {}

    def next_form(self) -> SectionForm | None:
        """Return the form to show: the same page when it is not done, None at the end."""
        current = self._page(self.posted.get("at", ""))
        if self.is_start or current is None:
            return self._form_after(-1)
        shown = set(self.posted.get("shown", "").split())
        page = _only(current, shown)
        form = SectionForm(page, self.answers, self.posted)
        if not form.is_valid():
            return form
        kept = {key: value for key, value in self.answers.items() if key not in form.codes}
        self.answers = kept | form.cleaned
        if self.posted.get("direction") == "back":
            return self._form_before(self.pages.index(current))
        codes = [question.code for question in current.questions]
        if newly_asked(self.plan, codes, shown, self.answers):
            asked = set(asked_codes(self.plan, self.answers))
            return SectionForm(_only(current, asked), self.answers)
        self.answers = only_asked(self.plan, self.answers)
        return self._form_after(self.pages.index(current))

    def asked_pages(self) -> list[SectionPage]:
        asked = set(asked_codes(self.plan, self.answers))
        pages = [_only(page, asked) for page in self.pages]
        return [page for page in pages if page.questions]

    def step_of(self, page: SectionPage) -> int:
        return 1 + [item.section.pk for item in self.pages].index(page.section.pk)

    def _page(self, code: str) -> SectionPage | None:
        return next((page for page in self.pages if page.section.code == code), None)

    def _form_after(self, place: int) -> SectionForm | None:
        later = {page.section.pk for page in self.pages[place + 1 :]}
        found = [page for page in self.asked_pages() if page.section.pk in later]
        return SectionForm(found[0], self.answers) if found else None

    def _form_before(self, place: int) -> SectionForm | None:
        earlier = {page.section.pk for page in self.pages[:place]}
        found = [page for page in self.asked_pages() if page.section.pk in earlier]
        return SectionForm(found[-1], self.answers) if found else self._form_after(-1)


def _only(page: SectionPage, codes: set[str]) -> SectionPage:
    return SectionPage(page.section, [item for item in page.questions if item.code in codes])
