from datetime import datetime

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.enums import AccessMode, ConsultationStatus, Moderation
from perpignan.study.models import Illustrated, User

Status = ConsultationStatus
DEFAULT_LEGAL_FRAME = "Code des relations entre le public et l'administration, article L131-1"

#: Files that the public can read of an information file.
READABLE = (".pdf", ".odt", ".docx")


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> "ConsultationQuerySet":
        return self.exclude(status=Status.DRAFT)

    def visible_to(self, user: User | AnonymousUser) -> "ConsultationQuerySet":
        """Everyone sees what is announced or later; the team sees its drafts too."""
        if user.has_perm("consultation.view_consultation"):
            return self
        return self.public()

    def for_answering(self) -> "ConsultationQuerySet":
        """Load only what storing an answer asks: none of the texts."""
        return self.only("slug", "status", "opens_at", "closes_at", "access")

    def open_at(self, now: datetime) -> "ConsultationQuerySet":
        return self.filter(status=Status.OPEN, opens_at__lte=now, closes_at__gt=now)


@pghistory.track()
class Consultation(Illustrated):
    """A consultation of the public: what it asks, of whom, until when, what becomes of it."""

    slug = models.SlugField(_("adresse courte"), max_length=60, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    title_ca = models.CharField(_("titre en catalan"), max_length=200, blank=True)
    title_en = models.CharField(_("titre en anglais"), max_length=200, blank=True)
    purpose = models.TextField(_("objet"), blank=True)
    purpose_ca = models.TextField(_("objet en catalan"), blank=True)
    purpose_en = models.TextField(_("objet en anglais"), blank=True)
    legal_frame = models.CharField(
        _("cadre juridique"), max_length=250, default=DEFAULT_LEGAL_FRAME
    )
    opens_at = models.DateTimeField(_("ouvre le"), null=True, blank=True)
    closes_at = models.DateTimeField(_("se termine le"), null=True, blank=True)
    how_to_take_part = models.TextField(_("comment participer"), blank=True)
    how_to_take_part_ca = models.TextField(_("comment participer, en catalan"), blank=True)
    how_to_take_part_en = models.TextField(_("comment participer, en anglais"), blank=True)
    information = models.TextField(_("informations utiles"), blank=True)
    information_ca = models.TextField(_("informations utiles, en catalan"), blank=True)
    information_en = models.TextField(_("informations utiles, en anglais"), blank=True)
    information_url = models.URLField(
        _("adresse du dossier d'information"), max_length=500, blank=True
    )
    privacy_notice = models.TextField(_("données personnelles"), blank=True)
    privacy_notice_ca = models.TextField(_("données personnelles, en catalan"), blank=True)
    privacy_notice_en = models.TextField(_("données personnelles, en anglais"), blank=True)
    use_of_answers = models.TextField(_("ce que deviennent les réponses"), blank=True)
    use_of_answers_ca = models.TextField(
        _("ce que deviennent les réponses, en catalan"), blank=True
    )
    use_of_answers_en = models.TextField(
        _("ce que deviennent les réponses, en anglais"), blank=True
    )
    information_file = models.FileField(
        _("dossier d'information, en fichier"), upload_to="consultations/", blank=True
    )
    extension_note = models.CharField(
        _("raison de la prolongation"),
        max_length=300,
        blank=True,
        help_text=_("Publiée avec la nouvelle date de fin."),
    )
    contact = models.CharField(_("contact"), max_length=250, blank=True)
    access = models.CharField(
        _("qui peut répondre"), max_length=20, choices=AccessMode, default=AccessMode.OPEN
    )
    status = models.CharField(
        _("état"), max_length=20, choices=ConsultationStatus, default=Status.DRAFT
    )
    accepts_contributions = models.BooleanField(
        _("reçoit des contributions"),
        default=False,
        help_text=_("Des idées libres, publiées et soutenues, à côté du questionnaire."),
    )
    moderation = models.CharField(
        _("relecture des contributions"),
        max_length=10,
        choices=Moderation,
        default=Moderation.BEFORE,
    )

    takes_statements = models.BooleanField(
        _("fait voter sur des affirmations"),
        default=False,
        help_text=_("Chacun donne son avis sur des affirmations, une à une, et en propose."),
    )
    shows_opinions = models.BooleanField(
        _("montre les groupes d'opinion avant la fin"),
        default=False,
        help_text=_("Sinon, l'équipe seule les lit jusqu'à la publication des résultats."),
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["-opens_at", "slug"]
        permissions = [("run_consultation", "Can announce, open and close a consultation")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("La fin précède l'ouverture.")})
        if self.status != Status.DRAFT and not (self.opens_at and self.closes_at):
            raise ValidationError(
                {"opens_at": _("Donnez les dates d'ouverture et de fin avant d'annoncer.")}
            )

        if self.information_file and not str(self.information_file).lower().endswith(READABLE):
            raise ValidationError(
                {"information_file": _("Joignez un PDF, ou un document ODT ou DOCX.")}
            )

    def get_absolute_url(self) -> str:
        return reverse("consultation:consultation-detail", args=[self.slug])

    def is_open_at(self, now: datetime) -> bool:
        """Say whether an answer can be given: opened by the team and within the dates."""
        return self.state_at(now) == Status.OPEN

    def state_at(self, now: datetime) -> ConsultationStatus:
        """Tell the state that readers see: dates close what the team has not yet closed."""
        status = Status(self.status)
        if status != Status.OPEN or self.opens_at is None or self.closes_at is None:
            return status
        if now < self.opens_at:
            return Status.ANNOUNCED
        return Status.OPEN if now < self.closes_at else Status.CLOSED
