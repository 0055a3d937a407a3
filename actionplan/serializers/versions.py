from typing import Any

from rest_framework import serializers

from actionplan import queries
from actionplan.models import PlanVersion


class PlanVersionSerializer(serializers.ModelSerializer[PlanVersion]):
    """A version without its content: for lists."""

    class Meta:
        model = PlanVersion
        fields = ("number", "title", "frozen_at", "is_illustrative")


class PlanVersionContentSerializer(PlanVersionSerializer):
    """A version with what it said of each action that the reader may see."""

    sheets = serializers.SerializerMethodField()

    class Meta(PlanVersionSerializer.Meta):
        fields = (*PlanVersionSerializer.Meta.fields, "sheets")  # type: ignore[assignment]  # the same names and one more

    def get_sheets(self, version: PlanVersion) -> dict[str, Any]:
        return queries.content_for(version.snapshot, self.context["request"].user)
