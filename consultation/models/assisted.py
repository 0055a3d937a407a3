from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.study.personal_data import PersonalData

#: An agent's desk closes by itself: a forgotten tablet is an ordinary one the next day.
DESK_HOURS = 12
AGENT_DAYS = 365


class AssistedSessionQuerySet(models.QuerySet["AssistedSession"]):
    def running(self, now: datetime) -> "AssistedSessionQuerySet":
        return self.filter(ended_at=None, started_at__gt=now - timedelta(hours=DESK_HOURS))

    def due_for_erasure(self, now: datetime) -> "AssistedSessionQuerySet":
        since = now - timedelta(days=AGENT_DAYS)
        return self.filter(started_at__lt=since, agent__isnull=False)

    def forget_agents(self) -> int:
        return self.update(agent=None)


class AssistedSession(models.Model):
    """An agent beside people who answer on a tablet. It counts answers, it links to none."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="assisted_sessions",
    )
    agent = models.ForeignKey(
        "study.User", models.SET_NULL, null=True, verbose_name=_("agent"), related_name="+"
    )
    place = models.CharField(_("lieu"), max_length=150)
    started_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    ended_at = models.DateTimeField(_("terminée le"), null=True, blank=True)
    response_count = models.PositiveIntegerField(_("réponses"), default=0)

    objects = AssistedSessionQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Agents qui accompagnent les habitants"),
        what=_("L'agent, le lieu et l'heure de sa permanence ; aucun lien avec les réponses"),
        why=_("Savoir où les permanences servent"),
        how_long=_("Un an ; le lieu et le nombre de réponses restent"),
        fields=("agent", "place"),
        is_public=False,
        due="due_for_erasure",
        erase="forget_agents",
    )

    class Meta:
        verbose_name = _("permanence avec un agent")
        verbose_name_plural = _("permanences avec un agent")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.place}, {timezone.localdate(self.started_at)}"
