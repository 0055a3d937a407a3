"""Scenarios: which actions, when and with whose money; their limits are beside."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.enums import (
    OPEN_SCENARIOS,
    PENDING_SCENARIOS,
    ScenarioStatus,
    SolverStage,
    SolverStatus,
    ValueBasis,
)
from perpignan.study.models import Illustrated
from perpignan.study.permissions import Person
from perpignan.study.personal_data import PersonalData

SHARE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def pending(self) -> "ScenarioQuerySet":
        return self.filter(status__in=PENDING_SCENARIOS)

    def visible_to(self, user: Person) -> "ScenarioQuerySet":
        """Those who prepare and decide see all the scenarios; nobody else sees any."""
        return self if user.has_perm("actionplan.view_scenario") else self.none()


class Scenario(Illustrated):
    """Limits set by people, and the plan that fits them best; computed, it is frozen."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    value_basis = models.CharField(
        _("valeur d'une action"), max_length=20, choices=ValueBasis, default=ValueBasis.IMPACT
    )
    budget_change = models.SmallIntegerField(
        _("variation du budget propre (%)"),
        default=0,
        validators=[
            MinValueValidator(-100, _("Le budget baisse de 100 % au plus.")),
            MaxValueValidator(1000, _("Le budget est multiplié par onze au plus.")),
        ],
        help_text=_("-20 retire un cinquième du budget de chaque année."),
    )
    owner_share = models.DecimalField(
        _("participation minimale du maître d'ouvrage (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(20),
        validators=SHARE,
    )
    time_limit = models.PositiveSmallIntegerField(
        _("durée limite du calcul (secondes)"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    status = models.CharField(
        _("état du calcul"), max_length=10, choices=ScenarioStatus, default=ScenarioStatus.DRAFT
    )
    stage = models.CharField(_("étape"), max_length=10, choices=SolverStage, blank=True)
    progress = models.PositiveSmallIntegerField(_("temps passé (%)"), default=0)
    solver_status = models.CharField(
        _("réponse du calcul"), max_length=10, choices=SolverStatus, blank=True
    )
    objective = models.FloatField(_("valeur"), null=True, blank=True)
    bound = models.FloatField(_("borne"), null=True, blank=True)
    gap = models.FloatField(_("écart"), null=True, blank=True)
    result = models.JSONField(_("résultat"), null=True, blank=True)
    problem = models.TextField(_("raison de l'échec"), blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("demandé par"),
        related_name="+",
    )
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("dernier signe de vie"), default=timezone.now)
    attempt = models.PositiveSmallIntegerField(_("essai"), default=0)
    claim = models.UUIDField(_("jeton du calculateur"), null=True, blank=True)
    is_adopted = models.BooleanField(_("adopté"), default=False)
    adoption_reason = models.TextField(_("raison de l'adoption"), blank=True)
    adopted_on = models.DateField(_("adopté le"), null=True, blank=True)

    objects = ScenarioQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Membres de l'équipe qui calculent un scénario"),
        what=_("Qui l'a demandé"),
        why=_("Savoir d'où vient chaque scénario"),
        how_long=_("Le temps de l'étude"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("requested_by",),
        harmless=("code", "name", "description", "result", "problem", "adoption_reason"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("scénario")
        verbose_name_plural = _("scénarios")
        ordering = ["-is_adopted", "pk"]
        permissions = [("adopt_scenario", "Can adopt a scenario")]
        constraints = [
            models.UniqueConstraint(
                fields=["is_adopted"],
                condition=models.Q(is_adopted=True),
                name="one_scenario_adopted",
                violation_error_message=_("Un autre scénario est déjà adopté."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_adopted=False)
                | (~models.Q(adoption_reason="") & models.Q(adopted_on__isnull=False)),
                name="scenario_adopted_with_reason",
                violation_error_message=_("Un scénario s'adopte avec une raison."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ScenarioStatus.FAILED) | ~models.Q(problem=""),
                name="scenario_failed_with_reason",
                violation_error_message=_("Un calcul échoué dit pourquoi."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actionplan:scenario-detail", args=[self.code])

    @property
    def value(self) -> Decimal | None:
        """Give what the plan is worth without the zeros that a float brings."""
        return None if self.objective is None else Decimal(f"{self.objective:.4f}").normalize()

    @property
    def gap_percent(self) -> Decimal | None:
        return None if self.gap is None else Decimal(str(self.gap)) * 100

    @property
    def seconds_given(self) -> int:
        """Give the time of a computation at most: the search, then its explanation."""
        return 2 * self.time_limit

    @property
    def seconds_spent(self) -> int:
        """Give the time since a worker took the computation up."""
        if self.started_at is None or self.status != ScenarioStatus.RUNNING:
            return 0
        return max(0, int((timezone.now() - self.started_at).total_seconds()))

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING_SCENARIOS

    @property
    def is_open(self) -> bool:
        """Say whether its limits may still change."""
        return self.status in OPEN_SCENARIOS
