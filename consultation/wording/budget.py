"""Say in words how a vote on a budget is counted, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.enums import CountingRule
from perpignan.study.wording import euros

RULE_SENTENCES = {
    CountingRule.GREEDY: gettext_lazy(
        "Les projets sont pris dans l'ordre des voix ; celui qui ne tient plus dans ce qui "
        "reste du budget est passé."
    ),
    CountingRule.GREEDY_NO_SKIP: gettext_lazy(
        "Les projets sont pris dans l'ordre des voix, jusqu'au premier qui ne tient plus dans "
        "ce qui reste du budget."
    ),
    CountingRule.EQUAL_SHARES: gettext_lazy(
        "Chaque votant reçoit la même part du budget, dépensée pour les projets qu'il a choisis ; "
        "les parts montent d'un euro en un euro tant que le budget le permet."
    ),
    CountingRule.PHRAGMEN: gettext_lazy(
        "Chaque votant gagne au même rythme de quoi payer les projets qu'il a choisis ; on prend "
        "celui que ses soutiens peuvent payer le premier, jusqu'à celui qui ne tient plus."
    ),
}
TIE_SENTENCE = gettext_lazy(
    "Entre projets à égalité : celui qui a le plus de voix, puis le moins cher, puis le premier "
    "de la liste."
)


@dataclass(frozen=True)
class ToldProject:
    code: str
    name: str
    cost: str
    votes: int
    score: str
    is_winner: bool


@dataclass(frozen=True)
class ToldRule:
    """A rule beside the vote's own: what it adds, what it removes, whom it serves."""

    label: str
    sentence: str
    is_own: bool
    winners: Sequence[str]
    spent: str
    left: str
    served: str
    added: Sequence[str]
    removed: Sequence[str]
    ties: Sequence[str]


@dataclass(frozen=True)
class ToldPart:
    """The result of a part of a vote, in words and written figures."""

    code: str
    name: str
    budget: str
    ballots: int
    winners: Sequence[ToldProject]
    projects: Sequence[ToldProject]
    rules: Sequence[ToldRule]

    @property
    def own(self) -> ToldRule:
        return self.rules[0]


def told_parts(results: Mapping[str, Any]) -> list[ToldPart]:
    """Tell the kept results of a count: the page and the report say the same."""
    return [_told_part(part) for part in results["parts"]]


def rules_told(rule: str) -> dict[str, str]:
    """Say how a vote is counted and what happens between equals."""
    sentence = RULE_SENTENCES[CountingRule(rule)]
    return {"rule_sentence": str(sentence), "tie_sentence": str(TIE_SENTENCE)}


def share_words(share: str) -> str:
    text = f"{Decimal(share) * 100:.1f}".replace(".", ",").removesuffix(",0")
    return f"{text}\u00a0%"


def _told_part(part: Mapping[str, Any]) -> ToldPart:
    names = {project["code"]: project["name"] for project in part["projects"]}
    won = part["rules"][0]["winners"]
    projects = {
        project["code"]: ToldProject(
            project["code"],
            project["name"],
            euros(Decimal(project["cost"])),
            project["votes"],
            project["score"].replace(".", ","),
            project["code"] in won,
        )
        for project in part["projects"]
    }
    ordered = sorted(part["projects"], key=lambda p: (-Decimal(p["score"]), -p["votes"]))
    return ToldPart(
        code=part["code"],
        name=part["name"],
        budget=euros(Decimal(part["budget"])),
        ballots=part["ballots"],
        winners=[projects[code] for code in won],
        projects=[projects[project["code"]] for project in ordered],
        rules=[_told_rule(rule, names, rank == 0) for rank, rule in enumerate(part["rules"])],
    )


def _told_rule(rule: Mapping[str, Any], names: Mapping[str, str], is_own: bool) -> ToldRule:
    kind = CountingRule(rule["rule"])

    def named(codes: Sequence[str]) -> list[str]:
        return [names[code] for code in codes]

    return ToldRule(
        label=str(kind.label),
        sentence=str(RULE_SENTENCES[kind]),
        is_own=is_own,
        winners=named(rule["winners"]),
        spent=euros(Decimal(rule["spent"])),
        left=euros(Decimal(rule["left"])),
        served=share_words(rule["served"]),
        added=named(rule["added"]),
        removed=named(rule["removed"]),
        ties=[_tie(tie, names) for tie in rule["ties"]],
    )


def _tie(tie: Mapping[str, Any], names: Mapping[str, str]) -> str:
    words = {
        "projects": " ; ".join(f"« {names[code]} »" for code in tie["projects"]),
        "first": names[tie["first"]],
    }
    if tie["decisive"]:
        return _("Égalité qui décide : %(projects)s. « %(first)s » est pris le premier.") % words
    return _("Égalité sans effet : %(projects)s. Tous l'emportent.") % words
