from typing import Any

from django.utils import timezone
from rest_framework import serializers

from consultation.enums import Channel
from consultation.models import Consultation, Contribution
from consultation.models.contribution import TEXT_LENGTH, TITLE_LENGTH
from consultation.models.keys import MIN_TOKEN_LENGTH, TOKEN
from perpignan.study.localisation import FRENCH
from perpignan.study.models import Zone


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """A published contribution: nothing of its author, the day but not the hour."""

    consultation = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    theme = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    zone = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    submitted_on = serializers.SerializerMethodField()
    supports = serializers.IntegerField(source="support_count", read_only=True)
    comments = serializers.IntegerField(source="comment_count", read_only=True)
    actions = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Contribution
        fields = (
            *("id", "consultation", "title", "text", "language", "theme", "zone", "place"),
            *("latitude", "longitude", "submitted_on", "channel", "supports", "comments"),
            *("answer", "answer_reason", "actions", "url", "is_illustrative"),
        )
        read_only_fields = fields

    def get_submitted_on(self, contribution: Contribution) -> str:
        return timezone.localdate(contribution.submitted_at).isoformat()

    def get_actions(self, contribution: Any) -> list[str]:
        return [link.action.code for link in contribution.shown_links]


class TokenSerializer(serializers.Serializer[Any]):
    """The sender's own random token: the same one does the same thing once."""

    token = serializers.RegexField(
        rf"^{TOKEN.pattern}$",
        help_text=f"Random, {MIN_TOKEN_LENGTH} characters at least, kept secret by its sender.",
    )


class ContributionSubmissionSerializer(TokenSerializer):
    """An idea, without a name; one token an idea."""

    consultation = serializers.SlugRelatedField[Any](
        slug_field="slug", queryset=Consultation.objects.public()
    )
    title = serializers.CharField(max_length=TITLE_LENGTH)
    text = serializers.CharField(max_length=TEXT_LENGTH)
    theme = serializers.SlugField(required=False, help_text="Code of a theme.")
    zone = serializers.SlugRelatedField[Any](
        slug_field="code", queryset=Zone.objects.all(), required=False
    )
    place = serializers.CharField(max_length=200, required=False)
    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False)
    language = serializers.ChoiceField(choices=[FRENCH, "ca", "en"], default=FRENCH)


class ContributionReceiptSerializer(serializers.Serializer[Any]):
    """What proves that an idea is stored; the code is not kept in clear."""

    receipt_code = serializers.CharField()
    submitted_at = serializers.DateTimeField(source="spoken.submitted_at")
    status = serializers.CharField(source="spoken.status")
    channel = serializers.ChoiceField(source="spoken.channel", choices=Channel.choices)


class SupportCountSerializer(serializers.Serializer[Any]):
    supports = serializers.IntegerField()
