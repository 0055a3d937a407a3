"""What moderators are asked: which words, what to do of them, why."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultation.enums import ContributionAnswer
from consultation.models import Contribution
from consultation.models.contribution import TITLE_LENGTH
from consultation.models.spoken import REASON_MAX
from perpignan.backoffice import VerbForm
from perpignan.study.models import Action


class QueueForm(forms.Form):
    """Publish or refuse what is ticked; a refusal carries its reason."""

    PUBLISH, REFUSE = "publish", "refuse"
    KINDS = ("contribution", "comment", "statement")

    contribution = forms.TypedMultipleChoiceField(coerce=int, required=False)
    comment = forms.TypedMultipleChoiceField(coerce=int, required=False)
    statement = forms.TypedMultipleChoiceField(coerce=int, required=False)
    verb = forms.ChoiceField(choices=[(PUBLISH, PUBLISH), (REFUSE, REFUSE)])
    reason = forms.CharField(max_length=REASON_MAX, required=False)

    def __init__(self, *args: Any, waiting: Mapping[str, Sequence[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, items in waiting.items():
            self.fields[name].choices = [(item.pk, item.pk) for item in items]  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in self.KINDS):
            raise ValidationError(_("Cochez au moins un texte qui attend encore."))
        if cleaned.get("verb") == self.REFUSE and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Donnez le motif du refus : il est publié."))
        return cleaned


class ReasonForm(VerbForm):
    """Why: published with the decision."""

    reason = forms.CharField(
        label=_("Motif"),
        help_text=_("Publié : ne citez personne."),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(VerbForm):
    """What the City does with the idea, and where it lives on."""

    answer = forms.ChoiceField(
        label=_("Réponse de la Ville"), choices=ContributionAnswer, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Motif"), help_text=_("Publié."), widget=forms.Textarea(attrs={"rows": 6})
    )
    actions = forms.ModelMultipleChoiceField(
        label=_("Actions où l'idée se retrouve"),
        queryset=Action.objects.order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contribution: Any = self.record
        self.initial = {
            "answer": contribution.answer,
            "reason": contribution.answer_reason,
            "actions": [link.action_id for link in contribution.action_links.all()],
        }


class MergeForm(ReasonForm):
    """The contribution that keeps the thread, by its number: the end of its address."""

    into = forms.IntegerField(
        label=_("Numéro de la contribution qui reste"),
        help_text=_("Le nombre à la fin de son adresse. Celle-ci y renverra."),
        min_value=1,
    )

    field_order = ("into", "reason")

    def clean_into(self) -> Contribution:
        contribution: Any = self.record
        same = Contribution.objects.filter(consultation=contribution.consultation_id)
        found = same.published().exclude(pk=contribution.pk)
        into = found.filter(pk=self.cleaned_data["into"]).first()
        if not isinstance(into, Contribution):
            raise ValidationError(
                _("Aucune autre contribution publiée de cette consultation n'a ce numéro.")
            )
        return into


class SplitForm(ReasonForm):
    """The parts: their titles and texts, in the author's words as far as can be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contribution: Any = self.record
        for number in (1, 2, 3):
            needed = number < 3
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Titre de la partie %(number)d") % {"number": number},
                max_length=TITLE_LENGTH,
                required=needed,
                initial=contribution.title if needed else "",
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Texte de la partie %(number)d") % {"number": number},
                required=needed,
                widget=forms.Textarea(attrs={"rows": 5}),
                initial=contribution.text if needed else "",
            )

    @staticmethod
    def parts(answers: dict[str, Any]) -> list[tuple[str, str]]:
        """Give the parts that were filled."""
        given = [(answers[f"title_{n}"], answers[f"text_{n}"]) for n in (1, 2, 3)]
        return [(title, text) for title, text in given if title or text]
