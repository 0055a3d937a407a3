"""Criteria, stakeholders, sessions, weights and scores in and out as tables."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import (
    ActionScore,
    Criterion,
    RankingSession,
    Stakeholder,
    StakeholderWeight,
)
from perpignan.backoffice_imports import KeysLoader, PortalResource


class ActionScoreResource(PortalResource):
    """A score with two bounds; both empty when it is not known."""

    class Meta(PortalResource.Meta):
        model = ActionScore
        import_id_fields = ("session", "action", "criterion")
        instance_loader_class = KeysLoader
        fields = ("session", "action", "criterion", "low", "high", "source", "source_text")

    def get_queryset(self) -> QuerySet[ActionScore]:
        return ActionScore.objects.select_related("session", "action", "criterion", "source")

    def do_instance_save(self, instance: ActionScore, is_create: bool) -> None:
        operations.save_score(score=instance, scored_by=self.user)


class CriterionResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Criterion
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "name_ca", "name_en", "question", "direction", "family"),
            *("scale_min", "scale_max", "typical_weight", "indifference", "preference"),
            *("veto", "is_active", "order", "sources"),
        )

    def get_queryset(self) -> QuerySet[Criterion]:
        return Criterion.objects.prefetch_related("sources")

    def do_instance_save(self, instance: Criterion, is_create: bool) -> None:
        operations.save_criterion(criterion=instance)


class StakeholderResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Stakeholder
        import_id_fields = ("code",)
        fields = ("code", "name", "name_ca", "name_en", "organisation", "is_reference", "order")

    def get_queryset(self) -> QuerySet[Stakeholder]:
        return Stakeholder.objects.select_related("organisation")

    def do_instance_save(self, instance: Stakeholder, is_create: bool) -> None:
        operations.save_stakeholder(stakeholder=instance)


class RankingSessionResource(PortalResource):
    """Sessions with their settings; freezing is done one by one, and a frozen one stays."""

    class Meta(PortalResource.Meta):
        model = RankingSession
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "held_on", "adopted_note", "weight_model", "concentration"),
            *("draws", "seed", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[RankingSession]:
        return RankingSession.objects.defer("snapshot", "results")

    def do_instance_save(self, instance: RankingSession, is_create: bool) -> None:
        operations.save_session(session=instance)


class StakeholderWeightResource(PortalResource):
    """A weight is known by its session, its stakeholder and its criterion."""

    class Meta(PortalResource.Meta):
        model = StakeholderWeight
        import_id_fields = ("session", "stakeholder", "criterion")
        instance_loader_class = KeysLoader
        fields = ("session", "stakeholder", "criterion", "weight")

    def get_queryset(self) -> QuerySet[StakeholderWeight]:
        return StakeholderWeight.objects.select_related("session", "stakeholder", "criterion")

    def do_instance_save(self, instance: StakeholderWeight, is_create: bool) -> None:
        operations.save_weight(weight=instance)
