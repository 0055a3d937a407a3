"""A vote on a budget: what can be spent, on which projects, and how the vote is counted."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.enums import BallotKind, CostBasis, CountingRule
from perpignan.study.models import Illustrated, User

MOST_CHOICES = 100
CODE_LENGTH = 60


def amount_field(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0"))]
    )


class BudgetVoteQuerySet(models.QuerySet["BudgetVote"]):
    def visible_to(self, user: User | AnonymousUser) -> "BudgetVoteQuerySet":
        """Everyone sees a published vote of a public consultation; the team, its drafts too."""
        if user.has_perm("consultation.view_budgetvote"):
            return self
        return self.public()

    def public(self) -> "BudgetVoteQuerySet":
        return self.filter(is_published=True).exclude(consultation__status="draft")

    def to_count(self, now: datetime) -> "BudgetVoteQuerySet":
        """Find the votes that are over and not counted."""
        return self.filter(is_published=True, closes_at__lte=now, count=None)


@pghistory.track()
class BudgetVote(Illustrated):
    """A vote on a budget in a consultation: once it has opened, its rules do not change."""

    consultation = models.OneToOneField(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="budget_vote",
    )
    title = models.CharField(_("titre"), max_length=200)
    introduction = models.TextField(_("présentation"), blank=True)
    budget = amount_field(_("budget, en euros"))
    cost_basis = models.CharField(
        _("coûts et budget"), max_length=3, choices=CostBasis, default=CostBasis.INCLUDED
    )
    ballot_kind = models.CharField(
        _("bulletin"), max_length=10, choices=BallotKind, default=BallotKind.APPROVAL
    )
    min_choices = models.PositiveSmallIntegerField(
        _("projets à choisir, au moins"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CHOICES)],
    )
    max_choices = models.PositiveSmallIntegerField(
        _("projets à choisir, au plus"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_CHOICES)],
    )
    points = models.PositiveSmallIntegerField(
        _("points à partager"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    must_fit = models.BooleanField(
        _("les choix tiennent dans le budget"),
        default=True,
        help_text=_("Un bulletin dont les projets dépassent le budget est refusé."),
    )
    minimum_votes = models.PositiveIntegerField(
        _("voix minimales"),
        default=0,
        help_text=_("Voix, ou points, sous lesquels un projet ne peut pas l'emporter."),
    )
    rule = models.CharField(
        _("règle de comptage"), max_length=20, choices=CountingRule, default=CountingRule.GREEDY
    )
    tie_note = models.CharField(
        _("en cas d'égalité qui décide"),
        max_length=300,
        blank=True,
        help_text=_(
            "Entre égaux : plus de voix, puis moins cher, puis premier de la liste. "
            "Dites ici si la Ville fait autrement, par un tirage au sort par exemple."
        ),
    )
    opens_at = models.DateTimeField(_("ouvre le"))
    closes_at = models.DateTimeField(_("se termine le"))
    is_published = models.BooleanField(
        _("publié"), default=False, help_text=_("Sans cela, seule l'équipe voit ce vote.")
    )

    objects = BudgetVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote sur un budget")
        verbose_name_plural = _("votes sur un budget")
        ordering = ["-opens_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("La fin précède l'ouverture.")})
        if self.max_choices is not None and self.max_choices < (self.min_choices or 1):
            raise ValidationError({"max_choices": _("Le plus est inférieur au moins.")})
        if self.ballot_kind == BallotKind.POINTS and not self.points:
            raise ValidationError({"points": _("Donnez le nombre de points à partager.")})

    def get_absolute_url(self) -> str:
        return reverse("consultation:budget-vote", args=[self.consultation.slug])

    def is_open_at(self, now: datetime) -> bool:
        return self.is_published and self.opens_at <= now < self.closes_at

    def is_over_at(self, now: datetime) -> bool:
        return self.is_published and now >= self.closes_at

    @property
    def most_choices(self) -> int | None:
        """The most projects that a ballot may name; one where one is chosen."""
        return 1 if self.ballot_kind == BallotKind.ONE else self.max_choices

    @property
    def least_choices(self) -> int:
        return 1 if self.ballot_kind == BallotKind.ONE else self.min_choices


@pghistory.track()
class BudgetDistrict(Illustrated):
    """A part of the town with a budget of its own: its projects compete among themselves."""

    vote = models.ForeignKey(
        BudgetVote, models.CASCADE, verbose_name=_("vote"), related_name="districts"
    )
    code = models.SlugField(_("code"), max_length=CODE_LENGTH)
    name = models.CharField(_("nom"), max_length=120)
    budget = amount_field(_("budget, en euros"))
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("secteur"),
        related_name="+",
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("quartier d'un vote")
        verbose_name_plural = _("quartiers d'un vote")
        ordering = ["vote", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "code"],
                name="budget_district_code_once",
                violation_error_message=_("Ce code de quartier est déjà pris."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class BudgetProject(Illustrated):
    """A project that the budget may pay for."""

    vote = models.ForeignKey(
        BudgetVote, models.CASCADE, verbose_name=_("vote"), related_name="projects"
    )
    code = models.SlugField(_("code"), max_length=CODE_LENGTH)
    name = models.CharField(_("nom"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    cost = amount_field(_("coût, en euros"))
    district = models.ForeignKey(
        BudgetDistrict,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("quartier"),
        related_name="projects",
    )
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("secteur"),
        related_name="+",
    )
    action = models.ForeignKey(
        "study.Action",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("action de l'étude"),
        related_name="+",
    )
    exclusive_group = models.SlugField(
        _("incompatible avec"),
        max_length=CODE_LENGTH,
        blank=True,
        help_text=_("Des projets qui portent ici le même mot s'excluent : un seul l'emporte."),
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("projet soumis au vote")
        verbose_name_plural = _("projets soumis au vote")
        ordering = ["vote", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "code"],
                name="budget_project_code_once",
                violation_error_message=_("Ce code de projet est déjà pris."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.district_id and self.district and self.district.vote_id != self.vote_id:
            raise ValidationError({"district": _("Ce quartier est d'un autre vote.")})
