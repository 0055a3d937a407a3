"""The inventory, the expectations and the findings as data."""

from typing import Any

from rest_framework import serializers

from diagnostic.models import DigitalAsset, Expectation, Finding, FindingAction, FindingProof


class DigitalAssetSerializer(serializers.ModelSerializer[DigitalAsset]):
    owner = serializers.CharField(source="owner_label", read_only=True)
    sources: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="url", many=True, read_only=True
    )
    overlaps_with = serializers.SerializerMethodField()

    class Meta:
        model = DigitalAsset
        fields = (
            *("code", "name", "name_ca", "name_en", "kind", "owner", "users"),
            *("cost", "cost_amount", "cost_basis", "state", "description"),
            *("confidence", "sources", "overlaps_with", "is_illustrative"),
        )

    def get_overlaps_with(self, asset: DigitalAsset) -> list[str]:
        """Give the codes of what does nearly the same, as far as the reader may know."""
        links = [*asset.overlaps_as_first.all(), *asset.overlaps_as_second.all()]
        return sorted(link.other_than(asset).code for link in links)


class ExpectationSerializer(serializers.ModelSerializer[Expectation]):
    priority: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    axis: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    source: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(  # type: ignore[assignment]  # Field has a `source` too
        slug_field="url", read_only=True
    )

    class Meta:
        model = Expectation
        fields = (
            *("code", "holder", "origin", "statement", "statement_ca", "statement_en"),
            *("priority", "axis", "weight", "source", "is_illustrative"),
        )


class FindingProofSerializer(serializers.ModelSerializer[FindingProof]):
    """A proof by whichever of its origins it has; the others are null."""

    indicator = serializers.SerializerMethodField()
    quote = serializers.SerializerMethodField()
    source: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(  # type: ignore[assignment]  # Field has a `source` too
        slug_field="url", read_only=True
    )
    asset: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    expectation: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )

    class Meta:
        model = FindingProof
        fields = (
            *("indicator", "source", "asset", "expectation", "quote", "interview"),
            *("reference", "reference_url", "sentence"),
        )

    def get_quote(self, proof: FindingProof) -> dict[str, str] | None:
        """Give the words and who said them, as far as she allowed."""
        quote = proof.quote
        return None if quote is None else {"text": quote.text, "said_by": quote.attribution}

    def get_indicator(self, proof: FindingProof) -> dict[str, Any] | None:
        value = proof.indicator_value
        if value is None:
            return None
        facts = {"code": value.indicator.code, "year": value.year, "method": value.method}
        return facts | {"value": str(value.amount)}


class FindingActionSerializer(serializers.ModelSerializer[FindingAction]):
    action: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )

    class Meta:
        model = FindingAction
        fields = ("action", "sentence", "is_illustrative")


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """A finding, in force or not, with the proofs and actions that the reader may see."""

    axis: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    merged_into = serializers.SerializerMethodField()
    split_from = serializers.SerializerMethodField()
    proofs = FindingProofSerializer(many=True, read_only=True)
    actions = FindingActionSerializer(source="action_links", many=True, read_only=True)

    class Meta:
        model = Finding
        fields = (
            *("code", "axis", "box", "statement", "statement_ca", "statement_en"),
            *("weight", "status", "merged_into", "split_from", "is_illustrative"),
            *("proofs", "actions"),
        )

    def get_merged_into(self, finding: Finding) -> str | None:
        return self._code_of(finding.merged_into)

    def get_split_from(self, finding: Finding) -> str | None:
        return self._code_of(finding.split_from)

    def _code_of(self, other: Finding | None) -> str | None:
        """Name another finding only to those who may see it."""
        return other.code if other and other.is_visible_to(self.context["request"].user) else None
