"""The team's pages of imports: send a file, say what it measures, look, confirm, watch."""

import csv
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HTMX_STOP_POLLING

from diagnostic import operations, permissions, queries
from diagnostic.enums import ImportStatus
from diagnostic.forms import ConfirmForm, LayoutForm, MappingForm, UploadForm, column_formset
from diagnostic.measures import Glance, glance
from diagnostic.models import ImportMapping, ImportRun
from diagnostic.wording import cell_message, table_message
from perpignan.backoffice_formats import guard
from perpignan.tabular import Layout, TableError, guess_layout

PAGE_SIZE = 30
SHOWN_ERRORS = 50
View = Callable[..., HttpResponse]


def for_importers(view: View) -> View:
    """Open a page to those who import; load the import that its address names."""

    @wraps(view)
    def checked(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
        if not permissions.can_import_values(request.user):
            raise PermissionDenied
        if pk is None:
            return view(request)
        try:
            return view(request, queries.get_import_for(request.user, pk))
        except ImportRun.DoesNotExist as error:
            raise Http404 from error

    return login_required(cache_control(private=True, no_store=True)(checked))


@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Show the imports, and receive a new file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = operations.receive_file(file=file, name=file.name, by=request.user)  # type: ignore[arg-type]  # signed in, so a User of ours
        return redirect(run)
    runs = Paginator(queries.imports_for(request.user), PAGE_SIZE)
    context = {
        "form": form,
        "page_obj": runs.get_page(request.GET.get("page")),
        "mapping_count": ImportMapping.objects.count(),
        "breadcrumb": _path(),
    }
    return render(request, "diagnostic/import_list.html", context)


@for_importers
@require_GET
def import_detail(request: HttpRequest, run: ImportRun) -> HttpResponse:
    return render(request, "diagnostic/import_detail.html", _context(run))


@for_importers
@require_GET
def import_status(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Answer the page that watches: how far it is; once ended, stop asking."""
    status = 200 if run.is_pending else HTMX_STOP_POLLING
    return render(request, "diagnostic/_import_status.html", _context(run), status=status)


@for_importers
@require_POST
def import_check(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Read the file with a mapping that exists."""
    try:
        mapping = ImportMapping.objects.get(pk=request.POST.get("mapping", ""))
        operations.check_import(run=run, mapping=mapping)
    except (ImportMapping.DoesNotExist, ValueError):
        messages.error(request, _("Choisissez une correspondance dans la liste."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(run)


@for_importers
@require_http_methods(["GET", "HEAD", "POST"])
def import_mapping(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Describe a kind of file that the portal does not know yet."""
    if not permissions.can_edit_mapping(request.user):
        raise PermissionDenied
    layout_form, seen, problem = _look(run, request.GET)
    titles = seen.columns if seen else ()
    data = request.POST or None
    form = MappingForm(data, titles=titles, layout=layout_form.layout, prefix="mapping")
    columns = column_formset(titles, data)
    if request.method == "POST" and _create(run, form, columns):
        return redirect(run)
    context = {
        "run": run,
        "form": form,
        "columns": columns,
        "layout_form": layout_form,
        "seen": seen,
        "problem": problem,
        "breadcrumb": _path((run.file_name, run.get_absolute_url()), (_("Correspondance"), "")),
    }
    return render(request, "diagnostic/import_mapping.html", context)


def _create(run: ImportRun, form: MappingForm, columns: Any) -> bool:
    """Store the mapping and check the file with it; False if something is to mend."""
    if not (form.is_valid() & columns.is_valid()):
        return False
    if not columns.check_for(form.cleaned_data["shape"]):
        form.add_error(None, _("Dites quelle colonne mesure quel indicateur : au moins une."))
        return False
    try:
        mapping = operations.create_mapping(mapping=form.instance, columns=columns.columns())
        operations.check_import(run=run, mapping=mapping)
    except ValidationError as error:
        form.add_operation_errors(error)
        return False
    return True


@for_importers
@require_POST
def import_confirm(request: HttpRequest, run: ImportRun) -> HttpResponse:
    form = ConfirmForm(request.POST)
    skips = form.is_valid() and form.cleaned_data["skips_errors"]
    try:
        operations.confirm_import(run=run, skips_errors=skips)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(run)


@for_importers
@require_POST
def import_discard(request: HttpRequest, run: ImportRun) -> HttpResponse:
    try:
        operations.discard_import(run=run)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(run)
    messages.success(request, _("L'import est abandonné, son fichier effacé. Rien n'a été écrit."))
    return redirect("diagnostic:import-list")


@for_importers
@require_GET
def import_errors(request: HttpRequest, run: ImportRun) -> HttpResponse:
    """Give the errors as a table; no cell of it is a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="erreurs-{run.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Ligne"), _("Colonne"), _("Erreur")])
    for error in _told(run.errors):
        writer.writerow([error["line"], guard(error["column"]), guard(error["message"])])
    return response


def _context(run: ImportRun) -> dict[str, Any]:
    context: dict[str, Any] = {
        "run": run,
        "errors": _told(run.errors[:SHOWN_ERRORS]),
        "unshown_count": run.error_count - min(len(run.errors), SHOWN_ERRORS),
        "form": ConfirmForm(),
        "breadcrumb": _path((run.file_name, "")),
    }
    if run.status in {ImportStatus.UPLOADED, ImportStatus.FAILED}:
        layout_form, seen, problem = _look(run)
        context |= {"layout": layout_form.layout, "seen": seen, "problem": problem}
        known = queries.fitting_mappings(seen.columns if seen else ())
        context["fitting"] = [mapping for mapping, missing in known if not missing]
        context["unfit"] = [(mapping, missing) for mapping, missing in known if missing]
    if run.status in {ImportStatus.UPLOADED, ImportStatus.PREVIEW}:
        context["earlier"] = queries.last_import_of_same_file(run)
    return context


def _look(run: ImportRun, asked: Any = None) -> tuple[LayoutForm, Glance | None, str]:
    """Read the beginning of the file as guessed, or as corrected; or say why it cannot be."""
    path = Path(run.file.path)
    form = LayoutForm(guessed=Layout())
    try:
        form = LayoutForm(asked or None, guessed=guess_layout(path))
        return form, glance(path, form.layout), ""
    except TableError as error:
        return form, None, table_message(error)


def _told(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [error | {"message": cell_message(error["code"], error["text"])} for error in errors]


def _path(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    start = [(_("Diagnostic"), reverse("diagnostic:index"))]
    if not steps:
        return [*start, (_("Importer des données"), "")]
    return [*start, (_("Importer des données"), reverse("diagnostic:import-list")), *steps]
