"""An agent beside people who answer on a tablet.

Starting a desk signs the agent out of the tablet: the person in front of it holds a
browser that can answer, and nothing else. A signed cookie says which desk it is.
"""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultation import operations, permissions
from consultation.enums import Channel
from consultation.forms import PlaceForm
from consultation.models import AssistedSession, Consultation
from consultation.models.assisted import DESK_HOURS
from consultation.operations import discard_draft
from consultation.views.attempt import forget_token, get_consultation, read_token
from consultation.views.desk import for_those_who, path_to

COOKIE = "accompagnement"
SALT = "consultation.assisted"


def assisted_session(request: HttpRequest, consultation: Consultation) -> AssistedSession | None:
    """Tell which desk this browser is, if it is one and it still runs."""
    key = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=DESK_HOURS * 3600)
    if not key:
        return None
    running = AssistedSession.objects.running(timezone.now())
    return running.filter(consultation=consultation, pk=int(key)).first()


def channel_of(session: AssistedSession | None) -> Channel:
    return Channel.WEB if session is None else Channel.ASSISTED


@for_those_who(permissions.can_assist)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Open a desk on this tablet, and leave no agent signed in on it."""
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = operations.start_assisted(
            consultation=consultation,
            agent=request.user,  # type: ignore[arg-type]  # signed in, so a User of ours
            place=form.cleaned_data["place"],
        )
        logout(request)
        response = redirect("consultation:assisted-home", consultation.slug)
        response.set_signed_cookie(
            COOKIE,
            str(session.pk),
            salt=SALT,
            max_age=DESK_HOURS * 3600,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        return response
    context = {
        "consultation": consultation,
        "form": form,
        "breadcrumb": path_to(consultation, (_("Permanence avec un agent"), "")),
    }
    return render(request, "consultation/assisted_start.html", context)


@never_cache
@require_GET
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """Welcome the next person: a clean screen, one button."""
    consultation = get_consultation(request, slug)
    session = assisted_session(request, consultation)
    if session is None:
        return redirect(consultation)
    context = {"consultation": consultation, "session": session}
    return render(request, "consultation/assisted_home.html", context)


@require_POST
def next_person(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave no trace of a person on the tablet: her draft, her cookie, the pages seen."""
    consultation = get_consultation(request, slug)
    token = read_token(request, consultation)
    if token:
        discard_draft(consultation=consultation, token=token)
    response = redirect("consultation:assisted-home", slug)
    forget_token(response, consultation)
    response["Clear-Site-Data"] = '"cache"'
    return response


@require_POST
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the desk; the tablet is an ordinary browser again."""
    consultation = get_consultation(request, slug)
    session = assisted_session(request, consultation)
    if session is not None:
        operations.end_assisted(session=session)
    token = read_token(request, consultation)
    if token:
        discard_draft(consultation=consultation, token=token)
    response = redirect(consultation)
    forget_token(response, consultation)
    response.delete_cookie(COOKIE, samesite="Lax")
    response["Clear-Site-Data"] = '"cache"'
    return response
