from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actionplan import queries
from actionplan.models import Orientation, OrientationAction, Strategy, StrategyVersion


class OrientationActionSerializer(serializers.ModelSerializer[OrientationAction]):
    action = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = OrientationAction
        fields = ("action", "sentence", "sentence_ca", "sentence_en", "is_illustrative")


class OrientationSerializer(serializers.ModelSerializer[Orientation]):
    priority = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    actions = OrientationActionSerializer(source="served", many=True, read_only=True)

    class Meta:
        model = Orientation
        fields = (
            *("code", "order", "priority", "name", "name_ca", "name_en"),
            *("text", "text_ca", "text_en", "actions", "is_illustrative"),
        )


class StrategySerializer(serializers.ModelSerializer[Strategy]):
    """The global strategy with its orientations and the actions that the reader may see."""

    orientations = OrientationSerializer(many=True, read_only=True)

    class Meta:
        model = Strategy
        fields = (
            *("code", "title", "title_ca", "title_en", "state", "adopted_on"),
            *("vision", "vision_ca", "vision_en"),
            *("governance", "governance_ca", "governance_en"),
            *("funding", "funding_ca", "funding_en"),
            *("follow_up", "follow_up_ca", "follow_up_en"),
            *("orientations", "is_illustrative"),
        )


class StrategyVersionSerializer(serializers.ModelSerializer[StrategyVersion]):
    """A version without its content: for lists."""

    class Meta:
        model = StrategyVersion
        fields = ("number", "title", "frozen_at", "is_illustrative")


class StrategyVersionContentSerializer(StrategyVersionSerializer):
    """A frozen version, with what it said as far as the reader may know."""

    content = serializers.SerializerMethodField()

    class Meta(StrategyVersionSerializer.Meta):
        fields = (*StrategyVersionSerializer.Meta.fields, "content")  # type: ignore[assignment]  # one more

    @extend_schema_field(serializers.DictField())
    def get_content(self, version: StrategyVersion) -> dict[str, Any]:
        return queries.strategy_content_for(version.snapshot, self.context["request"].user)
