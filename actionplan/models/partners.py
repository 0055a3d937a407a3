"""Who takes part in an action, with what role, and what they bring."""

from datetime import date

import pghistory
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import ContributionKind, Involvement, VatBasis
from actionplan.models.amounts import amount_field
from actionplan.models.documents import FORMATS, light_enough, private_name
from actionplan.models.sheets import ActionSheet, SheetPart
from perpignan.study.wording import euros


class SheetPartnerQuerySet(models.QuerySet["SheetPartner"]):
    def to_commit(self) -> "SheetPartnerQuerySet":
        """Keep those whose commitment is awaited at a date."""
        return self.filter(commit_by__isnull=False, committed_on__isnull=True)

    def without_role(self) -> "SheetPartnerQuerySet":
        return self.filter(role="")

    def without_letter(self) -> "SheetPartnerQuerySet":
        """Keep those who say that they are committed and sent no letter."""
        return self.filter(committed_on__isnull=False, letter="")


@pghistory.track()
class SheetPartner(SheetPart):
    """Who takes part, in which role, and what is brought: money or kind.

    A partner of the study, or one known by name only. What is brought is the team's
    until the partnership is signed; only the name and the role are public.
    """

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="partners"
    )
    partner = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("partenaire"),
        related_name="+",
    )
    name = models.CharField(
        _("nom libre"),
        max_length=150,
        blank=True,
        help_text=_("Pour un partenaire qui n'est pas dans la liste."),
    )
    role = models.CharField(
        _("rôle"),
        max_length=20,
        choices=Involvement,
        default=Involvement.CONTRIBUTOR,
        blank=True,
        help_text=_("Laissez vide tant qu'il n'est pas convenu."),
    )
    contribution = models.CharField(
        _("apport"), max_length=10, choices=ContributionKind, blank=True
    )
    amount = amount_field(_("montant apporté (€)"), null=True, blank=True)
    vat_basis = models.CharField(
        _("base du montant"), max_length=3, choices=VatBasis, default=VatBasis.EXCLUDED
    )
    in_kind = models.CharField(
        _("apport en nature"),
        max_length=250,
        blank=True,
        help_text=_("Par exemple : un local, deux jours par mois d'un agent."),
    )
    commit_by = models.DateField(_("engagement attendu le"), null=True, blank=True)
    committed_on = models.DateField(_("engagé le"), null=True, blank=True)
    letter = models.FileField(
        _("lettre d'engagement"),
        upload_to=private_name,
        max_length=200,
        blank=True,
        editable=False,
        validators=[FORMATS, light_enough],
    )
    letter_name = models.CharField(_("nom du fichier"), max_length=150, blank=True, editable=False)

    objects = SheetPartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partenaire de l'action")
        verbose_name_plural = _("partenaires de l'action")
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "partner", "name"],
                name="partner_once_per_sheet",
                nulls_distinct=False,
                violation_error_message=_("Ce partenaire est déjà sur la fiche."),
            ),
            models.CheckConstraint(
                condition=models.Q(partner__isnull=False, name="")
                | (models.Q(partner__isnull=True) & ~models.Q(name="")),
                name="partner_listed_or_named",
                violation_error_message=_("Choisissez un partenaire, ou écrivez son nom."),
            ),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=models.Q(role=Involvement.ACCOUNTABLE),
                name="one_accountable_per_sheet",
                violation_error_message=_(
                    "Une action n'a qu'un partenaire qui répond du résultat."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(contribution=ContributionKind.MONEY, amount__isnull=False)
                | (~models.Q(contribution=ContributionKind.MONEY) & models.Q(amount__isnull=True)),
                name="money_has_an_amount",
                violation_error_message=_(
                    "Un apport en argent a un montant ; les autres n'en ont pas."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(contribution=ContributionKind.IN_KIND) | models.Q(in_kind=""),
                name="kind_is_described_as_kind",
                violation_error_message=_("Un apport décrit en nature est un apport en nature."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="contribution_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.name if self.partner is None else str(self.partner)

    @property
    def contribution_text(self) -> str:
        """Tell the contribution in words: `15 000 € HT`, `en nature : un local`."""
        if self.amount is not None:
            return f"{euros(self.amount)} {self.vat_basis}"
        if self.contribution != ContributionKind.IN_KIND:
            return ""
        if not self.in_kind:
            return _now("en nature")
        return _now("en nature : %(what)s") % {"what": self.in_kind}

    def is_overdue_at(self, day: date) -> bool:
        return bool(self.commit_by and self.committed_on is None and self.commit_by < day)
