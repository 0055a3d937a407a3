"""Documents of a sheet: private files that a view gives after checking, each time."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplan.models.sheets import ActionSheet, SheetPart
from perpignan.private_files import LightEnough, NamedByChance, formats
from perpignan.study.enums import Visibility
from perpignan.study.permissions import Person

EXTENSIONS = ("pdf", "docx", "odt", "xlsx", "ods", "png", "jpg", "jpeg")
MEGABYTES = 10
FORMATS = formats(EXTENSIONS)
private_name = NamedByChance("action-plan")
light_enough = LightEnough(MEGABYTES)


class SheetDocumentQuerySet(models.QuerySet["SheetDocument"]):
    def visible_to(self, user: Person) -> "SheetDocumentQuerySet":
        """Everyone sees the public documents of public sheets; the team, all."""
        if user.has_perm("actionplan.view_sheetdocument"):
            return self
        sheets = ActionSheet.objects.visible_to(user)
        return self.filter(visibility=Visibility.PUBLIC, sheet__in=sheets)


@pghistory.track()
class SheetDocument(SheetPart):
    """A file of an action: a study, a plan, minutes."""

    sheet = models.ForeignKey(
        ActionSheet, models.CASCADE, verbose_name=_("fiche"), related_name="documents"
    )
    title = models.CharField(_("titre"), max_length=200)
    file = models.FileField(
        _("fichier"),
        upload_to=private_name,
        max_length=200,
        validators=[FORMATS, light_enough],
    )
    name = models.CharField(_("nom du fichier"), max_length=150, editable=False)
    visibility = models.CharField(
        _("visibilité"), max_length=20, choices=Visibility, default=Visibility.INTERNAL
    )
    added_on = models.DateField(_("ajouté le"), default=timezone.localdate, editable=False)

    objects = SheetDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document de l'action")
        verbose_name_plural = _("documents de l'action")
        ordering = ["sheet", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplan:document", args=[self.sheet.action.code, self.pk])
