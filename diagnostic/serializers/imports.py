"""Imports as data, for the team: how files are read, and what came of each."""

from typing import Any

from rest_framework import serializers

from diagnostic.models import ImportMapping, ImportRun, MappedColumn


class MappedColumnSerializer(serializers.ModelSerializer[MappedColumn]):
    indicator: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )

    class Meta:
        model = MappedColumn
        fields = ("column", "indicator", "year")


class ImportMappingSerializer(serializers.ModelSerializer[ImportMapping]):
    year_indicator: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    source: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(  # type: ignore[assignment]  # the base names its own argument so
        slug_field="url", read_only=True
    )
    columns = MappedColumnSerializer(many=True, read_only=True)

    class Meta:
        model = ImportMapping
        fields = (
            *("id", "name", "shape", "perimeter_column", "name_column", "perimeter_kind"),
            *("new_perimeters", "kept_prefixes", "kept_rows", "code_prefix", "code_width"),
            *("year", "year_column", "year_indicator", "decimal_comma", "blanks"),
            *("is_workbook", "sheet", "encoding", "delimiter", "header_line"),
            *("method", "author", "source", "confidence", "columns"),
        )


class ImportRunSerializer(serializers.ModelSerializer[ImportRun]):
    """An import with its counts; who asked for it and the file itself are not told."""

    mapping: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="name", read_only=True
    )

    class Meta:
        model = ImportRun
        fields = (
            *("id", "file_name", "sha256", "mapping", "status", "progress", "problem"),
            *("requested_at", "started_at", "finished_at", "line_count", "created_count"),
            *("updated_count", "unchanged_count", "skipped_count", "left_out_count"),
            *("perimeter_count", "error_count"),
        )
