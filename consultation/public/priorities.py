"""What residents said of a priority."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.models import Contribution
from consultation.public.telling import tell_contribution
from perpignan.study.models import Priority
from perpignan.study.permissions import Person
from perpignan.study.priorities import MOST, Part, register


def voices(priority: Priority, user: Person) -> Part:
    """List the published ideas of the themes of a priority, the same for all readers."""
    published = Contribution.objects.listed()
    ideas = published.filter(theme__priority=priority)
    count, answered = ideas.count(), ideas.exclude(answer="").count()
    told = ngettext(
        "%(count)d idée d'habitant en parle ; la Ville a répondu à %(answered)d.",
        "%(count)d idées d'habitants en parlent ; la Ville a répondu à %(answered)d.",
        count,
    )
    newest = ideas.select_related("consultation").order_by("-submitted_at", "-pk")
    return Part(
        _("Ce que les habitants en disent"),
        told % {"count": count, "answered": answered}
        if count
        else _("Aucune idée d'habitant n'en parle encore."),
        [tell_contribution(idea) for idea in newest[:MOST]],
        reverse("consultation:index"),
        _("La consultation"),
    )


register("voices", 30, voices)
