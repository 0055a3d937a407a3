"""L3.1: how the public is consulted, and what it is told."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultation.chapters.shown import day_of, shown_consultation
from consultation.models import Consultation
from consultation.queries import SectionPage, answering_minutes, current_questionnaire, pages_of
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION, STRATEGY
from perpignan.study.wording import number


def build(scope: Scope) -> Sequence[Block]:
    """Say what is asked, of whom, by which ways, and what the law wants to be told."""
    consultation = shown_consultation()
    if consultation is None:
        return [Paragraph(_("Aucune consultation n'est annoncée pour le moment."))]
    pages = pages_of(current_questionnaire(consultation))
    return [
        Heading(consultation.title),
        Paragraph(consultation.purpose, is_illustrative=consultation.is_illustrative),
        *_frame(consultation),
        *_ways(),
        *_questionnaire(pages),
        *_notices(consultation),
    ]


def _frame(consultation: Consultation) -> Sequence[Block]:
    state = consultation.state_at(timezone.now())
    rows = [
        [_("Cadre"), consultation.legal_frame],
        [_("Ouverture"), day_of(consultation.opens_at)],
        [_("Fin"), day_of(consultation.closes_at)],
        [_("État"), str(state.label)],
        [_("Qui peut répondre"), str(consultation.get_access_display())],
        [_("Contact"), consultation.contact or "–"],
    ]
    return [
        Table(caption=_("Le dispositif"), columns=[_("Élément"), _("Contenu")], rows=rows),
        Heading(_("Comment participer"), 3),
        Paragraph(consultation.how_to_take_part),
    ]


def _ways() -> Sequence[Block]:
    return [
        Heading(_("Quatre façons de répondre"), 3),
        Bullets(
            [
                _("En ligne, sans compte et sans nom, au téléphone ou sur ordinateur."),
                _(
                    "Sur papier : les mêmes questions, en gros caractères ; chaque feuille "
                    "numérotée n'est saisie qu'une fois, et une part l'est par deux agents."
                ),
                _("Avec un agent, sur une tablette qui n'a plus trace de personne ensuite."),
                _(
                    "En atelier : chaque participant compte pour une participation ; ce que "
                    "la salle a compté se lit à part."
                ),
            ]
        ),
    ]


def _questionnaire(pages: Sequence[SectionPage]) -> Sequence[Block]:
    if not pages:
        return []
    minutes = answering_minutes(pages)
    rows = [[page.section.title, number(len(page.questions))] for page in pages]
    return [
        Heading(_("Le questionnaire"), 3),
        Paragraph(
            ngettext(
                "Environ %(minutes)d minute ; aucune question n'est obligatoire.",
                "Environ %(minutes)d minutes ; aucune question n'est obligatoire.",
                minutes,
            )
            % {"minutes": minutes}
        ),
        Table(
            caption=_("Les parties du questionnaire"),
            columns=[_("Partie"), _("Questions")],
            rows=rows,
            numeric=[1],
        ),
    ]


def _notices(consultation: Consultation) -> Sequence[Block]:
    told = [
        (_("S'informer avant de répondre"), consultation.information),
        (_("Données personnelles"), consultation.privacy_notice),
        (_("Ce que deviennent les réponses"), consultation.use_of_answers),
    ]
    return [block for title, text in told if text for block in (Heading(title, 3), Paragraph(text))]


register(
    Chapter(
        "consultation-framework",
        gettext_lazy("Dispositif de consultation"),
        31,
        (CONSULTATION, STRATEGY),
        build,
        "consultation:index",
    )
)
