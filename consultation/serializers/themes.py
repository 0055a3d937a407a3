from typing import Any

from rest_framework import serializers

from consultation.queries import ThemeSheet


class ShareSerializer(serializers.Serializer[Any]):
    """A category: its texts, null where too few wrote to be told."""

    label = serializers.CharField()  # type: ignore[assignment]  # a field named as DRF's own
    count = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)


class ShareTableSerializer(serializers.Serializer[Any]):
    profile = serializers.CharField(source="profile.value")
    rows = ShareSerializer(many=True)


class ThemeFollowUpSerializer(serializers.Serializer[Any]):
    synthesis = serializers.CharField()
    decision = serializers.CharField()
    reason = serializers.CharField()
    actions = serializers.SerializerMethodField()

    def get_actions(self, follow_up: Any) -> list[str]:
        return [link.action.code for link in follow_up.shown_links]


class TextThemeSerializer(serializers.Serializer[ThemeSheet]):
    """A validated theme of the free texts: the figures of its page."""

    id = serializers.IntegerField(source="theme.pk")
    consultation = serializers.CharField(source="theme.consultation.slug")
    question = serializers.CharField(source="theme.question_code")
    name = serializers.CharField(source="theme.name")
    words = serializers.ListField(source="theme.words", child=serializers.CharField())
    phrases = serializers.ListField(source="theme.phrases", child=serializers.CharField())
    size = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True)
    shares = ShareTableSerializer(source="tables", many=True)
    quotes = serializers.SerializerMethodField()
    follow_up = serializers.SerializerMethodField()
    is_illustrative = serializers.BooleanField(source="theme.is_illustrative")
    url = serializers.CharField(source="theme.get_absolute_url")

    def get_quotes(self, sheet: ThemeSheet) -> list[str]:
        return [text.words for text in sheet.quotes]

    def get_follow_up(self, sheet: ThemeSheet) -> dict[str, Any] | None:
        found = self.context["follow_ups"].get(sheet.theme.pk)
        return ThemeFollowUpSerializer(found.follow_up).data if found else None
