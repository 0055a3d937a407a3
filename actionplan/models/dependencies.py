"""What waits for what: finish to start, with a lag; a circle is refused and named."""

from collections import defaultdict
from collections.abc import Sequence

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from actionplan.models.sheets import ActionSheet, SheetPart
from actionplan.validators import find_cycle

LONGEST_LAG = 260
LAGS = [
    MinValueValidator(-LONGEST_LAG, _("Le délai va de −260 à 260 semaines.")),
    MaxValueValidator(LONGEST_LAG, _("Le délai va de −260 à 260 semaines.")),
]


@pghistory.track()
class Dependency(SheetPart):
    """`sheet` starts once `needs` is finished, and `lag_weeks` weeks have passed.

    A negative lag lets it start before that end.
    """

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="dependencies"
    )
    needs = models.ForeignKey(
        ActionSheet,
        models.CASCADE,
        verbose_name=_("après la fin de"),
        related_name="followers",
    )
    lag_weeks = models.SmallIntegerField(
        _("délai (semaines)"),
        default=0,
        validators=LAGS,
        help_text=_("Négatif : l'action commence avant la fin de l'autre."),
    )

    class Meta:
        verbose_name = _("dépendance")
        verbose_name_plural = _("dépendances")
        ordering = ["sheet", "needs__action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "needs"],
                name="dependency_once",
                violation_error_message=_("Cette dépendance est déjà notée."),
            ),
            models.CheckConstraint(
                condition=~models.Q(sheet=models.F("needs")),
                name="dependency_not_on_itself",
                violation_error_message=_("Une action ne peut pas s'attendre elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet.code} → {self.needs.code}"

    @property
    def lead_weeks(self) -> int:
        """Return how many weeks before that end it may start: a negative lag, told."""
        return max(-self.lag_weeks, 0)

    def clean(self) -> None:
        if self.sheet_id is None or self.needs_id is None or self.sheet_id == self.needs_id:
            return
        cycle = self._cycle()
        if cycle:
            message = _now("Ces actions s'attendraient en rond : %s.") % " → ".join(cycle)
            raise ValidationError({"needs": message})

    def _cycle(self) -> Sequence[str]:
        edges = Dependency.objects.exclude(pk=self.pk).values_list(
            "sheet__action__code", "needs__action__code"
        )
        needs: dict[str, set[str]] = defaultdict(set)
        for code, needed in [*edges, (self.sheet.code, self.needs.code)]:
            needs[code].add(needed)
        return find_cycle(needs, self.sheet.code)
