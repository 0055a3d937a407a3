"""What is said of a text, shown on the text's own page, whichever app it belongs to."""

from typing import Any

from django import template

from perpignan.governance import queries
from perpignan.governance.forms import CommentForm
from perpignan.governance.permissions import can_comment
from perpignan.study import references

register = template.Library()


@register.inclusion_tag("governance/_remarks.html", takes_context=True)
def remarks_on(context: dict[str, Any], kind: str, key: object) -> dict[str, Any]:
    """Show the remarks on a text and the form that adds one; nothing to who may not comment.

    Called as `{% remarks_on "version" version.pk %}`.
    """
    user = context["request"].user
    sort, found = references.kind_of(kind), references.find_one(kind, str(key), user)
    if sort is None or found is None or not can_comment(user):
        return {}
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "found": found,
        "remarks": queries.remarks_on(sort, found, user),
        "form": CommentForm(places=sort.places_of(found.record)),
        "from_page": True,
    }
