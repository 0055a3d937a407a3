"""Maturity as data: sums of answers only, never an answer."""

from typing import Any

from rest_framework import serializers

from diagnostic.models import MaturityDimension, MaturityLevel, MaturityRound


class MaturityDimensionResultSerializer(serializers.Serializer):
    dimension = serializers.CharField(source="dimension.code")
    name = serializers.CharField(source="dimension.name")
    count = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    is_wide = serializers.BooleanField()


class MaturityRoundSerializer(serializers.ModelSerializer[MaturityRound]):
    """A closed round; its numbers are null where too few answered."""

    dimensions = MaturityDimensionResultSerializer(source="summed", many=True, read_only=True)

    class Meta:
        model = MaturityRound
        fields = ("code", "title", "opens_on", "closes_on", "is_illustrative", "dimensions")


class MaturityLevelSerializer(serializers.ModelSerializer[MaturityLevel]):
    name = serializers.CharField(source="get_level_display", read_only=True)

    class Meta:
        model = MaturityLevel
        fields = ("level", "name", "description")


class MaturityDimensionSerializer(serializers.ModelSerializer[MaturityDimension]):
    """What departments are asked, and what each level looks like."""

    sources: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="url", many=True, read_only=True
    )
    levels = MaturityLevelSerializer(many=True, read_only=True)

    class Meta:
        model = MaturityDimension
        fields = (
            *("code", "name", "name_ca", "name_en", "question", "question_ca", "question_en"),
            *("levels", "sources"),
        )
