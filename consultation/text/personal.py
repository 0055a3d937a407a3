"""What may name or reach somebody in a text, with its place: a suggestion to who moderates.

Rules, no statistics: what is found can be explained, what is not found stays to be read. Every
repetition in the rules is bounded, so that no text makes them slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    MAIL = "mail"
    PHONE = "phone"
    ADDRESS = "address"
    IBAN = "iban"
    SOCIAL_SECURITY = "social_security"
    NAME = "name"


@dataclass(frozen=True)
class Finding:
    """A passage, from `start` to `end` (not included), in characters of the text given."""

    kind: Kind
    start: int
    end: int
    text: str


UPPER, LOWER = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÑÁÍÓÚÒ", "a-zàâäçéèêëîïôöùûüÿœæñáíóúò"
NAME = (
    rf"[{UPPER}](?:[{UPPER}{LOWER}]{{1,30}}|(?=['’][{UPPER}]))"
    rf"(?:[-'’][{UPPER}][{UPPER}{LOWER}]{{0,30}}){{0,2}}"
)
FULL_NAME = rf"{NAME}(?:[ \u00a0](?:(?:de|du|d['’]|le|la|van|von|i|y)[ \u00a0]?)?{NAME}){{0,3}}"
GAP = r"[ \u00a0.\-]?"
WAY = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|bld\.?|place|pl\.|chemin|ch\.|allées?|impasse|imp\.|"
    r"route|quai|cours|square|passage|résidence|lotissement|carrer|plaça|avinguda|calle|plaza)"
)
RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        Kind.MAIL,
        re.compile(
            r"(?<![\w.+\-])[\w.+\-]{1,64}[ ]?(?:@|\(at\)|\[at\]| arobase )[ ]?"
            r"(?:[\w\-]{1,63}\.){1,4}[A-Za-z]{2,18}(?!\w)"
        ),
    ),
    (
        Kind.IBAN,
        re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)"),
    ),
    (
        Kind.SOCIAL_SECURITY,
        re.compile(
            r"(?<!\d)[12][ ]?\d{2}[ ]?(?:0[1-9]|1[0-2]|[2-9]\d)[ ]?(?:\d{2}|2[AB])"
            r"[ ]?\d{3}[ ]?\d{3}[ ]?\d{2}(?!\d)"
        ),
    ),
    (
        Kind.PHONE,
        re.compile(
            rf"(?<![\d+])(?:(?:\+|00)33{GAP}(?:\(0\))?{GAP}[1-9]|0[1-9])(?:{GAP}\d{{2}}){{4}}(?!\d)"
            rf"|(?<![\d+])(?:\+|00)34{GAP}[6-9]\d{{2}}(?:{GAP}\d{{2,3}}){{2,3}}(?!\d)"
        ),
    ),
    (
        Kind.ADDRESS,
        re.compile(
            rf"(?<!\d)\d{{1,4}}[ \u00a0]?(?:(?:bis|ter|quater|[A-D])\b)?,?[ \u00a0]{WAY}[ \u00a0]"
            rf"[^,;.!?\n()]{{2,60}}(?:,?[ \u00a0](?:\d{{5}})(?:[ \u00a0]{NAME})?)?",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            rf"(?:\b[Jj]e m['’]appelle|\b[Mm]on nom est|\b[Mm]e llamo|\b[Ee]m dic|\b[Ss]igné\s?:?|"
            rf"\b[Jj]e soussignée?|\b[Jj]e suis)[ \u00a0](?P<name>{FULL_NAME})"
        ),
    ),
    (
        Kind.NAME,
        re.compile(
            rf"(?:\b(?:M\.|MM\.|Mr\.?|Mme\.?|Mmes|Mlle\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Docteur|"
            rf"Maître|Sr\.|Sra\.|Senyor|Senyora|Señor|Señora))[ \u00a0](?P<name>{FULL_NAME})"
        ),
    ),
)
#: Capital letters that follow a civility or "je suis" and name no one.
_FUNCTIONS = """
Adjoint Adjointe Catalan Catalane Député Députée Français Française L La Le Les Maire Maires
Ministre Perpignanais Perpignanaise Président Présidente Préfet Préfète Sénateur Sénatrice
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())


def find(text: str) -> list[Finding]:
    """Return what may be personal, in order of place; a place is told once."""
    found: list[Finding] = []
    taken = bytearray(len(text))
    for kind, rule in RULES:
        for match in rule.finditer(text):
            start, end = match.span("name") if "name" in rule.groupindex else match.span()
            if _is_sound(kind, text[start:end]) and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end, text[start:end]))
    return sorted(found, key=lambda finding: finding.start)


def masked(text: str, findings: list[Finding], mask: str = "[…]") -> str:
    """Return the text with what was found replaced."""
    return "".join(_pieces(text, findings, mask))


def _pieces(text: str, findings: list[Finding], mask: str) -> Iterator[str]:
    place = 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        yield text[place : finding.start]
        yield mask
        place = finding.end
    yield text[place:]


def _is_sound(kind: Kind, passage: str) -> bool:
    """Check the key of a number that has one, and that a capital begins a name."""
    if kind == Kind.IBAN:
        compact = passage.replace(" ", "")
        turned = compact[4:] + compact[:4]
        return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
    if kind == Kind.SOCIAL_SECURITY:
        compact = passage.replace(" ", "").replace("2A", "19").replace("2B", "18")
        return 97 - int(compact[:13]) % 97 == int(compact[13:])
    if kind == Kind.NAME:
        return re.split(r"[ \u00a0'’]", passage)[0] not in FUNCTIONS
    return True
