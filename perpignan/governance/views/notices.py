"""Notices in the portal, how often they are mailed, and the end of mails in one click."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from perpignan.governance import operations, queries
from perpignan.governance.forms import PreferenceForm
from perpignan.governance.views.doors import crumbs, for_members


@for_members
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Show what there is to tell, what is new first; computed now from states and dates."""
    return _page(request, PreferenceForm(instance=queries.preference_of(request.user)))  # type: ignore[arg-type]  # signed in


def _page(request: HttpRequest, form: PreferenceForm, status: int = 200) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    facts = queries.facts_for(user, today)  # type: ignore[arg-type]  # signed in
    read = queries.facts_read(user, facts)  # type: ignore[arg-type]  # signed in
    context = {
        "new": [fact for fact in facts if fact.key not in read],
        "known": [fact for fact in facts if fact.key in read],
        "form": form,
        "links": list(queries.live_feeds(user)),  # type: ignore[arg-type]  # signed in
        "tab": "notices",
        "breadcrumb": crumbs((_("Avis"), None)),
    }
    return render(request, "governance/notice_list.html", context, status=status)


@for_members
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    operations.read_notices(person=request.user, day=timezone.localdate())  # type: ignore[arg-type]  # signed in
    messages.success(request, _("C'est noté : ces avis sont lus, aucun courriel ne les répétera."))
    return redirect("governance:notice-list")


@for_members
@require_POST
def preference_save(request: HttpRequest) -> HttpResponse:
    preference = queries.preference_of(request.user)  # type: ignore[arg-type]  # signed in
    form = PreferenceForm(request.POST, instance=preference)
    if not form.is_valid():
        return _page(request, form, status=400)
    operations.save_preference(preference=preference, **form.cleaned_data)
    messages.success(request, _("Votre réglage est enregistré."))
    return redirect("governance:notice-list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails of whoever holds the signed link: one click, no sign-in.

    Following the link alone changes nothing: programs that check the links of a mail
    would otherwise stop it for her.
    """
    if request.method == "POST":
        person = operations.stop_mails(token=token)
    else:
        person = operations.person_of(token)
    if person is None:
        raise Http404
    context = {"is_done": request.method == "POST"}
    return render(request, "governance/unsubscribe.html", context)
