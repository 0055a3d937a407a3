import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from perpignan.study.models import Illustrated


@pghistory.track()
class QuestionAction(Illustrated):
    """A question that tests an action with the public, and what it may change for it."""

    question = models.ForeignKey(
        "consultation.Question",
        models.CASCADE,
        verbose_name=_("question"),
        related_name="action_links",
    )
    action = models.ForeignKey(
        "study.Action", models.CASCADE, verbose_name=_("action"), related_name="+"
    )
    sentence = models.CharField(_("ce que la question éclaire"), max_length=300)

    class Meta:
        verbose_name = _("lien entre question et action")
        verbose_name_plural = _("liens entre questions et actions")
        ordering = ["question", "action"]
        constraints = [
            models.UniqueConstraint(fields=["question", "action"], name="question_action_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.question.code} – {self.action.code}"
