"""A ranking session as data; an action that a reader may not see keeps no name."""

from typing import Any

from rest_framework import serializers

from diagnostic.models import RankingSession
from diagnostic.queries import show_session


class RankingSessionSerializer(serializers.ModelSerializer[RankingSession]):
    class Meta:
        model = RankingSession
        fields = (
            *("code", "title", "held_on", "status", "adopted_note", "is_illustrative"),
            *("weight_model", "concentration", "draws", "seed", "frozen_at", "sha256"),
        )


class RankingSessionDetailSerializer(RankingSessionSerializer):
    """The session with its criteria, weights, scores, results and classes."""

    content = serializers.SerializerMethodField()

    class Meta(RankingSessionSerializer.Meta):
        fields = (*RankingSessionSerializer.Meta.fields, "content")  # type: ignore[assignment]  # wider than its parent's on purpose

    def get_content(self, session: RankingSession) -> dict[str, Any]:
        shown = show_session(session, self.context["request"].user)
        names = {
            code: action.label if action.is_hidden else code
            for code, action in shown.actions.items()
        }
        hidden = {code for code, action in shown.actions.items() if action.is_hidden}
        results = shown.result.as_data() if shown.result else {"problem": shown.problem}
        content = {**shown.data, "results": results}
        content["actions"] = {
            names[code]: {} if code in hidden else about
            for code, about in content.get("actions", {}).items()
        }
        renamed: dict[str, Any] = _renamed(content, names)
        return renamed


def _renamed(data: Any, names: dict[str, str]) -> Any:
    """Replace the codes of actions wherever they stand as values."""
    if isinstance(data, dict):
        return {
            key: names.get(value, value)
            if key in {"code", "better", "worse"} and isinstance(value, str)
            else _renamed(value, names)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_renamed(item, names) for item in data]
    return data
