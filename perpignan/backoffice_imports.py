"""What every import and export of the back office shares.

A phase writes a PortalResource with its model, its fields and the operation that saves
a row, and adds PortalImportExport to its ModelAdmin: French titles, safe files, errors
told line by line, a preview, and nothing stored unless everything is right.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export import instance_loaders, resources, results
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.forms import ExportForm
from import_export.tmp_storages import CacheStorage

from perpignan.backoffice_formats import SafeCSV, SafeXLSX, wording_of
from perpignan.backoffice_widgets import plain, widget_for
from perpignan.tabular import TableError


class PortalResult(results.Result):
    """The outcome of an import, with its problems in words."""

    problems: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems = []


class KeysLoader(instance_loaders.BaseInstanceLoader):
    """Find rows known by several fields together, reading them once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [self.resource.fields[name] for name in self.resource.get_import_id_fields()]
        rows = self.resource.get_queryset()
        self.rows = {tuple(key.get_value(row) for key in self.keys): row for row in rows}

    def get_instance(self, row: Any) -> Any:
        """Return the row of these keys; a key that cannot be read is told with its field."""
        try:
            wanted = tuple(key.clean(row) for key in self.keys)
        except ValueError:
            return None
        return self.rows.get(wanted)


class PlainDiff(resources.Diff):
    """What a row would change, marked with tags only: the pages allow no inline style."""

    def as_html(self) -> list[str]:
        before = ["" if self.new else value for value in self.left]
        return [_marked(*pair) for pair in zip(before, self.right, strict=True)]


def _marked(before: Any, after: Any) -> str:
    if str(before) == str(after):
        return format_html("{}", after)
    removed = format_html("<del>{}</del> ", before) if before != "" else ""
    return format_html("{}<ins>{}</ins>", removed, after)


class Column(NamedTuple):
    """A column as people are told of it."""

    column_name: str


