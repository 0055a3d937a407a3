"""The shape of published results."""

from typing import Any

from rest_framework import serializers


class ChoiceCountSerializer(serializers.Serializer[Any]):
    """How many gave an answer; null where the count is hidden."""

    label = serializers.CharField()  # type: ignore[assignment]  # an attribute of every field
    count = serializers.IntegerField(allow_null=True)


class LineSerializer(serializers.Serializer[Any]):
    """A line of a grid, a rank or a share: its values by measure, null where hidden."""

    label = serializers.CharField()  # type: ignore[assignment]  # an attribute of every field
    values = serializers.ListField(child=serializers.FloatField(allow_null=True))


class QuestionResultSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    type = serializers.CharField()
    text = serializers.CharField()
    answered = serializers.IntegerField()
    choices = ChoiceCountSerializer(many=True, required=False)
    measures = serializers.ListField(child=serializers.CharField(), required=False)
    lines = LineSerializer(many=True, required=False)
    in_workshops = ChoiceCountSerializer(many=True, required=False)


class ResultsSerializer(serializers.Serializer[Any]):
    """What a consultation said when it was last counted; people of a workshop are in the total."""

    consultation = serializers.SlugField()
    title = serializers.CharField()
    licence = serializers.CharField()
    licence_url = serializers.URLField()
    is_illustrative = serializers.BooleanField()
    status = serializers.CharField()
    counted_at = serializers.CharField()
    threshold = serializers.IntegerField()
    total = serializers.IntegerField()
    responses = serializers.IntegerField()
    workshop_participants = serializers.IntegerField()
    responses_without_mark = serializers.IntegerField()
    by_channel = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    questions = QuestionResultSerializer(many=True)
