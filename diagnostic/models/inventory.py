"""The inventory: the digital tools, services, data and infrastructures that exist."""

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import AssetKind, AssetState, CostBasis
from perpignan.study.enums import Confidence
from perpignan.study.models import Illustrated, Sourced, Translated
from perpignan.study.models.links import track_links
from perpignan.study.permissions import Person


class AssetQuerySet(models.QuerySet["DigitalAsset"]):
    def published(self) -> "AssetQuerySet":
        """Keep what may be told as a fact: what is to verify is not."""
        return self.exclude(confidence=Confidence.TO_VERIFY)

    def visible_to(self, user: Person) -> "AssetQuerySet":
        """Everyone sees what is published; who may view it in the back office, all."""
        return self if user.has_perm("diagnostic.view_digitalasset") else self.published()


@pghistory.track()
class DigitalAsset(Translated, Sourced, Illustrated):
    """Something digital that the town or its partners already have."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.CharField(_("nature"), max_length=20, choices=AssetKind)
    owner = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("porteur"),
        related_name="digital_assets",
    )
    owner_name = models.CharField(
        _("porteur, en clair"),
        max_length=150,
        blank=True,
        help_text=_("Seulement s'il n'est pas dans la liste des partenaires."),
    )
    users = models.CharField(_("qui s'en sert"), max_length=250, blank=True)
    cost = models.CharField(_("coût, en clair"), max_length=250, blank=True)
    cost_amount = models.DecimalField(
        _("coût (€)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Seulement si un montant unique est établi ; sinon, laisser vide."),
    )
    cost_basis = models.CharField(
        _("base du coût"), max_length=10, choices=CostBasis, default=CostBasis.UNKNOWN
    )
    state = models.CharField(
        _("état"), max_length=20, choices=AssetState, default=AssetState.TO_VERIFY
    )
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = _("élément de l'inventaire")
        verbose_name_plural = _("inventaire numérique")
        ordering = ["kind", "order", "name"]

    def clean(self) -> None:
        if self.owner_id and self.owner_name:
            message = _("Choisissez un partenaire ou écrivez un nom, pas les deux.")
            raise ValidationError({"owner_name": message})

    def get_absolute_url(self) -> str:
        return f"{reverse('diagnostic:asset-list')}#{self.code}"

    @property
    def owner_label(self) -> str:
        """Name who carries it; needs `owner` loaded."""
        return str(self.owner) if self.owner else self.owner_name


@track_links
class DigitalAssetSource(DigitalAsset.sources.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@pghistory.track()
class AssetOverlap(Illustrated):
    """Two things of the inventory that do nearly the same: a link with no direction."""

    first = models.ForeignKey(
        DigitalAsset, models.CASCADE, verbose_name=_("élément"), related_name="overlaps_as_first"
    )
    second = models.ForeignKey(
        DigitalAsset,
        models.CASCADE,
        verbose_name=_("recouvre en partie"),
        related_name="overlaps_as_second",
    )
    sentence = models.CharField(
        _("ce qu'ils ont en commun"), max_length=300, help_text=_("Une phrase, publiée.")
    )

    class Meta:
        verbose_name = _("recouvrement")
        verbose_name_plural = _("recouvrements")
        ordering = ["first__order", "second__order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")),
                name="asset_overlaps_another",
                violation_error_message=_("Un élément ne se recouvre pas lui-même."),
            ),
            models.UniqueConstraint(
                Least("first", "second"),
                Greatest("first", "second"),
                name="asset_overlap_once",
                violation_error_message=_("Ces deux éléments sont déjà rapprochés."),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    def other_than(self, asset: DigitalAsset) -> DigitalAsset:
        return self.second if self.first_id == asset.pk else self.first