class PortalResource(resources.ModelResource):
    """An import that validates like a form, reads existing rows once and calls operations.

    import-export's own defaults do none of the three. Its preview runs in a
    transaction that is rolled back, so operations keep side effects for on_commit.
    Columns bear the French name of the field; its code is understood as well.
    """

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        instance_loader_class = instance_loaders.CachedInstanceLoader
        store_row_values = True

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        return Field(
            attribute=field_name,
            column_name=field_name,
            widget=widget_for(django_field),
            readonly=readonly,
            default=django_field.default,
        )

    @classmethod
    def get_result_class(cls) -> type[PortalResult]:
        return PortalResult

    @classmethod
    def get_diff_class(cls) -> type[PlainDiff]:
        return PlainDiff

    def get_user_visible_fields(self) -> list[Column]:
        return [Column(title) for title in self.titles().values()]

    def titles(self) -> dict[str, str]:
        """Map each field to the French title of its column."""
        columns = self._meta.model._meta
        with translation.override("fr"):
            names = {name: str(columns.get_field(name).verbose_name) for name in self.fields}
        return {name: title[:1].upper() + title[1:] for name, title in names.items()}

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        titles = self.titles()
        return [titles[field.column_name] for field in self.get_export_fields(selected_fields)]

    def get_diff_headers(self) -> list[str]:
        titles = self.titles()
        return [titles[field.column_name] for field in self.get_import_fields()]

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Name the columns by their fields. Raise ValidationError on one that is unknown."""
        self.user = kwargs.get("user")
        self.line_numbers = getattr(dataset, "line_numbers", ())
        try:
            dataset.headers = self._field_names(dataset.headers or [])
        except ValidationError:
            dataset.wipe()  # no row can be read: their errors would hide this one
            raise

    def _field_names(self, headers: Iterable[str]) -> list[str]:
        known = {plain(name): name for name in self.fields}
        known |= {plain(title): name for name, title in self.titles().items()}
        names = [known.get(plain(header)) for header in headers]
        unknown = [h for h, name in zip(headers, names, strict=True) if name is None]
        if unknown:
            raise ValidationError(
                _("Colonne inconnue : %(names)s.") % {"names": ", ".join(unknown)}
            )
        missing = [self.titles()[key] for key in self.get_import_id_fields() if key not in names]
        if missing:
            raise ValidationError(_("Il manque la colonne %(name)s.") % {"name": missing[0]})
        if len(set(names)) < len(names):
            raise ValidationError(_("Deux colonnes disent la même chose."))
        return [name for name in names if name is not None]

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Read a row; links are read here too, so that their errors are told with the others."""
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            error.update_error_dict(errors)
        for field in self.get_import_fields():
            if field.column_name in row and self._is_many(field):
                try:
                    field.clean(row)
                except ValueError as error:
                    errors[field.attribute] = ValidationError(str(error))
        if errors:
            raise ValidationError(errors)

    def _is_many(self, field: Field) -> bool:
        return bool(self._meta.model._meta.get_field(field.attribute).many_to_many)

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        result.problems = list(self._problems(result))

    def handle_import_error(
        self, result: Any, error: Exception, raise_errors: bool = False
    ) -> None:
        super().handle_import_error(result, error, raise_errors)
        if result is not None:
            result.problems = self._told(error)

    def _problems(self, result: Any) -> Iterable[str]:
        """Tell each problem with its line in the file and the title of its column."""
        titles = self.titles()
        for base in result.base_errors:
            yield from self._told(base.error)
        for row in result.invalid_rows:
            for name, told in row.error_dict.items():
                for message in told:
                    yield self._problem(row.number, titles.get(name, ""), message)
        for row_number, errors in result.row_errors():
            for error in errors:
                yield self._problem(row_number, "", "; ".join(self._told(error.error)))

    def _told(self, error: Exception) -> list[str]:
        if isinstance(error, ValidationError):
            return list(error.messages)
        return [_("erreur inattendue (%(kind)s)") % {"kind": type(error).__name__}]

    def _problem(self, row_number: int, title: str, message: str) -> str:
        words = {"line": self.line_of(row_number), "field": title.lower(), "message": message}
        if title:
            return _("Ligne %(line)s, champ %(field)s : %(message)s") % words
        return _("Ligne %(line)s : %(message)s") % words

    def line_of(self, row_number: int) -> int:
        """Turn the rank of a row into its line in the file; titles are on the first."""
        if row_number <= len(self.line_numbers):
            return int(self.line_numbers[row_number - 1])
        return row_number + 1


class PortalImportExport(ImportExportMixin):
    """Import and export buttons, for those who may add and change, or view."""

    formats = (SafeCSV, SafeXLSX)
    import_template_name = "admin/portal_import.html"
    tmp_storage_class = CacheStorage
    #: The form with a box a field needs inline scripts, which the pages refuse.
    export_form_class = ExportForm
    opts: Any

    def has_import_permission(self, request: HttpRequest) -> bool:
        names = [
            f"{self.opts.app_label}.{verb}_{self.opts.model_name}" for verb in ("add", "change")
        ]
        return bool(request.user.has_perms(names))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}"))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Store everything or nothing."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if not isinstance(e, TableError):
            raise e
        form.add_error("import_file", wording_of(e))

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Import what was previewed; a second click finds the file gone, and is told so."""
        try:
            response: HttpResponse = super().process_import(request, **kwargs)
        except TableError as error:
            return self._back_with(request, [wording_of(error)])
        return response

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        if result.has_errors() or result.has_validation_errors():
            return self._back_with(request, result.problems)
        response: HttpResponse = super().process_result(result, request)
        return response

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        words = {name: result.totals[name] for name in ("new", "update", "skip")}
        messages.success(
            request,
            _("Import fait : %(new)d créés, %(update)d mis à jour, %(skip)d inchangés.") % words,
        )

    def _back_with(self, request: HttpRequest, problems: Iterable[str]) -> HttpResponse:
        for problem in problems:
            messages.error(request, problem)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_import"
        return HttpResponseRedirect(reverse(name))
