"""Interviews of people, in Perpignan and elsewhere: personal data, for the team only.

An interview knows no phase: the benchmark links it to a city, the diagnostic cites it.
"""

import uuid
from datetime import date, datetime, timedelta

import pghistory
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from perpignan.study.enums import Consent, InterviewKind, InterviewMode, InterviewStatus
from perpignan.study.models.base import Illustrated
from perpignan.study.models.user import User
from perpignan.study.personal_data import PersonalData

#: How long a person's name and coordinates are kept unless the team says otherwise.
RETENTION = timedelta(days=730)


def default_keep_until() -> date:
    return timezone.localdate() + RETENTION


class ResourcePersonQuerySet(models.QuerySet["ResourcePerson"]):
    def due_for_erasure(self, day: date) -> "ResourcePersonQuerySet":
        return self.filter(keep_until__lt=day)

    def past_their_day(self, now: datetime) -> "ResourcePersonQuerySet":
        return self.due_for_erasure(timezone.localdate(now))

    def forget(self) -> None:
        """Erase these people, and their names in the notes of the back office.

        Interviews and words stay, without a name.
        """
        keys = list(self.values_list("pk", flat=True))
        kind = ContentType.objects.get_for_model(ResourcePerson)
        noted = LogEntry.objects.filter(content_type=kind, object_id__in=map(str, keys))
        noted.update(object_repr=gettext("Personne effacée"), change_message="")
        ResourcePerson.objects.filter(pk__in=keys).delete()


class ResourcePerson(models.Model):
    """Somebody who was or may be heard. No history is kept, so erasing erases."""

    name = models.CharField(_("nom"), max_length=150)
    job_title = models.CharField(_("fonction"), max_length=150, blank=True)
    organisation = models.CharField(_("organisme"), max_length=150, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    note = models.TextField(_("note interne"), blank=True)
    keep_until = models.DateField(
        _("à conserver jusqu'au"),
        default=default_keep_until,
        help_text=_("Passé ce jour, la fiche est à effacer."),
    )

    objects = ResourcePersonQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Personnes ressources, entendues ou à entendre"),
        what=_("Nom, fonction, organisme, coordonnées, note interne"),
        why=_("Préparer les entretiens de l'étude"),
        how_long=_("Jusqu'à la date écrite sur la fiche : deux ans, sauf demande contraire"),
        basis=_("Mission d'intérêt public (RGPD, article 6.1.e)"),
        fields=("name", "job_title", "organisation", "email", "phone", "note"),
        due="past_their_day",
        erase="forget",
    )

    class Meta:
        verbose_name = _("personne ressource")
        verbose_name_plural = _("personnes ressources")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.job_title}" if self.job_title else self.name


