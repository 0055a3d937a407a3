"""Files of an action: given to those who may read them, kept by the team."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan import operations
from actionplan.forms import DocumentForm, LetterForm
from actionplan.models import ActionSheet, SheetDocument, SheetPartner
from actionplan.permissions import can_edit_sheet, can_view_commitments

private = cache_control(private=True, no_store=True)


def _give(stored: Any, name: str) -> FileResponse:
    """Send a stored file to be kept, never to be opened as a page of the portal."""
    if not stored or not default_storage.exists(stored.name):
        raise Http404
    return FileResponse(
        default_storage.open(stored.name),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


@private
@require_safe
def document(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Give a document to those who may read it, after asking again each time."""
    seen = SheetDocument.objects.visible_to(request.user)
    found = get_object_or_404(seen, sheet__action__code=code, pk=pk)
    return _give(found.file, found.name)


@login_required
@private
@require_safe
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Give a letter of commitment to the team."""
    if not can_view_commitments(request.user):
        raise PermissionDenied
    part = get_object_or_404(SheetPartner, sheet__action__code=code, pk=pk)
    return _give(part.letter, part.letter_name)


@login_required
@private
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_files(request: HttpRequest, code: str) -> HttpResponse:
    """List the documents and letters of an action, and receive new ones."""
    sheet = _editable(request, code)
    asked = request.POST.get("verb", "")
    document_form = DocumentForm(*_sent(request, asked == "document"), prefix="document")
    letter_form = LetterForm(*_sent(request, asked == "letter"), sheet=sheet, prefix="letter")
    if asked == "document" and _stored(document_form, sheet):
        messages.success(request, _("Le document est ajouté."))
        return redirect("actionplan:sheet-files", code=code)
    if asked == "letter" and _stored(letter_form, sheet):
        messages.success(request, _("La lettre est jointe."))
        return redirect("actionplan:sheet-files", code=code)
    parts = SheetPartner.objects.filter(sheet=sheet).exclude(letter="").select_related("partner")
    context = {
        "sheet": sheet,
        "documents": list(sheet.documents.all()),
        "parts": list(parts),
        "document_form": document_form,
        "letter_form": letter_form,
        "tab": "sheets",
        "breadcrumb": [
            (_("Plan d’actions"), reverse("actionplan:index")),
            (code, sheet.get_absolute_url()),
            (_("Fichiers"), ""),
        ],
    }
    return render(request, "actionplan/sheet_files.html", context)


def _editable(request: HttpRequest, code: str) -> ActionSheet:
    if not can_edit_sheet(request.user):
        raise PermissionDenied
    return get_object_or_404(ActionSheet.objects.select_related("action"), action__code=code)


def _sent(request: HttpRequest, is_asked: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if is_asked else (None, None)


def _stored(form: forms.Form, sheet: ActionSheet) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        if "part" in data:
            operations.attach_letter(part=data["part"], file=data["file"])
        else:
            operations.add_document(sheet=sheet, **data)
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return False
    return True


@login_required
@private
@require_POST
def file_remove(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a document or a letter away."""
    sheet = _editable(request, code)
    if kind == "document":
        operations.remove_document(document=get_object_or_404(sheet.documents, pk=pk))
    else:
        operations.remove_letter(part=get_object_or_404(sheet.partners, pk=pk))
    messages.success(request, _("Le fichier est retiré."))
    return redirect("actionplan:sheet-files", code=code)
