from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from perpignan.reports.enums import ReportFormat
from perpignan.reports.kinds import KINDS
from perpignan.reports.models import Report


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report as those who asked for it follow it: state, progress, where to fetch it."""

    kind = serializers.ChoiceField(choices=list(KINDS))
    format = serializers.ChoiceField(choices=ReportFormat.choices, default=ReportFormat.PDF)
    day = serializers.DateField(required=False)
    language = serializers.CharField(required=False)  # the operation knows those of each kind
    title = serializers.CharField(read_only=True)
    requested_by = serializers.CharField(source="requested_by.get_full_name", read_only=True)
    download = serializers.SerializerMethodField()
    annex_downloads = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            *(
                "id",
                "kind",
                "title",
                "format",
                "language",
                "priority",
                "zone",
                "annexes",
                "day",
                "is_internal",
                "status",
                "progress",
                "step",
            ),
            *("requested_by", "requested_at", "started_at", "finished_at", "error"),
            *("sha256", "size", "download", "annex_downloads"),
        ]
        read_only_fields = [
            *("id", "status", "progress", "step", "requested_at", "started_at", "finished_at"),
            *("error", "sha256", "size"),
        ]
        validators: list[Any] = []  # the operation gives back the report already under way

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_download(self, report: Report) -> str | None:
        return self._address("report-download", report.pk) if report.is_ready else None

    @extend_schema_field(serializers.ListField(child=serializers.URLField()))
    def get_annex_downloads(self, report: Report) -> list[str]:
        slugs = report.annexes if report.is_ready else []
        return [self._address("annex-download", report.pk, slug) for slug in slugs]

    def _address(self, name: str, *parts: Any) -> str:
        path = reverse(f"reports:{name}", args=parts)
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path
