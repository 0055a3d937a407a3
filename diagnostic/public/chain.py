"""What the diagnostic brings to the chain of evidence: findings, and what they rest on."""

from django.utils.translation import gettext_lazy as _

from diagnostic import queries
from diagnostic.models import (
    DigitalAsset,
    Expectation,
    Finding,
    FindingAction,
    Indicator,
    IndicatorAction,
)
from diagnostic.public import telling
from perpignan.study import chain, gaps

NOUNS = (
    chain.Noun(
        kind="finding",
        slug="constat",
        label=_("Constat"),
        plural=_("Constats"),
        order=20,
        model=Finding,
        rows=lambda user: Finding.objects.visible_to(user).active().select_related("axis"),
        tell=telling.tell_finding,
    ),
    chain.Noun(
        kind="indicator",
        slug="indicateur",
        label=_("Indicateur"),
        plural=_("Indicateurs"),
        order=21,
        model=Indicator,
        rows=lambda user: Indicator.objects.all(),
        tell=telling.tell_indicator,
    ),
    chain.Noun(
        kind="asset",
        slug="outil",
        label=_("Élément de l'inventaire"),
        plural=_("Éléments de l'inventaire"),
        order=22,
        model=DigitalAsset,
        rows=lambda user: DigitalAsset.objects.visible_to(user),
        tell=telling.tell_asset,
    ),
    chain.Noun(
        kind="expectation",
        slug="attente",
        label=_("Attente"),
        plural=_("Attentes"),
        order=23,
        model=Expectation,
        rows=lambda user: Expectation.objects.visible_to(user),
        tell=telling.tell_expectation,
    ),
)
LINKS = (
    chain.Link(
        "finding",
        "action",
        lambda user: FindingAction.objects.all(),
        "finding_id",
        "action_id",
        "sentence",
    ),
    chain.Link(
        "indicator",
        "action",
        lambda user: IndicatorAction.objects.all(),
        "indicator_id",
        "action_id",
    ),
    # A proof that a reader may not see ties nothing for her.
    *(
        chain.Link("finding", kind, queries.proofs_for, "finding_id", column, "sentence")
        for kind, column in (
            ("indicator", "indicator_value__indicator_id"),
            ("asset", "asset_id"),
            ("expectation", "expectation_id"),
        )
    ),
)
for noun in NOUNS:
    chain.register_noun(noun)
for link in LINKS:
    chain.register_link(link)

gaps.register(
    gaps.Gap(
        "findings-without-proof",
        _("Constats sans preuve"),
        _("Chaque constat a sa preuve."),
        20,
        lambda user: [telling.tell_finding(row) for row in queries.findings_without_proof()],
    )
)
gaps.register(
    gaps.Gap(
        "findings-without-action",
        _("Constats sans action"),
        _("Une action répond à chaque constat."),
        21,
        lambda user: [telling.tell_finding(row) for row in queries.findings_without_action()],
    )
)
