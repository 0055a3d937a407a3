"""Maturity as data: sums of answers only, never an answer."""

from rest_framework import serializers

from diagnostic.models import MaturityRound


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
