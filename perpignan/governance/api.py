from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import permissions
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from perpignan.governance import operations, serializers
from perpignan.governance.models import (
    Body,
    Decision,
    DiaryEntry,
    DocumentRequest,
    Meeting,
    StudyRisk,
    Task,
)


class MayViewNoun(permissions.BasePermission):
    """The same right as the back office: to view the noun of the endpoint."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        meta = view.noun._meta  # type: ignore[attr-defined]  # every view below has its noun
        verb = "view" if request.method in permissions.SAFE_METHODS else "change"
        return bool(request.user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}"))


class TeamViewSet(ReadOnlyModelViewSet[Any]):
    """Rows of the steering for those who may view them."""

    permission_classes = [MayViewNoun]
    lookup_field = "code"
    noun: type[Model]


class BodyViewSet(TeamViewSet):
    """Who steers the study, by function."""

    noun = Body
    queryset = Body.objects.prefetch_related("memberships__organisation")
    serializer_class = serializers.BodySerializer


class MeetingViewSet(TeamViewSet):
    """Meetings with their agenda."""

    noun = Meeting
    queryset = Meeting.objects.select_related("body").prefetch_related("agenda")
    serializer_class = serializers.MeetingSerializer


class DecisionViewSet(TeamViewSet):
    """What was decided, by whom, who carries it."""

    noun = Decision
    queryset = Decision.objects.none()
    serializer_class = serializers.DecisionSerializer

    def get_queryset(self) -> QuerySet[Decision]:
        seen = Decision.objects.visible_to(self.request.user)
        return seen.select_related("body", "meeting", "holder").prefetch_related("links")


class TaskViewSet(TeamViewSet):
    """To-dos of the team; one is marked as done by a POST."""

    noun = Task
    queryset = Task.objects.select_related("holder", "decision")
    serializer_class = serializers.TaskSerializer

    @action(detail=True, methods=["post"])
    def done(self, request: Request, code: str) -> Response:
        task = operations.finish_task(
            task=self.get_object(),
            by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
        )
        return Response(self.get_serializer(task).data)


class DocumentRequestViewSet(TeamViewSet):
    """The register of documents and data: asked, received, late."""

    noun = DocumentRequest
    queryset = DocumentRequest.objects.select_related("asked_of")
    serializer_class = serializers.DocumentRequestSerializer


class StudyRiskViewSet(TeamViewSet):
    """What may go wrong, the heaviest first."""

    noun = StudyRisk
    queryset = StudyRisk.objects.select_related("holder")
    serializer_class = serializers.StudyRiskSerializer


class DiaryEntryViewSet(TeamViewSet):
    """Workshops, drop-ins and visits."""

    noun = DiaryEntry
    queryset = DiaryEntry.objects.select_related("zone", "host")
    serializer_class = serializers.DiaryEntrySerializer


def register(router: DefaultRouter) -> None:
    router.register("bodies", BodyViewSet)
    router.register("meetings", MeetingViewSet)
    router.register("decisions", DecisionViewSet)
    router.register("tasks", TaskViewSet)
    router.register("document-requests", DocumentRequestViewSet)
    router.register("study-risks", StudyRiskViewSet)
    router.register("diary-entries", DiaryEntryViewSet)
