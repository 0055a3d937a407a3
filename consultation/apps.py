from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perpignan import phases

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


class ConsultationConfig(phases.PhaseConfig):
    """The residents answer; what they say comes back to the actions."""

    name = "consultation"
    slug = "consultation"
    order = 3
    verbose_name = gettext_lazy("Consultation")
    menu_label = gettext_lazy("Consultation")
    phase_codes = ("P3",)

    def invitations(self) -> Sequence[phases.Invitation]:
        # Models cannot be imported before the apps are ready.
        from django.utils import timezone

        from consultation.queries import open_consultations
        from perpignan.study.localisation import localised_text
        from perpignan.study.wording import long_date

        titles = {c: localised_text(c, "title") for c in open_consultations()}
        return [
            phases.Invitation(
                title=title.text,
                title_language=title.language,
                text=_("Ouverte à tous jusqu'au %(day)s inclus, sans compte et sans nom.")
                % {"day": long_date(timezone.localdate(consultation.closes_at))},
                url=consultation.get_absolute_url(),
                action=_("Répondre"),
            )
            for consultation, title in titles.items()
        ]

    def figures(self) -> Sequence[phases.Figure]:
        # Models cannot be imported before the apps are ready.
        from consultation.queries import public_response_total

        url = reverse(self.index_url_name)
        return [phases.Figure(public_response_total(), _("réponses à la consultation"), url)]

    def follow_ups(self) -> Sequence[phases.Invitation]:
        return [
            phases.Invitation(
                title=_("Ce qu'est devenue votre contribution"),
                text=_("Avec le code de votre reçu, sans compte : la réponse de la Ville."),
                url=reverse("consultation:contribution-check"),
                action=_("Retrouver mon idée"),
            ),
            phases.Invitation(
                title=_("Relire ou corriger votre réponse"),
                text=_("Avec le code de votre reçu, tant que la consultation est ouverte."),
                url=reverse("consultation:response-check"),
                action=_("Retrouver ma réponse"),
            ),
        ]

    def waiting_for(self, user: "AbstractBaseUser | AnonymousUser") -> Sequence[phases.Waiting]:
        # Models cannot be imported before the apps are ready.
        from consultation.permissions import can_edit_consultation
        from consultation.queries import (
            drafts_count,
            ended_count,
            ending_soon_count,
            waiting_for_review_count,
        )

        if not can_edit_consultation(user):  # type: ignore[arg-type]  # signed in, so a User of ours
            return ()
        url = reverse("admin:consultation_consultation_changelist")
        return [
            phases.Waiting(
                _("consultations qui se terminent dans la semaine"),
                ending_soon_count(),
                f"{url}?status__exact=open",
            ),
            phases.Waiting(
                _("consultations terminées, à clore"), ended_count(), f"{url}?status__exact=open"
            ),
            phases.Waiting(
                _("consultations en préparation"), drafts_count(), f"{url}?status__exact=draft"
            ),
            phases.Waiting(
                _("contributions et commentaires à relire"),
                waiting_for_review_count(),
                reverse("consultation:moderation-queue"),
            ),
        ]

    def public_pages(self) -> Sequence[phases.PublicPage]:
        # Models cannot be imported before the apps are ready.
        from consultation.queries import public_consultations, published_addresses

        own = [phases.PublicPage(reverse(self.index_url_name))]
        own += [
            phases.PublicPage(consultation.get_absolute_url(), consultation.title)
            for consultation in public_consultations()
        ]
        return own + [phases.PublicPage(url, title) for url, title in published_addresses()]
