import uuid
from datetime import datetime
from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.enums import ContributionAnswer, SpokenStatus
from consultation.models.spoken import Spoken, SpokenQuerySet
from perpignan.study.models import Illustrated, Translated, User
from perpignan.study.personal_data import PersonalData

#: Made in the study's migrations: French stems, accents ignored.
SEARCH_CONFIG = "french_unaccent"
TITLE_LENGTH = 200
#: What a citizen may write; an import brings longer texts.
TEXT_LENGTH = 4000
#: States in which the words can be read by everyone.
READABLE = (SpokenStatus.PUBLISHED, SpokenStatus.MERGED, SpokenStatus.SPLIT)


@pghistory.track()
class Theme(Illustrated, Translated):
    """What contributions to a consultation may be about, and the study's word for it."""

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.CASCADE,
        verbose_name=_("consultation"),
        related_name="themes",
    )
    code = models.SlugField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    priority = models.ForeignKey(
        "study.Priority",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("priorité"),
        related_name="+",
    )
    axis = models.ForeignKey(
        "study.Axis",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("axe"),
        related_name="+",
    )

    class Meta:
        verbose_name = _("thème des contributions")
        verbose_name_plural = _("thèmes des contributions")
        ordering = ["consultation", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "code"],
                name="theme_code_once",
                violation_error_message=_("Ce code de thème est déjà pris."),
            ),
        ]


