from django.db.models import QuerySet
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from perpignan.study import queries
from perpignan.study.models import Action, Deliverable, FundingLever, Partner, Phase
from perpignan.study.serializers import (
    ActionSerializer,
    DeliverableSerializer,
    FundingLeverSerializer,
    PartnerSerializer,
    PhaseSerializer,
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


def register(router: DefaultRouter) -> None:
    router.register("phases", PhaseViewSet)
    router.register("deliverables", DeliverableViewSet)
    router.register("partners", PartnerViewSet)
    router.register("funding-levers", FundingLeverViewSet)
    router.register("actions", ActionViewSet)
