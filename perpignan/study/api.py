from django.db.models import QuerySet
from rest_framework import permissions
from rest_framework.request import Request
from rest_framework.routers import DefaultRouter
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from perpignan.study import queries
from perpignan.study.models import (
    Action,
    Deliverable,
    FundingLever,
    Interview,
    InterviewGuide,
    News,
    Partner,
    Phase,
    Quote,
)
from perpignan.study.permissions import can_view_interviews
from perpignan.study.serializers import (
    ActionSerializer,
    DeliverableSerializer,
    FundingLeverSerializer,
    InterviewGuideSerializer,
    InterviewSerializer,
    NewsSerializer,
    PartnerSerializer,
    PhaseSerializer,
    QuoteSerializer,
)


class PhaseViewSet(ReadOnlyModelViewSet[Phase]):
    """The steps of the study with their dates and state."""

    queryset = Phase.objects.all()
    serializer_class = PhaseSerializer
    lookup_field = "code"


class DeliverableViewSet(ReadOnlyModelViewSet[Deliverable]):
    """What is owed at each step, and where it stands."""

    queryset = Deliverable.objects.select_related("phase")
    serializer_class = DeliverableSerializer
    lookup_field = "code"
    lookup_value_regex = r"[^/]+"


class PartnerViewSet(ReadOnlyModelViewSet[Partner]):
    """Who carries, funds or relays the approach."""

    queryset = Partner.objects.all()
    serializer_class = PartnerSerializer
    lookup_field = "code"


class FundingLeverViewSet(ReadOnlyModelViewSet[FundingLever]):
    """The ways to pay for actions."""

    queryset = queries.levers_with_sources()
    serializer_class = FundingLeverSerializer
    lookup_field = "code"


class ActionViewSet(ReadOnlyModelViewSet[Action]):
    """The actions of the plan that the person asking may see."""

    queryset = Action.objects.none()
    serializer_class = ActionSerializer
    lookup_field = "code"
    lookup_value_regex = r"[^/]+"

    def get_queryset(self) -> QuerySet[Action]:
        return queries.visible_actions(self.request.user)


class MayViewInterviews(permissions.BasePermission):
    """The same question as the back office: who was heard is known to the team alone."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in permissions.SAFE_METHODS and can_view_interviews(request.user)


class InterviewGuideViewSet(ReadOnlyModelViewSet[InterviewGuide]):
    """What is asked in interviews, for the team."""

    queryset = InterviewGuide.objects.prefetch_related("questions")
    serializer_class = InterviewGuideSerializer
    permission_classes = [MayViewInterviews]
    lookup_field = "code"


class InterviewViewSet(ReadOnlyModelViewSet[Interview]):
    """Who was heard and what was written of it, for the team; no name of a person."""

    queryset = Interview.objects.none()
    serializer_class = InterviewSerializer
    permission_classes = [MayViewInterviews]
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Interview]:
        return queries.interviews_for(self.request.user)


class NewsViewSet(ReadOnlyModelViewSet[News]):
    """The published news of the study, the newest first."""

    queryset = News.objects.none()
    serializer_class = NewsSerializer
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[News]:
        return queries.published_news()


class QuoteViewSet(ReadOnlyModelViewSet[Quote]):
    """Words that people allowed to publish; the team reads the others too."""

    queryset = Quote.objects.none()
    serializer_class = QuoteSerializer

    def get_queryset(self) -> QuerySet[Quote]:
        return queries.quotes_for(self.request.user)


def register(router: DefaultRouter) -> None:
    router.register("phases", PhaseViewSet)
    router.register("deliverables", DeliverableViewSet)
    router.register("partners", PartnerViewSet)
    router.register("funding-levers", FundingLeverViewSet)
    router.register("actions", ActionViewSet)
    router.register("interview-guides", InterviewGuideViewSet)
    router.register("interviews", InterviewViewSet)
    router.register("quotes", QuoteViewSet)
    router.register("news", NewsViewSet)
