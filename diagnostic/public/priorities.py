"""What the diagnostic found and heard for a priority."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from diagnostic.models import Expectation, Finding, FindingAction
from diagnostic.public.telling import tell_expectation, tell_finding
from perpignan.study.models import Action, Priority
from perpignan.study.permissions import Person
from perpignan.study.priorities import MOST, Part, register


def findings(priority: Priority, user: Person) -> Part:
    """List the findings that the priority's actions answer."""
    actions = Action.objects.visible_to(user).filter(priority=priority)
    answered = FindingAction.objects.filter(action__in=actions).values("finding")
    found = Finding.objects.visible_to(user).active().filter(pk__in=answered)
    count = found.count()
    told = ngettext(
        "Ses actions répondent à %(count)d constat du diagnostic.",
        "Ses actions répondent à %(count)d constats du diagnostic.",
        count,
    )
    heaviest = found.select_related("axis").order_by("-weight", "code")
    return Part(
        _("Ce qui a été constaté"),
        told % {"count": count} if count else _("Aucun constat n'y est encore relié."),
        [tell_finding(finding) for finding in heaviest[:MOST]],
        reverse("diagnostic:finding-list"),
        _("Tous les constats"),
    )


def expectations(priority: Priority, user: Person) -> Part:
    heard = Expectation.objects.visible_to(user).filter(priority=priority)
    count = heard.count()
    told = ngettext(
        "%(count)d attente a été recueillie.", "%(count)d attentes ont été recueillies.", count
    )
    return Part(
        _("Ce qui est attendu"),
        told % {"count": count} if count else _("Aucune attente n'a encore été recueillie."),
        [tell_expectation(item) for item in heard[:MOST]],
        reverse("diagnostic:expectation-list"),
        _("Toutes les attentes"),
    )


register("findings", 20, findings)
register("expectations", 21, expectations)
