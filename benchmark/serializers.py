from rest_framework import serializers

from benchmark.models import City, CityIndicator, Initiative
from perpignan.study.models import Axis, Priority, Source, Zone


class CityIndicatorSerializer(serializers.ModelSerializer[CityIndicator]):
    source_url = serializers.URLField(source="source.url", read_only=True)

    class Meta:
        model = CityIndicator
        fields = ("code", "name", "unit", "year", "value", "confidence", "source_url")


class CitySerializer(serializers.ModelSerializer[City]):
    """A city; each figure comes with its confidence, `to_verify` being an order of magnitude."""

    population_source = serializers.SlugRelatedField[Source](slug_field="url", read_only=True)
    area_source = serializers.SlugRelatedField[Source](slug_field="url", read_only=True)
    density = serializers.IntegerField(read_only=True, allow_null=True)
    indicators = CityIndicatorSerializer(many=True, read_only=True)

    class Meta:
        model = City
        fields = (
            *("code", "name", "name_ca", "name_en", "country", "kind", "is_home"),
            *("population", "population_year", "population_confidence", "population_source"),
            *("area", "area_confidence", "area_source", "density"),
            *("latitude", "longitude", "indicators"),
        )


class InitiativeSerializer(serializers.ModelSerializer[Initiative]):
    """A sheet; the figures of one that is still to verify are not given."""

    city = serializers.SlugRelatedField[City](slug_field="code", read_only=True)
    country = serializers.CharField(source="city.country", read_only=True)
    priorities = serializers.SlugRelatedField[Priority](
        slug_field="code", many=True, read_only=True
    )
    axes = serializers.SlugRelatedField[Axis](slug_field="code", many=True, read_only=True)
    zones = serializers.SlugRelatedField[Zone](slug_field="code", many=True, read_only=True)
    sources = serializers.SlugRelatedField[Source](slug_field="url", many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)
    FIGURES = ("cost", "cost_amount", "cost_basis", "result")

    class Meta:
        model = Initiative
        fields = (
            *("code", "url", "name", "city", "country", "year", "priorities", "axes", "zones"),
            *("description", "governance", "partners", "cost", "cost_amount", "cost_basis"),
            *("result", "limits", "transfer_conditions", "lesson", "status", "published_on"),
            *("confidence", "is_illustrative", "sources"),
        )

    def to_representation(self, instance: Initiative) -> dict[str, object]:
        shown: dict[str, object] = super().to_representation(instance)
        if instance.is_to_verify:
            shown |= dict.fromkeys(self.FIGURES)
        return shown
