from typing import Any

from django.db.models import Model, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import permissions
from rest_framework.decorators import action
from rest_framework.mixins import CreateModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from perpignan.governance import operations, queries, serializers
from perpignan.governance.models import (
    Body,
    Decision,
    DiaryEntry,
    DocumentRequest,
    Meeting,
    MilestoneMove,
    Minutes,
    StudyRisk,
    Task,
)


class MayViewNoun(permissions.BasePermission):
    """The same right as the back office: to view, add or change the noun of the endpoint."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        meta = view.noun._meta  # type: ignore[attr-defined]  # every view below has its noun
        adds = getattr(view, "action", "") == "create"
        verb = "add" if adds else "change"
        if request.method in permissions.SAFE_METHODS:
            verb = "view"
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


class MinutesViewSet(TeamViewSet):
    """What was written of meetings, each by the code of its meeting."""

    noun = Minutes
    queryset = Minutes.objects.none()
    serializer_class = serializers.MinutesSerializer
    lookup_field = "meeting__code"
    lookup_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Minutes]:
        return Minutes.objects.visible_to(self.request.user).select_related("meeting")


class MilestoneMoveViewSet(CreateModelMixin, TeamViewSet):
    """Dates that moved, the latest first; a POST moves one, with its reason."""

    noun = MilestoneMove
    queryset = MilestoneMove.objects.none()
    serializer_class = serializers.MilestoneMoveSerializer
    lookup_field = "pk"

    def get_queryset(self) -> QuerySet[MilestoneMove]:
        return queries.moves_for(self.request.user)

    def perform_create(self, serializer: BaseSerializer[MilestoneMove]) -> None:
        asked = serializer.validated_data
        serializer.instance = operations.move_milestone(
            milestone=asked.get("deliverable") or asked["meeting"],
            to=asked["new_date"],
            reason=asked["reason"],
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
        )


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
    """What may go wrong, the heaviest first; a POST reviews one."""

    noun = StudyRisk
    queryset = queries.risks_in_order()
    serializer_class = serializers.StudyRiskSerializer

    @extend_schema(request=serializers.RiskReviewSerializer)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, code: str) -> Response:
        """Say where the risk stands today; what is not given stays as it is."""
        asked = serializers.RiskReviewSerializer(data=request.data, partial=True)
        asked.is_valid(raise_exception=True)
        risk = operations.review_risk(
            risk=self.get_object(),
            by=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            **asked.validated_data,
        )
        return Response(self.get_serializer(risk).data)


class DiaryEntryViewSet(TeamViewSet):
    """Workshops, drop-ins and visits."""

    noun = DiaryEntry
    queryset = queries.diary_entries()
    serializer_class = serializers.DiaryEntrySerializer


def register(router: DefaultRouter) -> None:
    router.register("bodies", BodyViewSet)
    router.register("meetings", MeetingViewSet)
    router.register("minutes", MinutesViewSet)
    router.register("milestone-moves", MilestoneMoveViewSet)
    router.register("decisions", DecisionViewSet)
    router.register("tasks", TaskViewSet)
    router.register("document-requests", DocumentRequestViewSet)
    router.register("study-risks", StudyRiskViewSet)
    router.register("diary-entries", DiaryEntryViewSet)
