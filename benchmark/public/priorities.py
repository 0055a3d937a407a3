"""What other cities did for a priority."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benchmark.models import Initiative
from benchmark.public.telling import tell_initiative
from perpignan.study.models import Priority
from perpignan.study.permissions import Person
from perpignan.study.priorities import MOST, Part, register


def elsewhere(priority: Priority, user: Person) -> Part:
    cases = Initiative.objects.visible_to(user).filter(priorities=priority)
    count = cases.count()
    told = ngettext(
        "%(count)d exemple d'une autre ville y répond.",
        "%(count)d exemples d'autres villes y répondent.",
        count,
    )
    return Part(
        _("Ce que d'autres villes ont fait"),
        told % {"count": count} if count else _("Aucun exemple d'ailleurs n'y répond encore."),
        [tell_initiative(case) for case in cases.select_related("city")[:MOST]],
        f"{reverse('benchmark:index')}?priority={priority.code}" if count else "",
        _("Tous ces exemples"),
    )


register("benchmark", 10, elsewhere)
