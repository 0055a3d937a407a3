"""When a person last came, to tell her what changed since."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.personal_data import PersonalData

#: Pages opened within this time of each other are one visit.
ONE_VISIT = timedelta(minutes=30)


class WorkspaceVisit(models.Model):
    """The present visit of a person and the end of the one before: two dates, no trail."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"), related_name="visit"
    )
    seen_at = models.DateTimeField(_("vue le"))
    before = models.DateTimeField(_("visite précédente"), null=True, blank=True)

    personal_data = PersonalData(
        people=_("Membres de l'équipe et contacts des partenaires"),
        what=_("La date des deux dernières visites de leur espace"),
        why=_("Leur dire ce qui a changé depuis"),
        how_long=_("Remplacée à chaque visite"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("person",),
        is_public=False,
    )

    class Meta:
        verbose_name = _("visite")
        verbose_name_plural = _("visites")

    def __str__(self) -> str:
        return str(self.seen_at)

    def is_over_at(self, now: datetime) -> bool:
        return now - self.seen_at > ONE_VISIT
