"""The team's pages of workshops: who came, what they counted, what was said."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultation import operations, permissions, queries
from consultation.enums import VerbatimStatus
from consultation.forms import CountsForm, VerbatimForm, WorkshopForm
from consultation.models import Consultation, Workshop
from consultation.views.desk import for_those_who, path_to


@for_those_who(permissions.can_run_workshops)
@require_http_methods(["GET", "HEAD", "POST"])
def workshop_list(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    form = WorkshopForm(request.POST or None, instance=Workshop(consultation=consultation))
    if request.method == "POST" and form.is_valid():
        try:
            workshop = operations.save_workshop(workshop=form.instance, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(workshop)
    context = {
        "consultation": consultation,
        "workshops": queries.workshops_of(consultation, request.user),
        "form": form,
        "breadcrumb": path_to(consultation, (_("Ateliers"), "")),
    }
    return render(request, "consultation/workshop_list.html", context)


@for_those_who(permissions.can_run_workshops)
@require_http_methods(["GET", "HEAD", "POST"])
def workshop_detail(request: HttpRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Show a workshop and take its counts, all of them or none."""
    workshop = _workshop(request, consultation, pk)
    questions = _questions(consultation)
    known = dict(workshop.counts.values_list("option_id", "count"))
    form = CountsForm(questions, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_counts(workshop=workshop, counts=form.counts)
        except ValidationError as error:
            form.add_errors(error)
        else:
            messages.success(request, _("Le décompte est enregistré."))
            return redirect(workshop)
    return _page(request, workshop, form, VerbatimForm(questions=questions))


def _workshop(request: HttpRequest, consultation: Consultation, pk: int) -> Workshop:
    return get_object_or_404(queries.workshops_of(consultation, request.user), pk=pk)


def _questions(consultation: Consultation) -> list[Any]:
    pages = queries.pages_of(queries.current_questionnaire(consultation))
    return queries.countable([question for page in pages for question in page.questions])


def _page(
    request: HttpRequest, workshop: Workshop, counts: CountsForm, words: VerbatimForm
) -> HttpResponse:
    consultation = workshop.consultation
    first = (_("Ateliers"), reverse("consultation:workshop-list", args=[consultation.slug]))
    context = {
        "workshop": workshop,
        "consultation": consultation,
        "counts": counts,
        "form": words,
        "verbatims": queries.verbatims_of(workshop, request.user),
        "breadcrumb": path_to(consultation, first, (workshop.title, "")),
    }
    status = 422 if counts.errors or words.errors else 200
    return render(request, "consultation/workshop_detail.html", context, status=status)


@for_those_who(permissions.can_run_workshops)
@require_POST
def verbatim_add(request: HttpRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Note words heard; they are read over before anyone reads them."""
    workshop = _workshop(request, consultation, pk)
    questions = _questions(consultation)
    form = VerbatimForm(request.POST, questions=questions)
    if form.is_valid():
        operations.add_verbatim(workshop=workshop, **form.cleaned_data)
        messages.success(request, _("Le propos est noté, à relire."))
        return redirect(workshop)
    known = dict(workshop.counts.values_list("option_id", "count"))
    return _page(request, workshop, CountsForm(questions, known), form)


@for_those_who(permissions.can_run_workshops)
@require_POST
def verbatim_moderate(
    request: HttpRequest, consultation: Consultation, pk: int, verbatim: int
) -> HttpResponse:
    workshop = _workshop(request, consultation, pk)
    found = get_object_or_404(queries.verbatims_of(workshop, request.user), pk=verbatim)
    to = request.POST.get("to", "")
    if to not in (VerbatimStatus.PUBLISHED, VerbatimStatus.DISCARDED):
        raise Http404
    operations.moderate_verbatim(verbatim=found, to=VerbatimStatus(to))
    return redirect(workshop)