@pghistory.track()
class InterviewGuide(Illustrated):
    """What to ask, to whom, in how long."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("titre"), max_length=200)
    objective = models.TextField(_("objectif"), blank=True)
    audience = models.CharField(_("public"), max_length=200, blank=True)
    duration = models.PositiveSmallIntegerField(_("durée (minutes)"), default=45)

    class Meta:
        verbose_name = _("guide d'entretien")
        verbose_name_plural = _("guides d'entretien")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class InterviewQuestion(models.Model):
    """One thing to ask; questions of the same theme follow each other."""

    guide = models.ForeignKey(
        InterviewGuide, models.CASCADE, verbose_name=_("guide"), related_name="questions"
    )
    order = models.PositiveSmallIntegerField(_("ordre"))
    theme = models.CharField(_("thème"), max_length=150)
    text = models.TextField(_("question"))

    class Meta:
        verbose_name = _("question du guide")
        verbose_name_plural = _("questions du guide")
        ordering = ["guide_id", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "order"],
                name="interview_question_order",
                violation_error_message=_("Deux questions ont le même rang."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.theme}"


def default_interview_code() -> str:
    """Give a reference that says nothing of the person."""
    return f"entretien-{uuid.uuid4().hex[:8]}"


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, user: User | AnonymousUser) -> "InterviewQuerySet":
        """The team of the study knows who was heard; nobody else."""
        return self if user.has_perm("study.view_interview") else self.none()


@pghistory.track(exclude=["person", "attendees", "minutes"])
class Interview(Illustrated):
    """A meeting with somebody, a department or an actor; its minutes stay internal."""

    code = models.SlugField(
        _("référence"),
        max_length=40,
        unique=True,
        default=default_interview_code,
        help_text=_("Ce que les fichiers et l'API l'appellent. Jamais le nom de la personne."),
    )
    kind = models.CharField(
        _("qui est entendu"),
        max_length=20,
        choices=InterviewKind,
        default=InterviewKind.RESOURCE_PERSON,
    )
    guide = models.ForeignKey(
        InterviewGuide, models.PROTECT, verbose_name=_("guide"), related_name="interviews"
    )
    department = models.CharField(
        _("service entendu"), max_length=200, blank=True, help_text=_("Sans nom de personne.")
    )
    organisation = models.ForeignKey(
        "study.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("organisme entendu"),
        related_name="interviews",
    )
    person = models.ForeignKey(
        ResourcePerson,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("personne ressource"),
        related_name="interviews",
    )
    held_on = models.DateField(_("date"), null=True, blank=True)
    mode = models.CharField(
        _("mode"), max_length=10, choices=InterviewMode, default=InterviewMode.VIDEO
    )
    attendees = models.TextField(
        _("présents"), blank=True, help_text=_("De préférence des fonctions, sans nom.")
    )
    minutes = models.TextField(_("compte rendu"), blank=True, help_text=_("Jamais publié."))
    status = models.CharField(
        _("état"), max_length=10, choices=InterviewStatus, default=InterviewStatus.PLANNED
    )

    objects = InterviewQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Personnes entendues par l'étude"),
        what=_("Le compte rendu de l'entretien, qui y était"),
        why=_("Établir le diagnostic"),
        how_long=_("Le temps de l'étude ; jamais publié"),
        fields=("person", "attendees", "minutes"),
        harmless=("code", "department"),
        is_public=False,
    )

    class Meta:
        verbose_name = _("entretien")
        verbose_name_plural = _("entretiens")
        ordering = ["-held_on", "pk"]

    def __str__(self) -> str:
        """Name it by its rank and what was heard; the person stays unnamed."""
        about = self.department or InterviewKind(self.kind).label
        words = {"number": self.pk or "-", "about": about, "day": self.held_on or _("sans date")}
        return str(_("Entretien %(number)s, %(about)s, %(day)s") % words)

    def clean(self) -> None:
        if self.kind == InterviewKind.DEPARTMENT and not self.department:
            raise ValidationError({"department": _("Indiquez le service entendu.")})
        held = {InterviewStatus.DONE, InterviewStatus.REPORTED}
        if self.status in held and self.held_on is None:
            raise ValidationError({"held_on": _("Indiquez la date de l'entretien.")})
        if self.status == InterviewStatus.REPORTED and not self.minutes:
            raise ValidationError({"minutes": _("Le compte rendu manque.")})


class QuoteQuerySet(models.QuerySet["Quote"]):
    def public(self) -> "QuoteQuerySet":
        """Keep the words that may be read by all: anonymous, or named and read again."""
        named = models.Q(consent=Consent.NAMED, reread_on__isnull=False)
        return self.filter(models.Q(consent=Consent.ANONYMOUS) | named)

    def visible_to(self, user: User | AnonymousUser) -> "QuoteQuerySet":
        """Everyone reads what was allowed; the team of the study all that was said."""
        return self if user.has_perm("study.view_quote") else self.public()


@pghistory.track(exclude=["text"])
class Quote(models.Model):
    """Words said in an interview, with what the person allowed to do with them."""

    interview = models.ForeignKey(
        Interview, models.CASCADE, verbose_name=_("entretien"), related_name="quotes"
    )
    text = models.TextField(_("citation"))
    consent = models.CharField(_("accord"), max_length=10, choices=Consent, default=Consent.NONE)
    reread_on = models.DateField(
        _("relue par la personne le"),
        null=True,
        blank=True,
        help_text=_("Demandé pour une publication nominative."),
    )

    objects = QuoteQuerySet.as_manager()

    personal_data = PersonalData(
        people=_("Personnes entendues par l'étude"),
        what=_("Leurs propos, avec l'accord qu'elles ont donné"),
        why=_("Donner à lire ce qui a été dit"),
        how_long=_("Le temps de l'étude ; sans nom, sauf accord et relecture"),
        fields=("text",),
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(consent=Consent.NAMED) | models.Q(reread_on__isnull=False),
                name="quote_named_once_reread",
                violation_error_message=_("Une citation nominative a été relue par la personne."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        if self.consent == Consent.NAMED and self.reread_on is None:
            raise ValidationError({"reread_on": _("Indiquez la date de relecture.")})

    @property
    def is_public(self) -> bool:
        """Say of one quote what `public` says of many."""
        is_named = self.consent == Consent.NAMED and self.reread_on is not None
        return self.consent == Consent.ANONYMOUS or is_named

    @property
    def attribution(self) -> str:
        """Say who speaks, as far as she allowed; needs `interview__person` loaded."""
        person = self.interview.person
        if self.consent == Consent.NAMED and self.is_public and person is not None:
            return str(person)
        return str(_("Une personne entendue par l'étude"))
