from typing import Any

from rest_framework import serializers

from actionplan.models import Solution, SolutionArgument


def _by(slug: str, **options: Any) -> Any:
    return serializers.SlugRelatedField(slug_field=slug, read_only=True, **options)


class SolutionArgumentSerializer(serializers.ModelSerializer[SolutionArgument]):
    source = _by("url")

    class Meta:
        model = SolutionArgument
        fields = ("side", "text", "source", "reference", "is_illustrative")


class SolutionSerializer(serializers.ModelSerializer[Solution]):
    """A solution, decided or not, with the arguments and actions that the reader may see."""

    priority = _by("code")
    axes = _by("code", many=True)
    actions = _by("code", many=True)
    merged_into = _by("code")
    split_from = _by("code")
    arguments = SolutionArgumentSerializer(many=True, read_only=True)

    class Meta:
        model = Solution
        fields = (
            *("code", "title", "description", "priority", "axes", "actions", "status"),
            *("reason", "decided_on", "merged_into", "split_from", "arguments"),
            "is_illustrative",
        )
