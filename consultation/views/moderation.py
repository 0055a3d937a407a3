"""The team's queue: what citizens wrote and nobody has read yet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultation.forms import QueueForm
from consultation.operations import publish_many, refuse_many
from consultation.permissions import can_moderate
from consultation.queries import (
    comments_to_review,
    contributions_to_review,
    statements_to_review,
    waiting_for_review_count,
)

#: What is shown at once: a page that a person reads in one go.
AT_ONCE = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moderation_queue(request: HttpRequest) -> HttpResponse:
    """Read what waits, the oldest first; publish or refuse what is ticked."""
    if not can_moderate(request.user):
        raise PermissionDenied
    contributions = list(contributions_to_review()[:AT_ONCE])
    comments = list(comments_to_review()[: max(0, AT_ONCE - len(contributions))])
    left = max(0, AT_ONCE - len(contributions) - len(comments))
    statements = list(statements_to_review()[:left])
    posted = request.POST if request.method == "POST" else None
    waiting = {"contribution": contributions, "comment": comments, "statement": statements}
    form = QueueForm(posted, waiting=waiting)
    if posted is not None and form.is_valid() and _decide(request, form, waiting):
        return redirect("consultation:moderation-queue")
    context = {
        "form": form,
        "contributions": contributions,
        "comments": comments,
        "statements": statements,
        "waiting": waiting_for_review_count(),
        "ticked": _ticked(posted),
    }
    return render(request, "consultation/moderation_queue.html", context)


def _ticked(posted: Any) -> set[str]:
    if posted is None:
        return set()
    return {f"{name}-{pk}" for name in QueueForm.KINDS for pk in posted.getlist(name)}


def _decide(request: HttpRequest, form: QueueForm, waiting: dict[str, list[Any]]) -> bool:
    answers = form.cleaned_data
    chosen = [item for name, items in waiting.items() for item in items if item.pk in answers[name]]
    try:
        if answers["verb"] == QueueForm.PUBLISH:
            count = publish_many(spoken=chosen, by=request.user)
            told = ngettext("%(n)d texte publié.", "%(n)d textes publiés.", count)
        else:
            count = refuse_many(spoken=chosen, reason=answers["reason"], by=request.user)
            told = ngettext("%(n)d texte refusé.", "%(n)d textes refusés.", count)
    except ValidationError as error:
        form.add_error(None, error if not hasattr(error, "error_dict") else error.messages)
        return False
    messages.success(request, told % {"n": count})
    return True
