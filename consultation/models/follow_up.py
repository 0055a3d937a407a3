"""« Vous avez dit, nous avons fait » : what the City does with a theme, and in which actions."""

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import ContributionAnswer
from consultation.models.themes import TextTheme
from perpignan.study.models import Illustrated


@pghistory.track()
class ThemeFollowUp(Illustrated):
    """The synthesis of a theme by the team, the City's decision and its reason."""

    theme = models.OneToOneField(
        TextTheme, models.CASCADE, verbose_name=_("thème"), related_name="follow_up"
    )
    synthesis = models.TextField(_("vous avez dit"), help_text=_("La synthèse du thème."))
    decision = models.CharField(_("décision"), max_length=20, choices=ContributionAnswer)
    reason = models.TextField(_("motif"), help_text=_("Ce que la Ville fait, ou pourquoi non."))
    decided_at = models.DateTimeField(_("décidée le"), default=timezone.now)

    class Meta:
        verbose_name = _("suite donnée à un thème")
        verbose_name_plural = _("suites données aux thèmes")
        ordering = ["theme__order", "theme"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") & ~models.Q(synthesis=""),
                name="follow_up_with_reason",
                violation_error_message=_("Une suite porte une synthèse et un motif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.get_decision_display()}"


@pghistory.track()
class FollowUpAction(Illustrated):
    """An action in which a theme lives on; findings and solutions are those of the action."""

    follow_up = models.ForeignKey(
        ThemeFollowUp, models.CASCADE, verbose_name=_("suite"), related_name="action_links"
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )

    class Meta:
        verbose_name = _("action liée à un thème")
        verbose_name_plural = _("actions liées aux thèmes")
        ordering = ["follow_up", "action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "action"],
                name="follow_up_action_once",
                violation_error_message=_("Cette action est déjà liée au thème."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} – {self.action_id}"
