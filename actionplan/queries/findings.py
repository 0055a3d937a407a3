"""What the funding rules find, told in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionplan.funding_rules.rule import Blocker, Finding, Severity
from actionplan.funding_rules.wording import euros
from actionplan.wording import PARAM_TEXTS, RULE_TEXTS


@dataclass(frozen=True)
class Told:
    """A finding of a rule in the reader's language, with its legal reference."""

    finding: Finding

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def reference(self) -> str:
        return rule_reference(self.finding.rule)

    @property
    def explanation(self) -> str:
        return rule_explanation(self.finding.rule)

    @property
    def text(self) -> str:
        words = {name: str(PARAM_TEXTS.get(text, text)) for name, text in self._shown.items()}
        return str(RULE_TEXTS[f"{self.finding.rule}.{self.finding.key}"]).format(**words)

    @property
    def _shown(self) -> dict[str, str]:
        blockers = self.finding.blockers
        blocking = {"blocking": _who_blocks(blockers)} if blockers else {}
        return self.finding.shown | blocking


def _who_blocks(blockers: Iterable[Blocker]) -> str:
    found = list(blockers)
    words = {
        "fall": euros(found[0].must_fall_by),
        "names": ", ".join(blocker.funder for blocker in found),
    }
    told = _("À part propre égale, l'un de ces financeurs doit baisser de %(fall)s : %(names)s.")
    return told % words


def tell(findings: Iterable[Finding]) -> list[Told]:
    return [Told(found) for found in findings]


def rule_reference(code: str) -> str:
    """Give the legal reference of a rule, by its code."""
    return str(RULE_TEXTS[f"{code}.reference"])


def rule_explanation(code: str) -> str:
    return str(RULE_TEXTS[f"{code}.explanation"])
