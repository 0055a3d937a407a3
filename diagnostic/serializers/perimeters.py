from rest_framework import serializers

from diagnostic.models import IndicatorValue, Perimeter


class PerimeterSerializer(serializers.ModelSerializer[Perimeter]):
    class Meta:
        model = Perimeter
        fields = ("code", "name", "name_ca", "name_en", "kind", "is_home", "other_codes")


class ValueSerializer(serializers.ModelSerializer[IndicatorValue]):
    """A value on its own, with the indicator and the place that it speaks of."""

    indicator: serializers.SlugRelatedField[IndicatorValue] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    perimeter: serializers.SlugRelatedField[IndicatorValue] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    perimeter_name = serializers.CharField(source="perimeter.name", read_only=True)
    source: serializers.SlugRelatedField[IndicatorValue] = serializers.SlugRelatedField(  # type: ignore[assignment]  # Field has a `source` too
        slug_field="url", read_only=True
    )

    class Meta:
        model = IndicatorValue
        fields = (
            *("indicator", "perimeter", "perimeter_name", "year", "value"),
            *("method", "author", "source", "confidence"),
        )
