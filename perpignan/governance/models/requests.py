"""Documents and data asked of departments and partners: when, by when, received or late."""

from datetime import date

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perpignan.governance.enums import RequestKind, RequestState
from perpignan.governance.models.bodies import Membership
from perpignan.governance.models.codes import request_code
from perpignan.private_files import LightEnough, NamedByChance, formats
from perpignan.study.models import Illustrated, User
from perpignan.study.permissions import Person

EXTENSIONS = (
    *("pdf", "docx", "odt", "xlsx", "ods", "csv", "json", "geojson", "zip"),
    *("pptx", "odp", "png", "jpg", "jpeg"),
)
MEGABYTES = 25
FORMATS = formats(EXTENSIONS)
private_name = NamedByChance("governance")
light_enough = LightEnough(MEGABYTES)


class DocumentRequestQuerySet(models.QuerySet["DocumentRequest"]):
    def visible_to(self, user: Person) -> "DocumentRequestQuerySet":
        """The team sees every request; each sees those made to her seats."""
        if user.has_perm("governance.view_documentrequest"):
            return self
        if not isinstance(user, User):
            return self.none()
        return self.filter(asked_of__in=Membership.objects.held_by(user))

    def unanswered(self) -> "DocumentRequestQuerySet":
        return self.filter(received_on=None, is_dropped=False)

    def late_at(self, day: date) -> "DocumentRequestQuerySet":
        return self.unanswered().filter(due_on__lt=day)


@pghistory.track()
class DocumentRequest(Illustrated):
    """A document or a data set that the study needs, asked of someone by a date."""

    code = models.SlugField(_("code"), max_length=40, unique=True, default=request_code)
    kind = models.CharField(
        _("nature"), max_length=10, choices=RequestKind, default=RequestKind.DOCUMENT
    )
    title = models.CharField(_("demandé"), max_length=200)
    detail = models.TextField(_("précisions"), blank=True)
    asked_of = models.ForeignKey(
        Membership, models.PROTECT, verbose_name=_("demandé à"), related_name="requests"
    )
    asked_on = models.DateField(_("demandé le"), default=timezone.localdate)
    due_on = models.DateField(_("attendu le"))
    received_on = models.DateField(_("reçu le"), null=True, blank=True)
    answer = models.TextField(_("réponse"), blank=True)
    file = models.FileField(
        _("fichier"),
        upload_to=private_name,
        max_length=200,
        blank=True,
        validators=[FORMATS, light_enough],
    )
    file_name = models.CharField(_("nom du fichier"), max_length=150, blank=True, editable=False)
    is_dropped = models.BooleanField(_("abandonné"), default=False)

    objects = DocumentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de document")
        verbose_name_plural = _("registre des documents et des données")
        ordering = ["due_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("asked_on")),
                name="request_due_after_asked",
                violation_error_message=_("La date attendue précède la demande."),
            ),
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True)
                | models.Q(received_on__gte=models.F("asked_on")),
                name="request_received_after_asked",
                violation_error_message=_("La réception précède la demande."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:request-detail", args=[self.code])

    @property
    def state(self) -> RequestState:
        return self.state_at(timezone.localdate())

    def state_at(self, day: date) -> RequestState:
        """Late is never stored: it is read from the dates."""
        if self.is_dropped:
            return RequestState.DROPPED
        if self.received_on:
            return RequestState.RECEIVED
        return RequestState.LATE if self.due_on < day else RequestState.WAITING
