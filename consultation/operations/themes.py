"""What the team does with themes and texts; the history of themes keeps each step."""

from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import Clearance, ThemeStatus
from consultation.models import Consultation, FreeText, Response, TextTheme, ThemeText
from consultation.permissions import can_moderate
from perpignan.study.permissions import Person

Status = ThemeStatus
NAME_WORDS = 4
#: Fewer texts than this are not worth two themes.
LEAST_TO_SPLIT = 4


@transaction.atomic
def rename_theme(*, theme: TextTheme, name: str, by: Person) -> TextTheme:
    """Give a theme the name that readers will see."""
    locked = _locked(theme, by)
    locked.name = " ".join(name.split())
    locked.full_clean()
    locked.save(update_fields=["name"])
    return locked


@transaction.atomic
def validate_theme(*, theme: TextTheme, by: Person) -> TextTheme:
    """Make a theme public: its size, its phrases and the words already cleared."""
    locked = _locked(theme, by)
    if not locked.memberships.exists():
        raise ValidationError(_("Ce thème n'a aucun texte : réunissez-le ou écartez-le."))
    return _moved_to(locked, Status.VALIDATED)


@transaction.atomic
def set_theme_aside(*, theme: TextTheme, by: Person) -> TextTheme:
    """Take a theme out: of the proposals, or of what is public."""
    locked = _locked(theme, by)
    return _moved_to(locked, Status.PROPOSED if locked.is_validated else Status.DISCARDED)


@transaction.atomic
def merge_themes(*, theme: TextTheme, into: TextTheme, by: Person) -> TextTheme:
    """Bring the texts of a theme into another, which keeps its name."""
    locked = _locked(theme, by)
    target = _locked(into, by)
    if locked.pk == target.pk:
        raise ValidationError({"into": _("Choisissez un autre thème.")})
    if _place(locked) != _place(target):
        raise ValidationError({"into": _("Ces deux thèmes ne sont pas de la même question.")})
    held = target.memberships.values("text")
    locked.memberships.exclude(text__in=held).update(theme=target, is_moved=True)
    locked.memberships.all().delete()
    target.words = list(dict.fromkeys([*target.words, *locked.words]))[:12]
    target.phrases = list(dict.fromkeys([*target.phrases, *locked.phrases]))[:8]
    target.save(update_fields=["words", "phrases"])
    locked.status, locked.merged_into = Status.MERGED, target
    locked.save(update_fields=["status", "merged_into"])
    return target


@transaction.atomic
def split_theme(*, theme: TextTheme, by: Person, seed: int = 0) -> list[TextTheme]:
    """Read the texts of a theme again, in two: it keeps the largest part, a new one the rest."""
    # scikit-learn takes a second to import: only who reads texts pays for it.
    from consultation.text.analysis import read_texts

    locked = _locked(theme, by)
    members = list(
        locked.memberships.select_related("text__response", "text__contribution").order_by("text")
    )
    if len(members) < LEAST_TO_SPLIT:
        raise ValidationError(
            ngettext(
                "Ce thème n'a que %(n)d texte : il ne se partage pas.",
                "Ce thème n'a que %(n)d textes : il ne se partage pas.",
                len(members),
            )
            % {"n": len(members)}
        )
    found = read_texts([member.text.words for member in members], count=2, seed=seed).themes
    if len(found) < 2:
        raise ValidationError(_("Ces textes disent la même chose : ils ne se partagent pas."))
    first = {place for place, _share in found[0].members}
    leaving = [members[place].pk for place, _share in found[1].members if place not in first]
    if not leaving:
        raise ValidationError(_("Ces textes disent la même chose : ils ne se partagent pas."))
    return [locked, _part(locked, found[1].words, found[1].phrases, leaving)]


def _part(
    theme: TextTheme, words: Sequence[str], phrases: Sequence[str], members: Collection[int]
) -> TextTheme:
    part = TextTheme.objects.create(
        consultation=theme.consultation,
        question_code=theme.question_code,
        analysis=theme.analysis,
        name=", ".join(words[:NAME_WORDS])[:200],
        order=theme.order,
        words=list(words),
        phrases=list(phrases),
        is_illustrative=theme.is_illustrative,
    )
    ThemeText.objects.filter(pk__in=members).update(theme=part, is_moved=True)
    return part


@transaction.atomic
def move_text(
    *, text: FreeText, to: TextTheme | None, by: Person, away_from: TextTheme | None = None
) -> None:
    """Put a text in another theme, or in none; a later reading leaves it there."""
    target = _locked(to, by) if to is not None else None
    if away_from is not None:
        source = _locked(away_from, by)
        ThemeText.objects.filter(theme=source, text=text).delete()
    if target is None:
        return
    if (text.consultation_id, text.question_code) != _place(target):
        raise ValidationError({"to": _("Ce texte répond à une autre question.")})
    ThemeText.objects.update_or_create(
        theme=target, text=text, defaults={"share": 1.0, "is_moved": True}
    )


@transaction.atomic
def clear_texts(
    *, consultation: Consultation, texts: Collection[int], clearance: Clearance, by: Person
) -> int:
    """Say of texts that were read whether they may be quoted; return how many it changed."""
    if not can_moderate(by):
        raise PermissionDenied
    own = FreeText.objects.present().filter(
        consultation=consultation, pk__in=texts, response__isnull=False
    )
    keys = list(own.values_list("pk", flat=True))
    return FreeText.objects.filter(pk__in=keys).update(
        clearance=clearance, cleared_at=timezone.now(), cleared_by=by.pk
    )


def read_again(*, response: Response) -> None:
    """Ask for a new reading of what an author changed: other words were cleared."""
    response.free_texts.update(clearance=Clearance.TO_READ, cleared_at=None, cleared_by=None)


def _place(theme: TextTheme) -> tuple[int, str]:
    return theme.consultation_id, theme.question_code


def _moved_to(theme: TextTheme, status: ThemeStatus) -> TextTheme:
    theme.status = status
    theme.save(update_fields=["status"])
    return theme


def _locked(theme: TextTheme, by: Person) -> TextTheme:
    """Take a theme that still stands, for who may change it."""
    if not can_moderate(by):
        raise PermissionDenied
    locked = TextTheme.objects.select_for_update(of=("self",)).get(pk=theme.pk)
    if locked.status not in (Status.PROPOSED, Status.VALIDATED):
        raise ValidationError(_("Ce thème a été réuni avec un autre, ou écarté."))
    return locked
