"""Answers as tables: in, through a file looked at first; out, streamed to who may."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation import operations, permissions, queries
from consultation.enums import Channel
from consultation.forms import AnswerImportForm
from consultation.models import AnswerImport, Consultation
from consultation.validators.columns import columns_of
from consultation.views.desk import for_those_who, path_to
from perpignan.backoffice_streams import XLSX_TYPE, csv_stream, xlsx_stream

SHOWN_IMPORTS = 30
EXAMPLE_ID = "exemple-1"


def _sent(content: Iterator[bytes], name: str) -> StreamingHttpResponse:
    kind = XLSX_TYPE if name.endswith(".xlsx") else "text/csv; charset=utf-8"
    response = StreamingHttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Accel-Buffering"] = "no"
    return response


@for_those_who(permissions.can_export_answers)
@require_GET
def export(request: HttpRequest, consultation: Consultation, form: str) -> HttpResponseBase:
    """Stream the answers: no key, no code, no hour; free texts for who may read them."""
    with_texts = permissions.can_export_texts(request.user)
    rows = queries.answer_rows(consultation, with_texts=with_texts)
    name = f"reponses-{consultation.slug}.{form}"
    if form == "csv":
        return _sent(csv_stream(rows), name)
    if form == "xlsx":
        return _sent(xlsx_stream([(_("Réponses"), rows)]), name)
    raise Http404


@for_those_who(permissions.can_import_answers)
@require_GET
def template(request: HttpRequest, consultation: Consultation, form: str) -> HttpResponseBase:
    """Give an empty table with its titles, a line of example, and the codes."""
    questionnaire = queries.current_questionnaire(consultation)
    questions = [q for page in queries.pages_of(questionnaire) for q in page.questions]
    names = [name for question in questions for name in columns_of(question.rule())]
    example = [_example(name, questions) for name in names]
    titles = ["identifiant", "canal", "langue", "jour"]
    rows = [[*titles, *names], [EXAMPLE_ID, "paper", "fr", "2026-05-31", *example]]
    if form == "csv":
        return _sent(csv_stream(rows), f"modele-{consultation.slug}.csv")
    if form == "xlsx":
        sheets = [(_("Réponses"), rows), (_("Codes"), queries.code_rows(questions))]
        return _sent(xlsx_stream(sheets), f"modele-{consultation.slug}.xlsx")
    raise Http404


def _example(name: str, questions: list[Any]) -> str:
    """Fill the first question only: an example must not be taken for an answer."""
    first = questions[0]
    options = first.options.all()
    return options[0].text if name == first.code and options else ""


@for_those_who(permissions.can_import_answers)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show the imports and receive a file."""
    form = AnswerImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            record = operations.receive_answers(
                consultation=consultation,
                file=file,
                name=file.name,
                channel=Channel(form.cleaned_data["channel"]),
                by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(record)
    context = {
        "consultation": consultation,
        "form": form,
        "imports": AnswerImport.objects.filter(consultation=consultation)[:SHOWN_IMPORTS],
        "breadcrumb": path_to(consultation, (_("Importer des réponses"), "")),
    }
    return render(request, "consultation/import_list.html", context)


@for_those_who(permissions.can_import_answers)
@require_GET
def import_detail(request: HttpRequest, consultation: Consultation, pk: UUID) -> HttpResponse:
    """Show what a file holds before anything is stored."""
    record = get_object_or_404(AnswerImport, consultation=consultation, pk=pk)
    first = (
        _("Importer des réponses"),
        reverse("consultation:import-list", args=[consultation.slug]),
    )
    context = {
        "consultation": consultation,
        "record": record,
        "unshown": record.error_count - len(record.errors),
        "breadcrumb": path_to(consultation, first, (record.file_name, "")),
    }
    return render(request, "consultation/import_detail.html", context)


@for_those_who(permissions.can_import_answers)
@require_POST
def import_end(
    request: HttpRequest, consultation: Consultation, pk: UUID, verb: str
) -> HttpResponse:
    """Store what was looked at, or give it up."""
    record = get_object_or_404(AnswerImport, consultation=consultation, pk=pk)
    verbs = {
        "confirmer": (operations.confirm_answers, _("Les réponses sont enregistrées.")),
        "abandonner": (operations.discard_answers, _("L'import est abandonné, le fichier effacé.")),
    }
    if verb not in verbs:
        raise Http404
    operation, told = verbs[verb]
    try:
        operation(record=record)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told)
    return redirect(record)
