"""Import and export of the inventory, the expectations and the findings."""

from django.db.models import QuerySet

from diagnostic import operations
from diagnostic.models import DigitalAsset, Expectation, Finding
from perpignan.backoffice_imports import PortalResource


class DigitalAssetResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = DigitalAsset
        import_id_fields = ("code",)
        fields = (
            *("code", "name", "name_ca", "name_en", "kind", "owner", "owner_name", "users"),
            *("cost", "cost_amount", "cost_basis", "state", "description", "order"),
            *("confidence", "sources", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[DigitalAsset]:
        return DigitalAsset.objects.select_related("owner").prefetch_related("sources")

    def do_instance_save(self, instance: DigitalAsset, is_create: bool) -> None:
        operations.save_asset(asset=instance)


class ExpectationResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = Expectation
        import_id_fields = ("code",)
        fields = (
            *("code", "holder", "origin", "statement", "statement_ca", "statement_en"),
            *("priority", "axis", "weight", "source", "visibility", "order"),
            "is_illustrative",
        )

    def get_queryset(self) -> QuerySet[Expectation]:
        return Expectation.objects.select_related("priority", "axis", "source")

    def do_instance_save(self, instance: Expectation, is_create: bool) -> None:
        operations.save_expectation(expectation=instance)


class FindingResource(PortalResource):
    """Findings without their status: merging and splitting are done one by one."""

    class Meta(PortalResource.Meta):
        model = Finding
        import_id_fields = ("code",)
        fields = (
            *("code", "axis", "box", "statement", "statement_ca", "statement_en"),
            *("weight", "visibility", "order", "is_illustrative"),
        )

    def get_queryset(self) -> QuerySet[Finding]:
        return Finding.objects.select_related("axis")

    def do_instance_save(self, instance: Finding, is_create: bool) -> None:
        operations.save_finding(finding=instance)
