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
                "annexes",
                "day",
                "is_internal",
                "status",
                "progress",
                "step",
            ),
            *("requested_by", "requested_at", "started_at", "finished_at", "error"),
            *("sha256", "size", "download"),
        ]
        read_only_fields = [
            *("id", "status", "progress", "step", "requested_at", "started_at", "finished_at"),
            *("error", "sha256", "size"),
        ]
        validators: list[Any] = []  # the operation gives back the report already under way

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_download(self, report: Report) -> str | None:
        if not report.is_ready:
            return None
        path = reverse("reports:report-download", args=[report.pk])
        request = self.context.get("request")
        return request.build_absolute_uri(path) if request else path
