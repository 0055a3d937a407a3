"""Solutions: candidates argued for and against, then retained, joined, cut or set aside."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actionplan.enums import CLOSED_STATUSES, Side, SolutionStatus
from perpignan.study.enums import Visibility
from perpignan.study.models import Illustrated
from perpignan.study.permissions import Person


class SolutionQuerySet(models.QuerySet["Solution"]):
    def public(self) -> "SolutionQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Person) -> "SolutionQuerySet":
        """Everyone sees what is published; the team what it is still writing."""
        return self if user.has_perm("actionplan.view_solution") else self.public()

    def open(self) -> "SolutionQuerySet":
        """Keep what may still be decided: neither merged nor split."""
        return self.exclude(status__in=CLOSED_STATUSES)

    def retained(self) -> "SolutionQuerySet":
        return self.filter(status=SolutionStatus.RETAINED)

    def undecided(self) -> "SolutionQuerySet":
        return self.filter(status=SolutionStatus.CANDIDATE)


@pghistory.track()
class Solution(Illustrated):
    """A way to answer what was found, and what became of it, with its public reason.

    A merged or split solution stays, readable, with what it has become.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    priority = models.ForeignKey(
        "study.Priority", models.PROTECT, verbose_name=_("priorité"), related_name="+"
    )
    axes = models.ManyToManyField(
        "study.Axis", blank=True, verbose_name=_("axes"), related_name="+"
    )
    actions = models.ManyToManyField(
        "study.Action",
        blank=True,
        verbose_name=_("actions qui la mettent en œuvre"),
        related_name="+",
    )
    status = models.CharField(
        _("état"),
        max_length=20,
        choices=SolutionStatus,
        default=SolutionStatus.CANDIDATE,
        editable=False,
    )
    reason = models.TextField(
        _("raison"),
        blank=True,
        editable=False,
        help_text=_("Publiée avec la décision."),
    )
    decided_on = models.DateField(_("décidé le"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("fusionnée dans"),
        related_name="merged_from",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("issue de la scission de"),
        related_name="parts",
    )
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        ordering = ["priority__order", "order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=SolutionStatus.CANDIDATE) | ~models.Q(reason=""),
                name="solution_decided_with_reason",
                violation_error_message=_("Une décision porte sa raison, qui est publiée."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=SolutionStatus.MERGED, merged_into__isnull=False)
                | (~models.Q(status=SolutionStatus.MERGED) & models.Q(merged_into__isnull=True)),
                name="solution_merged_into_another",
                violation_error_message=_("Une solution fusionnée dit dans laquelle."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("pk"))
                )
                & (models.Q(split_from__isnull=True) | ~models.Q(split_from=models.F("pk"))),
                name="solution_not_its_own_origin",
                violation_error_message=_("Une solution ne vient pas d'elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplan:solution-detail", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED_STATUSES


#: A link is added or removed, never changed; it outlives neither of its ends.
track_links = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)


@track_links
class SolutionAction(Solution.actions.through):  # type: ignore[name-defined]  # Django makes the class at run time
    class Meta:
        proxy = True


@track_links
class SolutionAxis(Solution.axes.through):  # type: ignore[name-defined]  # Django makes the class at run time
    class Meta:
        proxy = True


@pghistory.track()
class SolutionArgument(Illustrated):
    """A reason for or against a solution, with what it rests on."""

    solution = models.ForeignKey(
        Solution, models.CASCADE, verbose_name=_("solution"), related_name="arguments"
    )
    side = models.CharField(_("sens"), max_length=10, choices=Side)
    text = models.CharField(_("argument"), max_length=400)
    source = models.ForeignKey(
        "study.Source",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("source"),
        related_name="+",
    )
    reference = models.CharField(
        _("autre preuve"),
        max_length=250,
        blank=True,
        help_text=_("Un constat, un cas, une page du portail : dites laquelle."),
    )

    class Meta:
        verbose_name = _("argument")
        verbose_name_plural = _("arguments")
        ordering = ["solution", "-side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "side", "text"],
                name="argument_once",
                violation_error_message=_("Cet argument est déjà donné."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if not self.text.strip():
            raise ValidationError({"text": _("Écrivez l'argument.")})
