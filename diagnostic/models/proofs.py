"""What a finding rests on, and the actions that it calls for."""

from functools import reduce
from operator import or_

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from diagnostic.models.findings import Finding
from perpignan.study.models import Illustrated

#: The columns of which a proof fills exactly one.
LINKS = ("indicator_value", "source", "asset", "expectation", "quote", "interview")


def _only(chosen: str) -> models.Q:
    """Require one target and no other."""
    links = {f"{name}__isnull": name != chosen for name in LINKS}
    has_text = ~models.Q(reference="") if chosen == "reference" else models.Q(reference="")
    return models.Q(**links) & has_text


ONE_TARGET = reduce(or_, (_only(name) for name in (*LINKS, "reference")))
ONE_TARGET_MESSAGE = _(
    "Une preuve a une seule origine : une valeur d'indicateur, un document, un élément de "
    "l'inventaire, une attente, une citation, un entretien ou une référence libre."
)


@pghistory.track()
class FindingProof(models.Model):
    """One reason to believe a finding."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, verbose_name=_("constat"), related_name="proofs"
    )
    indicator_value = models.ForeignKey(
        "diagnostic.IndicatorValue",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("valeur d'indicateur"),
        related_name="proofs",
    )
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("document"),
        related_name="+",
    )
    asset = models.ForeignKey(
        "diagnostic.DigitalAsset",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("élément de l'inventaire"),
        related_name="proofs",
    )
    expectation = models.ForeignKey(
        "diagnostic.Expectation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("attente"),
        related_name="proofs",
    )
    quote = models.ForeignKey(
        "study.Quote",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("citation d'un entretien"),
        related_name="+",
        help_text=_("Publiée seulement si la personne l'a accordé."),
    )
    interview = models.ForeignKey(
        "study.Interview",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("entretien"),
        related_name="+",
        help_text=_("Preuve interne : seule l'équipe de l'étude la voit."),
    )
    reference = models.CharField(
        _("référence libre"),
        max_length=250,
        blank=True,
        help_text=_("Un cas du benchmark, un résultat de consultation, un document."),
    )
    reference_url = models.URLField(_("adresse de la référence"), max_length=500, blank=True)
    sentence = models.CharField(
        _("ce qu'elle montre"), max_length=300, blank=True, help_text=_("Une phrase, publiée.")
    )

    class Meta:
        verbose_name = _("preuve")
        verbose_name_plural = _("preuves")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=ONE_TARGET,
                name="proof_has_one_target",
                violation_error_message=ONE_TARGET_MESSAGE,
            ),
            models.CheckConstraint(
                condition=models.Q(reference_url="") | ~models.Q(reference=""),
                name="proof_address_of_a_reference",
                violation_error_message=_("L'adresse accompagne une référence libre."),
            ),
            models.UniqueConstraint(
                fields=["finding", *LINKS, "reference"],
                name="proof_once_per_finding",
                nulls_distinct=False,
                violation_error_message=_("Ce constat a déjà cette preuve."),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence or self.reference or str(_("preuve %s") % self.pk)

    def clean(self) -> None:
        given = [name for name in LINKS if getattr(self, f"{name}_id")]
        if len(given) + bool(self.reference) != 1:
            raise ValidationError(ONE_TARGET_MESSAGE)

    @property
    def target_key(self) -> tuple[object, ...]:
        """Tell a proof from another of the same finding."""
        return (*(getattr(self, f"{name}_id") for name in LINKS), self.reference)


@pghistory.track()
class FindingAction(Illustrated):
    """An action that answers a finding, and how."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, verbose_name=_("constat"), related_name="action_links"
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )
    sentence = models.CharField(
        _("ce que l'action y change"), max_length=300, help_text=_("Une phrase, publiée.")
    )

    class Meta:
        verbose_name = _("action qui répond au constat")
        verbose_name_plural = _("actions qui répondent au constat")
        ordering = ["action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "action"],
                name="finding_calls_for_action_once",
                violation_error_message=_("Cette action est déjà liée à ce constat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.action_id}"
