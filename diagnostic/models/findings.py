"""Findings of the diagnostic: what is said of the heart of town, box by box."""

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from diagnostic.enums import Box, FindingStatus
from perpignan.study.enums import Visibility
from perpignan.study.models import Illustrated
from perpignan.study.permissions import Person

#: How many merges a chain may have before it is called a circle.
LONGEST_CHAIN = 1000


class FindingQuerySet(models.QuerySet["Finding"]):
    def active(self) -> "FindingQuerySet":
        return self.filter(status=FindingStatus.ACTIVE)

    def public(self) -> "FindingQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Person) -> "FindingQuerySet":
        """Everyone sees what is published; the team what it is still writing."""
        return self if user.has_perm("diagnostic.view_finding") else self.public()

    def without_proof(self) -> "FindingQuerySet":
        return self.filter(proofs__isnull=True)

    def without_action(self) -> "FindingQuerySet":
        return self.filter(action_links__isnull=True)


@pghistory.track()
class Finding(Illustrated):
    """A statement in one box of one axis, with its proofs and what it calls for.

    It moves, merges and splits; a merged or split finding stays, readable, with what
    it has become. Operations do this: see operations/findings.py.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    axis = models.ForeignKey(
        "study.Axis", models.PROTECT, verbose_name=_("axe"), related_name="findings"
    )
    box = models.CharField(_("case"), max_length=20, choices=Box)
    statement = models.TextField(_("constat"))
    statement_ca = models.TextField(_("constat en catalan"), blank=True)
    statement_en = models.TextField(_("constat en anglais"), blank=True)
    weight = models.PositiveSmallIntegerField(
        _("poids"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("De 1 (secondaire) à 3 (majeur)."),
    )
    status = models.CharField(
        _("état"), max_length=10, choices=FindingStatus, default=FindingStatus.ACTIVE
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("fusionné dans"),
        related_name="merged_from",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("issu de la scission de"),
        related_name="parts",
    )
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("constat")
        verbose_name_plural = _("constats")
        ordering = ["axis__order", "-weight", "order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__range=(1, 3)),
                name="finding_weight_from_1_to_3",
                violation_error_message=_("Le poids va de 1 à 3."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=FindingStatus.MERGED, merged_into__isnull=False)
                | ~models.Q(status=FindingStatus.MERGED) & models.Q(merged_into__isnull=True),
                name="finding_merged_into_another",
                violation_error_message=_("Un constat fusionné dit dans lequel, les autres non."),
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk"))
                & ~models.Q(split_from=models.F("pk")),
                name="finding_not_its_own_origin",
                violation_error_message=_("Un constat ne vient pas de lui-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} : {self.statement[:80]}"

    def clean(self) -> None:
        if self.pk and self._ends_in_itself():
            raise ValidationError({"merged_into": _("Cette fusion tournerait en rond.")})

    def _ends_in_itself(self) -> bool:
        """Follow the merges; a chain that comes back, or never ends, is a circle."""
        following = self.merged_into_id
        for _step in range(LONGEST_CHAIN):
            if following is None or following == self.pk:
                return following == self.pk
            chain = Finding.objects.filter(pk=following)
            following = chain.values_list("merged_into_id", flat=True).first()
        return True

    @property
    def is_active(self) -> bool:
        return self.status == FindingStatus.ACTIVE

    def get_absolute_url(self) -> str:
        return reverse("diagnostic:finding-detail", args=[self.code])

    def is_visible_to(self, user: Person) -> bool:
        """Say of one finding what `visible_to` says of many."""
        is_public = self.visibility == Visibility.PUBLIC
        return is_public or user.has_perm("diagnostic.view_finding")
