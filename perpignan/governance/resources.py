"""The steering of the study in and out as tables: functions and departments, no names.

The account that holds a seat and the file of a request are kept in the back office only.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from perpignan.backoffice_imports import KeysLoader, PortalResource
from perpignan.governance import operations
from perpignan.governance.enums import MinutesState
from perpignan.governance.models import (
    Body,
    Decision,
    DiaryEntry,
    DocumentRequest,
    Meeting,
    Membership,
    Minutes,
    StudyRisk,
    Task,
)
from perpignan.governance.permissions import can_approve_minutes


class RecordResource(PortalResource):
    """A table whose rows are stored as they are, once they are right."""

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        operations.save_record(record=instance)


class BodyResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = Body
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "short_name", "kind", "purpose", "rhythm", "order"),
            "is_illustrative",
        )


class MembershipResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = Membership
        import_id_fields = ("code",)
        fields = (
            *("code", "body", "function", "organisation", "department", "role", "is_guest"),
            "is_illustrative",
        )

    def get_queryset(self) -> QuerySet[Membership]:
        return Membership.objects.select_related("body", "organisation")


class MeetingResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = Meeting
        import_id_fields = ("code",)
        fields = (
            *("code", "body", "title", "starts_at", "duration", "place", "video_url"),
            *("status", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[Meeting]:
        return Meeting.objects.select_related("body")


class MinutesResource(PortalResource):
    """What was written of a meeting, known by it."""

    class Meta(PortalResource.Meta):
        model = Minutes
        import_id_fields = ("meeting",)
        instance_loader_class = KeysLoader
        fields = ("meeting", "attendees", "text", "state")

    def get_queryset(self) -> QuerySet[Minutes]:
        return Minutes.objects.select_related("meeting")

    def do_instance_save(self, instance: Minutes, is_create: bool) -> None:
        """Store what was written; what is approved is for those who approve."""
        user = getattr(self, "user", None)
        was_final = Minutes.objects.filter(pk=instance.pk, state=MinutesState.APPROVED).exists()
        is_final = was_final or instance.state == MinutesState.APPROVED
        if is_final and user is not None and not can_approve_minutes(user):
            raise ValidationError({"state": _("Seule la Ville approuve un compte rendu.")})
        operations.save_minutes(minutes=instance)


class DecisionResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = Decision
        import_id_fields = ("code",)
        fields = (
            *("code", "body", "meeting", "text", "decided_on", "holder", "due_on", "state"),
            "is_illustrative",
        )

    def get_queryset(self) -> QuerySet[Decision]:
        return Decision.objects.select_related("body", "meeting", "holder")


class TaskResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = Task
        import_id_fields = ("code",)
        fields = ("code", "title", "detail", "holder", "decision", "due_on", "state")

    def get_queryset(self) -> QuerySet[Task]:
        return Task.objects.select_related("holder", "decision")


class DocumentRequestResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = DocumentRequest
        import_id_fields = ("code",)
        fields = (
            *("code", "kind", "title", "detail", "asked_of", "asked_on", "due_on"),
            *("received_on", "answer", "is_dropped", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[DocumentRequest]:
        return DocumentRequest.objects.select_related("asked_of")

    def do_instance_save(self, instance: DocumentRequest, is_create: bool) -> None:
        operations.save_request(request=instance)


class StudyRiskResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = StudyRisk
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "likelihood", "impact", "response", "holder", "state"),
            *("reviewed_on", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[StudyRisk]:
        return StudyRisk.objects.select_related("holder")


class DiaryEntryResource(RecordResource):
    class Meta(PortalResource.Meta):
        model = DiaryEntry
        import_id_fields = ("code",)
        fields = (
            *("code", "kind", "title", "starts_at", "duration", "place", "zone", "audience"),
            *("host", "attendance", "note", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[DiaryEntry]:
        return DiaryEntry.objects.select_related("zone", "host")
