from rest_framework import serializers

from diagnostic.models import Indicator, IndicatorValue, Perimeter, ReferenceValue
from perpignan.study.models import Axis, Source


class IndicatorValueSerializer(serializers.ModelSerializer[IndicatorValue]):
    perimeter = serializers.SlugRelatedField[Perimeter](slug_field="code", read_only=True)
    source = serializers.SlugRelatedField[Source](  # type: ignore[assignment]  # Field has a `source` too
        slug_field="url", read_only=True
    )

    class Meta:
        model = IndicatorValue
        fields = ("year", "value", "perimeter", "method", "author", "source", "confidence")


class ReferenceValueSerializer(serializers.ModelSerializer[ReferenceValue]):
    source = serializers.SlugRelatedField[Source](  # type: ignore[assignment]  # Field has a `source` too
        slug_field="url", read_only=True
    )

    class Meta:
        model = ReferenceValue
        fields = ("label", "year", "value", "source", "confidence")


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """An indicator with every value that the person asking may see."""

    axis = serializers.SlugRelatedField[Axis](slug_field="code", read_only=True)
    values = IndicatorValueSerializer(many=True, read_only=True)
    references = ReferenceValueSerializer(many=True, read_only=True)
    actions = serializers.SerializerMethodField()
    standard_codes = serializers.SerializerMethodField()

    class Meta:
        model = Indicator
        fields = (
            *("code", "name", "name_ca", "name_en", "axis", "unit", "definition"),
            *("institution", "level", "direction", "standard_ref", "standard_codes"),
            *("values", "references", "actions"),
        )

    def get_standard_codes(self, indicator: Indicator) -> list[str]:
        return [str(code) for code in indicator.standard_codes.all()]

    def get_actions(self, indicator: Indicator) -> list[str]:
        return [link.action.code for link in indicator.action_links.all()]
