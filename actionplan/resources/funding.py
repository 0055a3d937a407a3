"""The money in and out as tables: lines, amounts by year, terms. HT and TTC are kept."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import QuerySet
from import_export.fields import Field

from actionplan import operations
from actionplan.models import (
    CostLine,
    FundingAmount,
    FundingTerms,
    LeverDeadline,
    PastGrant,
    SheetLever,
)
from actionplan.resources.sheets import PartResource
from perpignan.backoffice_imports import KeysLoader, PortalResource
from perpignan.backoffice_widgets import Keys, LinksWidget, LinkWidget


class RowKeys(Keys):
    """Rows by what names them in a file, read in one statement."""

    def __init__(self, model: type[models.Model], found: QuerySet[Any]) -> None:
        super().__init__(model)
        self.found = found

    @cached_property
    def rows(self) -> dict[str, models.Model]:
        return {row.key: row for row in self.found.all()}

    def of(self, row: models.Model) -> str:
        return row.key  # type: ignore[attr-defined, no-any-return]  # both models have it


class ExpensesWidget(LinksWidget):
    """Lines of cost by what names them, one a line of the cell: labels may hold any sign."""

    def __init__(self) -> None:
        super().__init__(CostLine)
        self.separator = "\n"
        self.keys = RowKeys(CostLine, CostLine.objects.select_related("sheet__action"))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[models.Model]:
        text = "" if value is None else str(value)
        return [self.keys.find(key.strip()) for key in text.splitlines() if key.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        linked = [] if value is None else value.all()
        return self.separator.join(sorted(self.keys.of(row) for row in linked))


class SheetLeverResource(PartResource):
    """A line is known by its action, its lever or its funder, and its budget."""

    linked = ("lever",)

    class Meta(PortalResource.Meta):
        model = SheetLever
        import_id_fields = ("sheet", "lever", "funder", "kind")
        instance_loader_class = KeysLoader
        fields = (
            *("sheet", "lever", "funder", "kind", "origin", "state", "probability"),
            *("requested_on", "accepted_on", "decided_on", "eligible_base", "expenses"),
            *("decision_reference", "payment_terms", "funder_siret", "is_notified"),
            "is_illustrative",
        )

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        field = super().field_from_django_field(field_name, django_field, readonly)
        if field_name == "expenses":
            field.widget = ExpensesWidget()
        return field

    def get_queryset(self) -> QuerySet[SheetLever]:
        return super().get_queryset().prefetch_related("expenses__sheet__action")

    def import_instance(self, instance: SheetLever, row: Any, **kwargs: Any) -> None:
        """Read a row; its expenses must be those of its action and its budget."""
        super().import_instance(instance, row, **kwargs)
        if "expenses" in row:
            instance.check_expenses(self.fields["expenses"].clean(row))

    def save_m2m(self, instance: SheetLever, row: Any, **kwargs: Any) -> None:
        if "expenses" in row:
            operations.set_expenses(line=instance, expenses=self.fields["expenses"].clean(row))


class LineWidget(LinkWidget):
    def __init__(self) -> None:
        super().__init__(SheetLever)
        lines = SheetLever.objects.select_related("sheet__action", "lever")
        self.keys = RowKeys(SheetLever, lines)


class FundingAmountResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = FundingAmount
        import_id_fields = ("request", "year")
        instance_loader_class = KeysLoader
        fields = ("request", "year", "amount", "vat_basis")

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Field:
        field = super().field_from_django_field(field_name, django_field, readonly)
        if field_name == "request":
            field.widget = LineWidget()
        return field

    def get_queryset(self) -> QuerySet[FundingAmount]:
        rows = FundingAmount.objects.select_related("request__sheet__action", "request__lever")
        return rows.order_by("request__sheet__action__code", "request", "year")

    def do_instance_save(self, instance: FundingAmount, is_create: bool) -> None:
        operations.save_amount(amount=instance)


class FundingTermsResource(PartResource):
    class Meta(PortalResource.Meta):
        model = FundingTerms
        import_id_fields = ("sheet",)
        instance_loader_class = KeysLoader
        fields = (
            *("sheet", "owner", "owner_siret", "threshold", "derogation_ground"),
            *("derogation_reason", "derogation_on", "works_start", "helps_companies"),
            *("earlier_minimis", "study_weeks", "quote_weeks", "council_weeks"),
        )


class LeverDeadlineResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = LeverDeadline
        import_id_fields = ("lever", "on")
        instance_loader_class = KeysLoader
        fields = ("lever", "on", "label", "is_illustrative")

    def get_queryset(self) -> QuerySet[LeverDeadline]:
        return LeverDeadline.objects.select_related("lever")

    def do_instance_save(self, instance: LeverDeadline, is_create: bool) -> None:
        operations.save_deadline(deadline=instance)


class PastGrantResource(PortalResource):
    class Meta(PortalResource.Meta):
        model = PastGrant
        import_id_fields = ("key",)
        fields = (
            *("key", "year", "program", "department", "territory_code", "territory"),
            *("population", "scale", "category", "description", "total_cost", "amount"),
        )

    def do_instance_save(self, instance: PastGrant, is_create: bool) -> None:
        operations.save_past_grant(grant=instance)
