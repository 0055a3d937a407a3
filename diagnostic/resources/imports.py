"""How files are read, kept as tables to be carried to another portal; and what came of them."""

from django.db.models import QuerySet
from import_export.fields import Field

from diagnostic import operations
from diagnostic.forms.imports import DELIMITER_NAMES
from diagnostic.models import ImportMapping, ImportRun, MappedColumn
from perpignan.backoffice_imports import KeysLoader, PortalResource
from perpignan.backoffice_widgets import ChoiceWidget


class ImportMappingResource(PortalResource):
    """A mapping by its name; its columns of values are a table of their own."""

    #: A tabulation would be lost among the spaces around a cell: it is written in words.
    delimiter = Field(
        "delimiter", "delimiter", widget=ChoiceWidget(DELIMITER_NAMES.items()), default=";"
    )

    class Meta(PortalResource.Meta):
        model = ImportMapping
        import_id_fields = ("name",)
        fields = (
            *("name", "shape", "perimeter_column", "name_column", "perimeter_kind"),
            *("new_perimeters", "kept_prefixes", "kept_rows", "code_prefix", "code_width"),
            *("year", "year_column", "year_indicator", "decimal_comma", "blanks"),
            *("is_workbook", "sheet", "encoding", "delimiter", "header_line"),
            *("method", "author", "source", "confidence"),
        )

    def get_queryset(self) -> QuerySet[ImportMapping]:
        return ImportMapping.objects.select_related("year_indicator", "source")

    def do_instance_save(self, instance: ImportMapping, is_create: bool) -> None:
        operations.save_mapping(mapping=instance)


class MappedColumnResource(PortalResource):
    """A column of values is known by its mapping and its title."""

    class Meta(PortalResource.Meta):
        model = MappedColumn
        import_id_fields = ("mapping", "column")
        instance_loader_class = KeysLoader
        fields = ("mapping", "column", "indicator", "year")

    def get_queryset(self) -> QuerySet[MappedColumn]:
        return MappedColumn.objects.select_related("mapping", "indicator")

    def do_instance_save(self, instance: MappedColumn, is_create: bool) -> None:
        operations.save_mapped_column(column=instance)


class ImportRunResource(PortalResource):
    """What was imported and when: taken out only, an import is made on its page."""

    class Meta(PortalResource.Meta):
        model = ImportRun
        import_id_fields = ("id",)
        fields = (
            *("id", "file_name", "sha256", "mapping", "status", "requested_at", "finished_at"),
            *("line_count", "created_count", "updated_count", "unchanged_count"),
            *("skipped_count", "left_out_count", "perimeter_count", "error_count", "problem"),
        )

    def get_queryset(self) -> QuerySet[ImportRun]:
        return ImportRun.objects.select_related("mapping").defer("errors", "samples")
