from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from perpignan.governance.models import (
    AgendaItem,
    Body,
    Decision,
    DecisionLink,
    DiaryEntry,
    DocumentRequest,
    Meeting,
    Membership,
    MilestoneMove,
    Minutes,
    StudyRisk,
    Task,
)
from perpignan.study.models import Deliverable


class Code(serializers.SlugRelatedField[Any]):
    """A linked row told by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="code", read_only=True, **kwargs)


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    """A seat by function: the account that holds it is not told."""

    organisation = Code()

    class Meta:
        model = Membership
        fields = ("code", "function", "organisation", "department", "is_guest")


class BodySerializer(serializers.ModelSerializer[Body]):
    memberships = MembershipSerializer(many=True, read_only=True)

    class Meta:
        model = Body
        fields = (
            *("code", "name", "short_name", "kind", "purpose", "rhythm", "memberships"),
            "is_illustrative",
        )


class AgendaItemSerializer(serializers.ModelSerializer[AgendaItem]):
    class Meta:
        model = AgendaItem
        fields = ("order", "kind", "title", "url")


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    body = Code()
    agenda = AgendaItemSerializer(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = (
            *("code", "body", "title", "starts_at", "duration", "place", "status", "agenda"),
            "is_illustrative",
        )


class MinutesSerializer(serializers.ModelSerializer[Minutes]):
    """What was written of a meeting; who was there is told by function on its page."""

    meeting = Code()

    class Meta:
        model = Minutes
        fields = ("meeting", "text", "state", "approved_on")


class MilestoneMoveSerializer(serializers.ModelSerializer[MilestoneMove]):
    """A date that moved: of a deliverable or of a meeting, one of the two."""

    deliverable = serializers.SlugRelatedField[Any](
        slug_field="code", queryset=Deliverable.objects.all(), required=False, allow_null=True
    )
    meeting = serializers.SlugRelatedField[Any](
        slug_field="code", queryset=Meeting.objects.all(), required=False, allow_null=True
    )

    class Meta:
        model = MilestoneMove
        fields = ("id", "deliverable", "meeting", "old_date", "new_date", "reason", "moved_on")
        read_only_fields = ("old_date", "moved_on")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("deliverable")) == bool(attrs.get("meeting")):
            raise serializers.ValidationError(
                _("Choisissez un livrable ou une réunion, un seul des deux.")
            )
        return attrs


class DecisionLinkSerializer(serializers.ModelSerializer[DecisionLink]):
    class Meta:
        model = DecisionLink
        fields = ("kind", "key")


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    body, meeting, holder = Code(), Code(), Code()
    links = DecisionLinkSerializer(many=True, read_only=True)

    class Meta:
        model = Decision
        fields = (
            *("code", "body", "meeting", "text", "decided_on", "holder", "due_on", "state"),
            *("links", "is_illustrative"),
        )


class TaskSerializer(serializers.ModelSerializer[Task]):
    holder, decision = Code(), Code()

    class Meta:
        model = Task
        fields = ("code", "title", "detail", "holder", "decision", "due_on", "state", "done_on")


class DocumentRequestSerializer(serializers.ModelSerializer[DocumentRequest]):
    """A request and where it stands today; its file is given by its page alone."""

    asked_of = Code()
    state = serializers.CharField(read_only=True)

    class Meta:
        model = DocumentRequest
        fields = (
            *("code", "kind", "title", "detail", "asked_of", "asked_on", "due_on"),
            *("received_on", "state", "is_illustrative"),
        )


class StudyRiskSerializer(serializers.ModelSerializer[StudyRisk]):
    holder = Code()

    class Meta:
        model = StudyRisk
        fields = (
            *("code", "title", "likelihood", "impact", "weight", "response", "holder"),
            *("state", "reviewed_on", "is_illustrative"),
        )


class RiskReviewSerializer(serializers.ModelSerializer[StudyRisk]):
    """What a review may change of a risk."""

    class Meta:
        model = StudyRisk
        fields = ("state", "likelihood", "impact", "response")


class DiaryEntrySerializer(serializers.ModelSerializer[DiaryEntry]):
    zone, host = Code(), Code()

    class Meta:
        model = DiaryEntry
        fields = (
            *("code", "kind", "title", "starts_at", "duration", "place", "zone", "audience"),
            *("host", "attendance", "is_illustrative"),
        )
