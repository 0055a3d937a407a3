"""What the team asks of themes: one short form a verb, all on one page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultation.enums import Clearance, ContributionAnswer
from consultation.models import FreeText, TextTheme, ThemeFollowUp
from consultation.models.themes import MOST_THEMES
from consultation.queries.themes import TextSource
from perpignan.study.models import Action

LONGEST_ANSWER = 4000


class AnalysisForm(forms.Form):
    """Which texts to read, and how many themes to look for."""

    question_code = forms.ChoiceField(label=_("Textes à lire"), required=False)
    theme_count = forms.IntegerField(
        label=_("Nombre de thèmes à chercher"),
        min_value=1,
        max_value=MOST_THEMES,
        initial=8,
        help_text=_("Un thème trop large se partage ensuite ; deux voisins se réunissent."),
    )

    def __init__(self, *args: Any, sources: Sequence[TextSource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["question_code"]
        field.choices = [(source.code, source.label) for source in sources]


class ThemeNameForm(forms.Form):
    name = forms.CharField(label=_("Nom publié du thème"), max_length=200)


class ThemeMergeForm(forms.Form):
    """The theme that keeps its name, among those of the same question."""

    into = forms.ModelChoiceField(
        label=_("Réunir avec"),
        queryset=TextTheme.objects.none(),
        empty_label=_("Choisir un thème"),
        help_text=_("L'autre thème garde son nom et reçoit les textes de celui-ci."),
    )

    def __init__(self, *args: Any, theme: TextTheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = other_themes(theme)


def other_themes(theme: TextTheme) -> Any:
    standing = TextTheme.objects.standing().filter(consultation=theme.consultation_id)
    return standing.filter(question_code=theme.question_code).exclude(pk=theme.pk)


class MoveForm(forms.Form):
    """Texts ticked in the list, and where they go; nowhere takes them off the theme."""

    texts = forms.ModelMultipleChoiceField(queryset=FreeText.objects.none(), label=_("Textes"))
    to = forms.ModelChoiceField(
        label=_("Déplacer vers"),
        queryset=TextTheme.objects.none(),
        required=False,
        empty_label=_("Aucun thème"),
    )

    def __init__(self, *args: Any, theme: TextTheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts: Any = self.fields["texts"]
        texts.queryset = FreeText.objects.filter(memberships__theme=theme)
        to: Any = self.fields["to"]
        to.queryset = other_themes(theme)


class FollowUpForm(forms.Form):
    """« Vous avez dit, nous avons fait »."""

    synthesis = forms.CharField(
        label=_("Vous avez dit"),
        max_length=LONGEST_ANSWER,
        help_text=_("La synthèse du thème, en quelques phrases. Publiée."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    decision = forms.ChoiceField(
        label=_("Décision de la Ville"), choices=ContributionAnswer, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Nous avons fait, ou pourquoi non"),
        max_length=LONGEST_ANSWER,
        help_text=_("Le motif de la décision. Publié."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    actions = forms.ModelMultipleChoiceField(
        label=_("Actions où le thème se retrouve"),
        queryset=Action.objects.order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def of(cls, theme: TextTheme, posted: Any = None) -> "FollowUpForm":
        """Start from what was already answered."""
        known = ThemeFollowUp.objects.filter(theme=theme).first()
        if known is None:
            return cls(posted)
        linked = list(known.action_links.values_list("action", flat=True))
        start = {name: getattr(known, name) for name in ("synthesis", "decision", "reason")}
        return cls(posted, initial=start | {"actions": linked})


class ClearForm(forms.Form):
    """Texts ticked once read, and whether they may be quoted."""

    texts = forms.ModelMultipleChoiceField(
        queryset=FreeText.objects.to_read(),
        error_messages={"required": _("Cochez au moins un texte.")},
    )
    clearance = forms.ChoiceField(choices=Clearance)
