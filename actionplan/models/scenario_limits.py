"""The limits of a scenario: budgets, conditions on actions and levers, minimums, pairs."""

from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.enums import Imposition, PairKind
from actionplan.models.amounts import amount_field
from actionplan.models.costs import YEARS
from actionplan.models.scenarios import SHARE, Scenario
from actionplan.models.sheets import ActionSheet
from perpignan.study.wording import percent

NOT_NEGATIVE = [MinValueValidator(Decimal(0), _("Ce nombre ne peut pas être négatif."))]


def _staff_field(label: object, help_text: object) -> models.DecimalField:
    return models.DecimalField(
        label,  # type: ignore[arg-type]  # a lazy string, which the stubs do not know
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
        help_text=help_text,  # type: ignore[arg-type]  # the same
    )


class ScenarioPart(models.Model):
    """A limit of a scenario; frozen with it once it is computed."""

    scenario: Scenario

    class Meta:
        abstract = True

    def clean(self) -> None:
        if self.scenario_id and not self.scenario.is_open:  # type: ignore[attr-defined]  # each limit has its scenario
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
    staff = _staff_field(
        _("équipes (ETP)"),
        _("Vide : sans limite. Équivalents temps plein que les équipes peuvent y mettre."),
    )

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
        help_text=_("Vide : celle que donne la base choisie pour le scénario."),
    )
    staff = _staff_field(
        _("charge des équipes (ETP)"), _("Par année de l'action. Vide : elle n'est pas comptée.")
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

    def clean(self) -> None:
        super().clean()
        most = self.lever.rate_max if self.lever_id else None
        if self.rate is not None and most is not None and self.rate > most:
            told = _now("Ce levier donne %(most)s au plus.")
            raise ValidationError({"rate": told % {"most": percent(most)}})


@pghistory.track()
class ScenarioMinimum(ScenarioPart):
    """The least of a priority, or of a zone: a number of actions, an amount, or both."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="minimums"
    )
    priority = models.ForeignKey(
        "study.Priority",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("priorité"),
        related_name="+",
    )
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("zone"),
        related_name="+",
    )
    count = models.PositiveSmallIntegerField(_("actions au moins"), null=True, blank=True)
    amount = amount_field(
        _("investissement au moins (€)"),
        null=True,
        blank=True,
        help_text=_("Hors taxes, le coût des actions retenues. Une action compte entière."),
    )

    class Meta:
        verbose_name = _("minimum d'une priorité ou d'une zone")
        verbose_name_plural = _("minimums par priorité ou par zone")
        ordering = ["scenario", "priority__order", "zone__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "priority"],
                name="scenario_minimum_once",
                violation_error_message=_("Cette priorité a déjà son minimum."),
            ),
            models.UniqueConstraint(
                fields=["scenario", "zone"],
                name="scenario_zone_minimum_once",
                violation_error_message=_("Cette zone a déjà son minimum."),
            ),
            models.CheckConstraint(
                condition=models.Q(priority__isnull=True, zone__isnull=False)
                | models.Q(priority__isnull=False, zone__isnull=True),
                name="scenario_minimum_of_one_group",
                violation_error_message=_("Un minimum porte sur une priorité ou sur une zone."),
            ),
            models.CheckConstraint(
                condition=models.Q(count__isnull=False) | models.Q(amount__isnull=False),
                name="scenario_minimum_says_what",
                violation_error_message=_("Donnez un nombre d'actions, un montant, ou les deux."),
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0),
                name="scenario_minimum_not_negative",
                violation_error_message=_("Un montant ne peut pas être négatif."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.priority or self.zone)


@pghistory.track()
class ScenarioPair(ScenarioPart):
    """Two actions worth more, or less, together; or that are never chosen together."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, verbose_name=_("scénario"), related_name="pairs"
    )
    first = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("une action"), related_name="+"
    )
    second = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("une autre"), related_name="+"
    )
    kind = models.CharField(
        _("ensemble"), max_length=10, choices=PairKind, default=PairKind.SYNERGY
    )
    bonus = models.DecimalField(
        _("valeur en plus"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Négative si elles se gênent. Vide pour deux actions qui s'excluent."),
    )

    class Meta:
        verbose_name = _("paire d'actions")
        verbose_name_plural = _("paires d'actions")
        ordering = ["scenario", "first__action__code", "second__action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "first", "second"],
                name="scenario_pair_once",
                violation_error_message=_("Cette paire a déjà sa ligne."),
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")),
                name="scenario_pair_of_two",
                violation_error_message=_("Une paire a deux actions différentes."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=PairKind.SYNERGY, bonus__isnull=False)
                | models.Q(kind=PairKind.EXCLUSION, bonus__isnull=True),
                name="scenario_synergy_has_its_bonus",
                violation_error_message=_(
                    "Une synergie a une valeur ; deux actions qui s'excluent n'en ont pas."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.code} + {self.second.code}"

    def clean(self) -> None:
        """Write each pair one way only, so that it cannot be given twice."""
        super().clean()
        if self.first_id and self.second_id and self.first.code > self.second.code:
            self.first, self.second = self.second, self.first
