"""Scenarios: which actions, when and with whose money, under stated limits."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import (
    OPEN_SCENARIOS,
    PENDING_SCENARIOS,
    Imposition,
    ScenarioStatus,
    SolverStatus,
    ValueBasis,
)
from actionplan.models.amounts import amount_field
from actionplan.models.costs import YEARS
from actionplan.models.sheets import ActionSheet
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
    progress = models.PositiveSmallIntegerField(_("avancement (%)"), default=0)
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
    def is_pending(self) -> bool:
        return self.status in PENDING_SCENARIOS

    @property
    def is_open(self) -> bool:
        """Say whether its limits may still change."""
        return self.status in OPEN_SCENARIOS


class ScenarioPart(models.Model):
    """A limit of a scenario; frozen with it once it is computed."""

    scenario: Scenario

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.scenario_id and not self.scenario.is_open:  # type: ignore[attr-defined]
            raise ValidationError(
                _now("Ce scénario est calculé : dupliquez-le pour en changer les limites.")
            )


@pghistory.track()
class ScenarioBudget(ScenarioPart):
    """The owner's own money of a year; nothing is carried over to the next."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="budgets"
    )
    year = models.PositiveSmallIntegerField(_("année"), validators=YEARS)
    amount = amount_field(_("budget propre (€)"))

    class Meta:
        verbose_name = _("budget d'une année")
        verbose_name_plural = _("budgets par année")
        ordering = ["scenario", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "year"],
                name="scenario_year_once",
                violation_error_message=_("Cette année est déjà donnée."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0),
                name="scenario_budget_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


@pghistory.track()
class ScenarioAction(ScenarioPart):
    """What a scenario says of one action: imposed, forbidden, delayed, worth more."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="actions"
    )
    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("action"), related_name="+"
    )
    imposition = models.CharField(
        _("choix"), max_length=10, choices=Imposition, default=Imposition.FREE
    )
    earliest = models.PositiveSmallIntegerField(
        _("au plus tôt en"), null=True, blank=True, validators=YEARS
    )
    latest = models.PositiveSmallIntegerField(
        _("au plus tard en"), null=True, blank=True, validators=YEARS
    )
    value = models.DecimalField(
        _("valeur"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Vide : celle que donnent les notes de la fiche."),
    )

    class Meta:
        verbose_name = _("condition sur une action")
        verbose_name_plural = _("conditions sur des actions")
        ordering = ["scenario", "sheet__action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "sheet"],
                name="scenario_action_once",
                violation_error_message=_("Cette action a déjà sa ligne."),
            ),
            models.CheckConstraint(
                condition=models.Q(earliest__isnull=True)
                | models.Q(latest__isnull=True)
                | models.Q(earliest__lte=models.F("latest")),
                name="scenario_action_years_ordered",
                violation_error_message=_("« Au plus tard » précède « au plus tôt »."),
            ),
        ]

    def __str__(self) -> str:
        return self.sheet.code


@pghistory.track()
class ScenarioLever(ScenarioPart):
    """What a scenario says of one lever: refused, or of another envelope or rate."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="levers"
    )
    lever = models.ForeignKey(
        "study.FundingLever", models.PROTECT, verbose_name=_("levier"), related_name="+"
    )
    is_refused = models.BooleanField(_("refusé"), default=False)
    envelope = amount_field(
        _("enveloppe (€)"),
        null=True,
        blank=True,
        help_text=_("Vide : la somme de ce que les fiches en espèrent."),
    )
    rate = models.DecimalField(
        _("taux (%)"), max_digits=6, decimal_places=3, null=True, blank=True, validators=SHARE
    )

    class Meta:
        verbose_name = _("condition sur un levier")
        verbose_name_plural = _("conditions sur des leviers")
        ordering = ["scenario", "lever__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "lever"],
                name="scenario_lever_once",
                violation_error_message=_("Ce levier a déjà sa ligne."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.lever)


@pghistory.track()
class ScenarioMinimum(ScenarioPart):
    """The least number of actions of a priority."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="minimums"
    )
    priority = models.ForeignKey(
        "study.Priority", models.PROTECT, verbose_name=_("priorité"), related_name="+"
    )
    count = models.PositiveSmallIntegerField(_("actions au moins"))

    class Meta:
        verbose_name = _("minimum d'une priorité")
        verbose_name_plural = _("minimums par priorité")
        ordering = ["scenario", "priority__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "priority"],
                name="scenario_minimum_once",
                violation_error_message=_("Cette priorité a déjà son minimum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.priority} : {self.count}"
