"""Scores in and out as a table: a row a score, named by its session, action and criterion."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import ActionScore
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
