from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consultation.models import BudgetProject, BudgetVote


class BudgetProjectSerializer(serializers.ModelSerializer[BudgetProject]):
    district = serializers.CharField(source="district.name", default="", read_only=True)
    zone = serializers.CharField(source="zone.code", default="", read_only=True)
    action = serializers.CharField(source="action.code", default="", read_only=True)

    class Meta:
        model = BudgetProject
        fields = (
            *("code", "name", "description", "cost", "district", "zone", "action"),
            *("exclusive_group", "is_illustrative"),
        )


class BudgetVoteSerializer(serializers.ModelSerializer[BudgetVote]):
    """A vote on a budget; `results` is null until it is over and counted."""

    consultation = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    projects = BudgetProjectSerializer(many=True, read_only=True)
    results = serializers.SerializerMethodField()

    class Meta:
        model = BudgetVote
        fields = (
            *("consultation", "title", "introduction", "budget", "cost_basis", "ballot_kind"),
            *("min_choices", "max_choices", "points", "must_fit", "minimum_votes", "rule"),
            *("tie_note", "opens_at", "closes_at", "is_illustrative", "projects", "results"),
        )

    @extend_schema_field({"type": "object", "nullable": True})
    def get_results(self, obj: BudgetVote) -> Any:
        count = self.context["counts"].get(obj.pk)
        if count is None:
            return None
        return {"ballots": count.ballots, "made_at": count.made_at, **count.results}
