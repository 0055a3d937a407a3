"""What the benchmark brings to the chain of evidence: cases, and why they speak for an action."""

from django.utils.translation import gettext_lazy as _

from benchmark.models import Initiative, InitiativeAction
from benchmark.public.telling import tell_initiative
from perpignan.study import chain, gaps
from perpignan.study.permissions import Person
from perpignan.study.telling import Told

chain.register_noun(
    chain.Noun(
        kind="initiative",
        slug="exemple",
        label=_("Exemple d'ailleurs"),
        plural=_("Exemples d'ailleurs"),
        order=10,
        model=Initiative,
        rows=lambda user: Initiative.objects.visible_to(user).select_related("city"),
        tell=tell_initiative,
    )
)
chain.register_link(
    chain.Link(
        "initiative",
        "action",
        lambda user: InitiativeAction.objects.all(),
        "initiative_id",
        "action_id",
        "reason",
    )
)


def _cases_without_action(user: Person) -> list[Told]:
    cases = Initiative.objects.published().filter(action_links=None).select_related("city")
    return [tell_initiative(case) for case in cases]


gaps.register(
    gaps.Gap(
        "cases-without-action",
        _("Exemples qui n'éclairent aucune action"),
        _("Chaque exemple éclaire une action."),
        10,
        _cases_without_action,
    )
)