class ContributionQuerySet(SpokenQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> "ContributionQuerySet":
        """Everyone reads what was published by a public consultation; moderators, all.

        Words merged or split stay readable at their old address; the words that their
        author withdrew are gone for all.
        """
        if user.has_perm("consultation.moderate_contribution"):
            return self.exclude(status=SpokenStatus.WITHDRAWN)
        return self.readable().exclude(consultation__status="draft")

    def readable(self) -> "ContributionQuerySet":
        return self.filter(status__in=READABLE)

    def listed(self) -> "ContributionQuerySet":
        """Keep what everyone reads in lists: published, of public consultations."""
        return self.published().exclude(consultation__status="draft")

    def of_zone(self, code: str) -> "ContributionQuerySet":
        """Keep what speaks of one zone; everything without a code."""
        return self.filter(zone__code=code) if code else self

    def on_the_map(self) -> "ContributionQuerySet":
        return self.filter(latitude__isnull=False)


def picture_path(contribution: Any, filename: str) -> str:
    """Keep a picture under a name that cannot be guessed, never under its sender's."""
    return f"contributions/{uuid.uuid4().hex}.jpg"


@pghistory.track(
    fields=["status", "status_reason", "theme", "zone", "answer", "answer_reason", "merged_into"],
    model_name="ContributionEvent",
)
class Contribution(Spoken, Illustrated):
    """An idea for the heart of town, given by a citizen, and what became of it.

    Its history keeps what the team decided, never the words: their author may withdraw
    them, and then they are gone.
    """

    consultation = models.ForeignKey(
        "consultation.Consultation",
        models.PROTECT,
        verbose_name=_("consultation"),
        related_name="contributions",
    )
    title = models.CharField(_("titre"), max_length=TITLE_LENGTH)
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("thème"),
        related_name="contributions",
    )
    zone = models.ForeignKey(
        "study.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("secteur"),
        related_name="+",
    )
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    picture = models.FileField(_("image"), upload_to=picture_path, max_length=100, blank=True)
    picture_alt = models.CharField(_("description de l'image"), max_length=300, blank=True)
    imported_supports = models.PositiveIntegerField(
        _("soutiens repris"),
        default=0,
        help_text=_("Comptés par la plateforme d'où vient la contribution."),
    )
    answer = models.CharField(
        _("réponse de la Ville"), max_length=20, choices=ContributionAnswer, blank=True
    )
    answer_reason = models.TextField(_("motif de la réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondue le"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("réunie avec"),
        related_name="merged",
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("tirée de"),
        related_name="parts",
    )
    search_vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=SEARCH_CONFIG)
        + SearchVector("text", weight="B", config=SEARCH_CONFIG)
        + SearchVector("place", weight="B", config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ContributionQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Auteurs de contributions"),
        what=_(
            "Leur idée, un lieu et une image s'ils en donnent, sans nom ; l'empreinte d'un code"
        ),
        why=_("Publier les idées et y répondre"),
        how_long=_("Le temps de la publication ; retirée aussitôt que son auteur le demande"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=(
            *("title", "text", "place", "picture", "picture_alt"),
            *("idempotency_key", "receipt_hash"),
        ),
        harmless=("language", "status_reason", "answer_reason", "external_id"),
    )

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["-submitted_at", "-pk"]
        permissions = [
            ("moderate_contribution", "Can publish, refuse, merge and split contributions"),
            ("answer_contribution", "Can answer contributions in the name of the City"),
        ]
        indexes = [
            GinIndex(fields=["search_vector"], name="contribution_search"),
            models.Index(
                fields=["consultation", "status", "-submitted_at"], name="contribution_list"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=SpokenStatus.REFUSED) | ~models.Q(status_reason=""),
                name="contribution_refused_with_reason",
                violation_error_message=_("Une contribution refusée porte le motif du refus."),
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | ~models.Q(answer="")
                & ~models.Q(answer_reason="")
                & models.Q(answered_at__isnull=False),
                name="contribution_answered_with_reason",
                violation_error_message=_("Une réponse de la Ville porte son motif."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=SpokenStatus.MERGED, merged_into__isnull=False)
                | models.Q(merged_into__isnull=True),
                name="contribution_merged_into_another",
                violation_error_message=_("Seule une contribution réunie renvoie à une autre."),
            ),
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(picture_alt=""),
                name="contribution_picture_described",
                violation_error_message=_("Décrivez l'image en quelques mots."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    latitude__isnull=False,
                    longitude__isnull=False,
                ),
                name="contribution_point_whole",
                violation_error_message=_("Un point demande une latitude et une longitude."),
            ),
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~models.Q(external_id=""),
                name="contribution_external_once",
                violation_error_message=_("Cette contribution a déjà été importée."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("consultation:contribution-detail", args=[self.consultation.slug, self.pk])

    @property
    def shows_picture(self) -> bool:
        """Say whether the public may see the picture: once a moderator has."""
        return bool(self.picture) and self.reviewed_at is not None and self.status in READABLE


@pghistory.track()
class ContributionAction(Illustrated):
    """An action in which a contribution lives on, by the City's answer."""

    contribution = models.ForeignKey(
        Contribution,
        models.CASCADE,
        verbose_name=_("contribution"),
        related_name="action_links",
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )

    class Meta:
        verbose_name = _("action liée à une contribution")
        verbose_name_plural = _("actions liées aux contributions")
        ordering = ["contribution", "action__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "action"],
                name="contribution_action_once",
                violation_error_message=_("Cette action est déjà liée à la contribution."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} – {self.action_id}"


class ContributionContactQuerySet(models.QuerySet["ContributionContact"]):
    def due_for_erasure(self, now: datetime) -> "ContributionContactQuerySet":
        return self.filter(erase_after__lt=timezone.localdate(now))


class ContributionContact(models.Model):
    """The address to which an author asked for news: kept apart, erased at its date."""

    contribution = models.OneToOneField(
        Contribution, models.CASCADE, verbose_name=_("contribution"), related_name="contact"
    )
    address = models.EmailField(_("adresse électronique"), max_length=254)
    erase_after = models.DateField(_("effacée après le"), db_index=True)
    last_event = models.PositiveBigIntegerField(_("dernière nouvelle envoyée"), default=0)

    objects = ContributionContactQuerySet.as_manager()
    personal_data = PersonalData(
        people=_("Auteurs de contributions qui demandent des nouvelles"),
        what=_("Une adresse électronique, à part de la contribution"),
        why=_("Dire à l'auteur ce que devient son idée"),
        how_long=_("Jusqu'à six mois après la fin de la consultation"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("address",),
        due="due_for_erasure",
    )

    class Meta:
        verbose_name = _("adresse d'un auteur")
        verbose_name_plural = _("adresses des auteurs")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
