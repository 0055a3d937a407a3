from typing import Any

from rest_framework import serializers

from perpignan.study.models import (
    Action,
    Deliverable,
    FundingLever,
    Interview,
    InterviewGuide,
    InterviewQuestion,
    News,
    Partner,
    Phase,
    Quote,
)
from perpignan.study.permissions import can_view_interviews


class PhaseSerializer(serializers.ModelSerializer[Phase]):
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Phase
        fields = ("code", "name", "name_ca", "name_en", "state", "planned_start", "planned_end")


class NewsSerializer(serializers.ModelSerializer[News]):
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = News
        fields = (
            *("code", "title", "title_ca", "title_en", "text", "text_ca", "text_en"),
            *("published_on", "url", "is_illustrative"),
        )


class DeliverableSerializer(serializers.ModelSerializer[Deliverable]):
    phase = serializers.SlugRelatedField[Phase](slug_field="code", read_only=True)

    class Meta:
        model = Deliverable
        fields = ("code", "title", "content", "phase", "status", "due_on", "is_illustrative")


class PartnerSerializer(serializers.ModelSerializer[Partner]):
    class Meta:
        model = Partner
        fields = (
            *("code", "name", "short_name", "kind", "roles", "contribution", "website"),
            "is_illustrative",
        )


class FundingLeverSerializer(serializers.ModelSerializer[FundingLever]):
    """A lever; the figures and dates of one that is still to verify are not given."""

    priorities = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)
    axes = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)
    sources = serializers.SlugRelatedField[Any](slug_field="url", many=True, read_only=True)
    FACTS = (
        *("rate_min", "rate_max", "rate_text", "ceiling", "eligible_base", "detail"),
        *("opens_on", "closes_on", "period", "legal_reference"),
    )

    class Meta:
        model = FundingLever
        fields = (
            *("code", "name", "body", "kind", "destination", "priorities", "axes"),
            *("rate_min", "rate_max", "rate_text", "ceiling", "eligible_base", "detail"),
            *("opens_on", "closes_on", "recurrence", "period", "legal_reference"),
            *("confidence", "sources"),
        )

    def to_representation(self, instance: FundingLever) -> dict[str, object]:
        shown: dict[str, object] = super().to_representation(instance)
        if instance.is_to_verify:
            shown |= dict.fromkeys(self.FACTS)
        return shown


class ActionSerializer(serializers.ModelSerializer[Action]):
    priority = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    axes = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)
    zones = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)

    class Meta:
        model = Action
        fields = (
            *("code", "title", "priority", "axes", "zones", "objective", "lead_department"),
            *("status", "discard_reason", "is_illustrative"),
        )


class InterviewQuestionSerializer(serializers.ModelSerializer[InterviewQuestion]):
    class Meta:
        model = InterviewQuestion
        fields = ("order", "theme", "text")


class InterviewGuideSerializer(serializers.ModelSerializer[InterviewGuide]):
    questions = InterviewQuestionSerializer(many=True, read_only=True)

    class Meta:
        model = InterviewGuide
        fields = (
            *("code", "title", "objective", "audience", "duration", "is_illustrative"),
            "questions",
        )


class InterviewSerializer(serializers.ModelSerializer[Interview]):
    """An interview for the team: who was heard is a department or an organisation."""

    guide = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    organisation = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = Interview
        fields = (
            *("code", "guide", "kind", "department", "organisation", "held_on", "mode"),
            *("status", "minutes", "is_illustrative"),
        )


class QuoteSerializer(serializers.ModelSerializer[Quote]):
    """Words and who said them, as far as she allowed; the rest is for the team."""

    said_by = serializers.CharField(source="attribution", read_only=True)
    interview = serializers.SerializerMethodField()

    class Meta:
        model = Quote
        fields = ("id", "text", "said_by", "consent", "reread_on", "interview")

    def get_interview(self, quote: Quote) -> str | None:
        """Name the interview to the team alone: it says which department was heard."""
        user = self.context["request"].user
        return quote.interview.code if can_view_interviews(user) else None
