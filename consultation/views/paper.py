"""The desk's pages of paper: print, type by keyboard, type again, settle."""

import hashlib
import json
from base64 import b64decode, b64encode
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation import operations, permissions, queries
from consultation.forms import (
    BatchForm,
    SampleForm,
    SheetForm,
    differences_of,
    paper_data,
    sheet_questions,
)
from consultation.forms.paper import MOST_SHEETS
from consultation.models import Batch, Consultation, SecondEntry
from consultation.views.attempt import get_consultation
from consultation.views.desk import for_those_who, path_to
from perpignan.reports.errors import LayoutError
from perpignan.reports.typst_pdf import lay_out

TEMPLATE = "consultation/paper.typ"
A_DAY = 86_400


@require_GET
@cache_control(public=True, max_age=600)
def questionnaire_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the blank questionnaire on paper, in the language of the address."""
    consultation = get_consultation(request, slug)
    language = (get_language() or "fr").split("-")[0]
    return _pdf(consultation, language, [], f"questionnaire-{language}.pdf")


def _pdf(consultation: Consultation, language: str, codes: list[str], name: str) -> HttpResponse:
    questionnaire = queries.current_questionnaire(consultation)
    pages = queries.pages_of(questionnaire)
    if questionnaire is None or not pages:
        raise Http404
    conditions = queries.conditions_of(questionnaire)
    data = paper_data(consultation, pages, conditions, language=language, codes=codes)
    made_at = questionnaire.frozen_at or consultation.opens_at
    try:
        content = _laid_out(data, made_at)
    except LayoutError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _laid_out(data: dict[str, Any], made_at: Any) -> bytes:
    """Lay the paper out once for the same words: the public may ask for it often."""
    if made_at is None:
        raise Http404
    words = json.dumps([data, made_at.isoformat()], sort_keys=True)
    key = f"paper:{hashlib.sha256(words.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is not None:
        return b64decode(kept)
    content = lay_out(TEMPLATE, data, made_at)
    if data["sheets"] == [""]:
        cache.set(key, b64encode(content).decode(), A_DAY)
    return content


@for_those_who(permissions.can_see_batches)
@require_http_methods(["GET", "HEAD", "POST"])
def batch_list(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show the batches and how far they are; who prepares them adds one."""
    may_prepare = permissions.can_prepare_batches(request.user)
    if request.method == "POST" and not may_prepare:
        raise PermissionDenied
    form = BatchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = operations.create_batch(consultation=consultation, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(batch)
    context = {
        "consultation": consultation,
        "batches": queries.batches_of(consultation, request.user),
        "form": form if may_prepare else None,
        "breadcrumb": path_to(consultation, (_("Papier"), "")),
    }
    return render(request, "consultation/batch_list.html", context)


def _batch(request: HttpRequest, consultation: Consultation, rank: int) -> Batch:
    return get_object_or_404(queries.batches_of(consultation, request.user), rank=rank)


def _path(batch: Batch, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    consultation = batch.consultation
    start = (_("Papier"), reverse("consultation:batch-list", args=[consultation.slug]))
    return path_to(consultation, start, (str(batch), batch.get_absolute_url()), *steps)


@for_those_who(permissions.can_see_batches)
@require_GET
def batch_detail(request: HttpRequest, consultation: Consultation, rank: int) -> HttpResponse:
    batch = _batch(request, consultation, rank)
    return _batch_page(request, batch, SampleForm(initial={"seed": batch.sample_seed or rank}))


def _batch_page(request: HttpRequest, batch: Batch, form: SampleForm) -> HttpResponse:
    context = {
        "batch": batch,
        "consultation": batch.consultation,
        "quality": queries.entry_quality(batch),
        "again_count": queries.second_entries_to_make(batch, request.user).count(),
        "next_number": queries.next_number(batch),
        "series": _series(batch),
        "form": form if permissions.can_prepare_batches(request.user) else None,
        "may_settle": permissions.can_settle_entries(request.user),
        "may_enter": permissions.can_enter_sheets(request.user),
        "breadcrumb": _path(batch),
    }
    return render(request, "consultation/batch_detail.html", context)


def _series(batch: Batch) -> list[tuple[int, int]]:
    """Cut the batch into files that a printer and a browser swallow."""
    starts = range(batch.first_number, batch.last_number + 1, MOST_SHEETS)
    return [(start, min(start + MOST_SHEETS - 1, batch.last_number)) for start in starts]


@for_those_who(permissions.can_prepare_batches)
@require_GET
def series_pdf(
    request: HttpRequest, consultation: Consultation, rank: int, first: int
) -> HttpResponse:
    """Print a numbered series: each sheet bears its own code."""
    batch = _batch(request, consultation, rank)
    found = next((part for part in _series(batch) if part[0] == first), None)
    if found is None:
        raise Http404
    codes = [batch.code_of(number) for number in range(found[0], found[1] + 1)]
    name = f"lot-{batch.rank:02d}-{found[0]}-{found[1]}.pdf"
    return _pdf(consultation, batch.language, codes, name)


@for_those_who(permissions.can_prepare_batches)
@require_POST
def sample(request: HttpRequest, consultation: Consultation, rank: int) -> HttpResponse:
    """Draw the sheets to type twice."""
    batch = _batch(request, consultation, rank)
    form = SampleForm(request.POST)
    if form.is_valid():
        try:
            operations.draw_sample(batch=batch, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("%(count)d feuilles sont à saisir une seconde fois.")
                % {"count": len(batch.sampled_numbers)},
            )
            return redirect(batch)
    return _batch_page(request, batch, form)


@for_those_who(permissions.can_enter_sheets)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_entry(request: HttpRequest, consultation: Consultation, rank: int) -> HttpResponse:
    """Type a sheet by the numbers of its boxes; once stored, the next one is asked."""
    batch = _batch(request, consultation, rank)
    pages = queries.pages_of(queries.current_questionnaire(consultation))
    if request.method == "POST":
        form = SheetForm(pages, batch, request.POST.get("number", ""), request.POST)
        if _enter(request, form):
            return redirect("consultation:sheet-entry", consultation.slug, batch.rank)
        return _sheet_page(request, form, status=422)
    number = queries.next_number(batch)
    return _sheet_page(request, SheetForm(pages, batch, str(number or "")))


def _enter(request: HttpRequest, form: SheetForm) -> bool:
    if not form.is_valid() or form.number is None:
        return False
    try:
        sheet = operations.enter_sheet(
            batch=form.batch,
            number=form.number,
            answers=form.answers,
            unreadable=form.unreadable,
            by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
        )
    except ValidationError as error:
        form.add_errors(error)
        return False
    messages.success(request, _("Feuille %(code)s enregistrée.") % {"code": sheet.code})
    return True


def _sheet_page(
    request: HttpRequest, form: SheetForm, status: int = 200, **more: Any
) -> HttpResponse:
    batch = form.batch
    context = {
        "form": form,
        "batch": batch,
        "consultation": batch.consultation,
        "breadcrumb": _path(batch, (_("Saisie"), "")),
        **more,
    }
    return render(request, "consultation/sheet_entry.html", context, status=status)


@for_those_who(permissions.can_enter_sheets)
@require_http_methods(["GET", "HEAD", "POST"])
def second_entry(request: HttpRequest, consultation: Consultation, rank: int) -> HttpResponse:
    """Type again a sheet of the sample, without seeing what the first agent typed."""
    batch = _batch(request, consultation, rank)
    waiting = queries.second_entries_to_make(batch, request.user).select_related("response")
    asked = request.POST.get("number", "")
    sheet = waiting.filter(number=asked).first() if asked.isdigit() else waiting.first()
    if sheet is None:
        if request.method == "POST":
            messages.error(
                request, _("Cette feuille n'est pas, ou plus, à saisir une seconde fois.")
            )
        else:
            messages.info(request, _("Aucune feuille n'attend de seconde saisie de votre part."))
        return redirect(batch)
    pages = queries.pages_of(sheet.response.questionnaire)
    posted = request.POST if request.method == "POST" else None
    form = SheetForm(pages, batch, str(sheet.number), posted)
    if posted is not None and form.is_valid():
        try:
            entry = operations.enter_again(
                sheet=sheet,
                answers=form.answers,
                unreadable=form.unreadable,
                by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            )
        except ValidationError as error:
            form.add_errors(error)
        else:
            messages.success(request, _told(entry))
            return redirect("consultation:second-entry", consultation.slug, batch.rank)
    left = waiting.count()
    status = 422 if posted is not None else 200
    return _sheet_page(request, form, status, is_second=True, left=left)


def _told(entry: SecondEntry) -> str:
    if not entry.differing:
        return _("Les deux saisies de la feuille %(number)d sont identiques.") % {
            "number": entry.sheet.number
        }
    count = len(entry.differing)
    return ngettext(
        "Feuille %(number)d : %(count)d différence, à trancher par le pilote.",
        "Feuille %(number)d : %(count)d différences, à trancher par le pilote.",
        count,
    ) % {"number": entry.sheet.number, "count": count}


@for_those_who(permissions.can_settle_entries)
@require_http_methods(["GET", "HEAD", "POST"])
def differences(request: HttpRequest, consultation: Consultation, rank: int) -> HttpResponseBase:
    """Show what two agents read otherwise, sheet by sheet, and settle it."""
    batch = _batch(request, consultation, rank)
    entries = list(queries.entries_to_settle(batch))
    questions = sheet_questions(queries.pages_of(queries.current_questionnaire(consultation)))
    chosen = request.POST.get("entry", "")
    shown = [
        (entry, differences_of(entry, questions, request.POST if str(entry.pk) == chosen else None))
        for entry in entries
    ]
    error = ""
    for entry, items in shown:
        if str(entry.pk) == chosen:
            error = _settle(request, entry, items)
            if not error:
                return redirect("consultation:differences", consultation.slug, batch.rank)
    context = {
        "batch": batch,
        "consultation": consultation,
        "shown": shown,
        "error": error,
        "quality": queries.entry_quality(batch),
        "breadcrumb": _path(batch, (_("Différences"), "")),
    }
    status = 422 if error else 200
    return render(request, "consultation/differences.html", context, status=status)


def _settle(request: HttpRequest, entry: SecondEntry, items: list[Any]) -> str:
    """Settle a sheet; return what is wrong, or nothing."""
    chosen = {item.question.code: item.kept() for item in items}
    kept = {code: piece for code, piece in chosen.items() if piece is not None}
    if len(kept) < len(chosen):
        return _("Une question n'est pas tranchée.")
    try:
        operations.settle_entry(entry=entry, kept=kept, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
    except ValidationError as error:
        return " ".join(error.messages)
    messages.success(
        request, _("Feuille %(code)s : différences tranchées.") % {"code": entry.sheet.code}
    )
    return ""
