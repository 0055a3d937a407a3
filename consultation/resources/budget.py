"""Projects of a vote on a budget, in and out as tables."""

from django.db.models import QuerySet

from consultation import operations
from consultation.models import BudgetProject
from perpignan.backoffice_imports import KeysLoader, PortalResource


class BudgetProjectResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = BudgetProject
        import_id_fields = ("vote", "code")
        instance_loader_class = KeysLoader
        fields = (
            *("vote", "code", "name", "description", "cost", "district", "zone", "action"),
            *("exclusive_group", "order", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[BudgetProject]:
        return BudgetProject.objects.select_related("vote", "district", "zone", "action")

    def do_instance_save(self, instance: BudgetProject, is_create: bool) -> None:
        operations.save_budget_project(project=instance)
