from typing import Any

from rest_framework import serializers

from consultation.queries import Opinions


class SharesSerializer(serializers.Serializer[Any]):
    """How some people voted, in whole percent; null on too few votes."""

    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the label of one
    votes = serializers.IntegerField()
    agree = serializers.IntegerField(allow_null=True)
    disagree = serializers.IntegerField(allow_null=True)
    passed = serializers.IntegerField(allow_null=True)


class StatementLineSerializer(serializers.Serializer[Any]):
    """A statement with the votes of everybody, then of each group in order."""

    id = serializers.IntegerField(source="pk")
    text = serializers.CharField(source="text.text")
    language = serializers.CharField(source="text.language")
    side = serializers.CharField(help_text="agree or disagree, where the statement has a side.")
    everybody = SharesSerializer()
    groups = SharesSerializer(many=True)


class OpinionGroupSerializer(serializers.Serializer[Any]):
    """A group of opinion; `representative`: what it says that the others do not."""

    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the label of one
    description = serializers.CharField()
    size = serializers.IntegerField()
    representative = serializers.SerializerMethodField()

    def get_representative(self, group: Any) -> list[dict[str, Any]]:
        return [{"id": line.pk, "side": line.side} for line in group.representative]


class OpinionsSerializer(serializers.Serializer[Opinions]):
    """The last analysis of opinions, as its page shows it; groups only if none is small."""

    made_at = serializers.DateTimeField()
    participants = serializers.IntegerField()
    statements = serializers.IntegerField()
    votes = serializers.IntegerField()
    grouped = serializers.IntegerField()
    stability = serializers.FloatField(allow_null=True)
    parameters = serializers.JSONField(source="analysis.parameters")
    groups = OpinionGroupSerializer(many=True)
    consensus = serializers.SerializerMethodField()
    divisive = serializers.SerializerMethodField()
    lines = StatementLineSerializer(many=True)
    circles = serializers.ListField(help_text="x, y, people, group; never fewer than ten people.")

    def get_consensus(self, found: Opinions) -> list[int]:
        return [line.pk for line in found.consensus]

    def get_divisive(self, found: Opinions) -> list[int]:
        return [line.pk for line in found.divisive]
