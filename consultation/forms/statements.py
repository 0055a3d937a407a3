"""What is asked of who proposes a statement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.forms.contributions import TokenForm
from consultation.models.statement import STATEMENT_LENGTH


class StatementForm(TokenForm):
    """One sentence with which one can agree or not."""

    text = forms.CharField(
        label=_("Votre affirmation"),
        help_text=_(
            "Une seule idée, en une phrase : on doit pouvoir être d'accord ou non. N'y nommez "
            "personne. 280 caractères au plus."
        ),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Écrivez votre affirmation avant de l'envoyer.")},
    )
    confirmed = forms.BooleanField(
        label=_("Mon affirmation dit autre chose : la proposer quand même"), required=False
    )
