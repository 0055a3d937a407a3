"""Solutions and their arguments in and out as tables."""

from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from actionplan import operations, queries
from actionplan.models import Solution, SolutionArgument
from perpignan.backoffice_imports import KeysLoader, PortalResource

#: Written out, never read back: deciding is done one by one, with a reason.
DECISIONS = ("status", "reason", "decided_on")


class SolutionResource(PortalResource):
    """Solutions; what was decided of each goes out with it, and does not come in."""

    class Meta(PortalResource.Meta):
        model = Solution
        import_id_fields = ("code",)
        fields = (
            *("code", "title", "description", "priority", "axes", "actions"),
            *("visibility", "order", "is_illustrative", *DECISIONS),
        )

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        closed = readonly or field_name in DECISIONS
        return super().field_from_django_field(field_name, django_field, closed)

    def get_queryset(self) -> QuerySet[Solution]:
        return queries.all_solutions()

    def do_instance_save(self, instance: Solution, is_create: bool) -> None:
        operations.save_solution(solution=instance)


class SolutionArgumentResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = SolutionArgument
        import_id_fields = ("solution", "side", "text")
        instance_loader_class = KeysLoader
        fields = ("solution", "side", "text", "source", "reference", "is_illustrative")

    def get_queryset(self) -> QuerySet[SolutionArgument]:
        return SolutionArgument.objects.select_related("solution", "source")

    def do_instance_save(self, instance: SolutionArgument, is_create: bool) -> None:
        operations.save_argument(argument=instance)
