"""What actions are judged by and who weighs them, as data."""

from typing import Any

from rest_framework import serializers

from diagnostic.models import Criterion, Stakeholder


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    sources: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="url", many=True, read_only=True
    )

    class Meta:
        model = Criterion
        fields = (
            *("code", "name", "name_ca", "name_en", "question", "direction", "family"),
            *("scale_min", "scale_max", "typical_weight", "indifference", "preference"),
            *("veto", "is_active", "sources"),
        )


class StakeholderSerializer(serializers.ModelSerializer[Stakeholder]):
    organisation: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )

    class Meta:
        model = Stakeholder
        fields = ("code", "name", "name_ca", "name_en", "organisation", "is_reference")
