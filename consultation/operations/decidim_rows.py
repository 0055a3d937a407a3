"""What a line of a Decidim export says, whatever the release and the languages it has."""

import html
import json
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from consultation.validators.texts import CONTROLS
from perpignan.tabular import Line

#: Languages of the portal first; then whatever the export has.
LANGUAGES = ("fr", "ca", "en")
#: A longer text is no contribution; nothing is cut short.
LONGEST = 20_000
#: How Decidim writes a person or a tag inside a text.
MENTION = re.compile(r"gid://[\w-]+/Decidim::\w+/\d+(/[\w-]+)?")
SUPPORT_COLUMNS = ("votes", "supports", "proposal_votes_count", "votes_count")
BLOCKS = {"p", "br", "li", "div", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote"}


class DecidimRowError(ValueError):
    """A line that cannot be understood, said in words."""


@dataclass
class DecidimProposal:
    key: str
    title: str
    text: str
    language: str
    submitted_at: datetime
    supports: int = 0
    category: str = ""
    zone: str = ""
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_withdrawn: bool = False
    where: tuple[str, int] = ("", 0)

    @classmethod
    def read(cls, cells: dict[str, str]) -> "DecidimProposal":
        title, language = _words(cells, "title")
        text, _language = _words(cells, "body")
        if not title:
            raise DecidimRowError(_("la proposition n'a pas de titre"))
        latitude, longitude = _degrees(cells.get("latitude")), _degrees(cells.get("longitude"))
        is_placed = latitude is not None and longitude is not None
        state = _words(cells, "state")[0].lower()
        return cls(
            key=f"decidim:{_platform(cells.get('url'))}:{_number_of(cells)}",
            title=title,
            text=text or title,
            language=language,
            submitted_at=_moment(cells),
            supports=_supports(cells),
            category=_words(cells, "category/name")[0] or _words(cells, "taxonomies/name")[0],
            zone=_words(cells, "scope/name")[0],
            place=_plain_text(cells.get("address", "")),
            latitude=latitude if is_placed else None,
            longitude=longitude if is_placed else None,
            is_withdrawn=state == "withdrawn" or cells.get("withdrawn", "").lower() == "true",
        )


@dataclass
class DecidimComment:
    key: str
    platform: str
    proposal: str
    text: str
    language: str
    submitted_at: datetime
    where: tuple[str, int] = ("", 0)

    @classmethod
    def read(cls, cells: dict[str, str]) -> "DecidimComment":
        text, language = _words(cells, "body")
        if not text:
            raise DecidimRowError(_("le commentaire est vide"))
        root = cells.get("root_commentable_url", "")
        return cls(
            key=f"decidim:{_platform(root)}:{_number_of(cells)}",
            platform=_platform(root),
            proposal=_proposal(cells, root),
            text=text,
            language=cells.get("locale", "").strip()[:5] or language,
            submitted_at=_moment(cells),
        )


def read_rows(lines: Iterable[Line], kind: Any) -> Iterator[tuple[int, Any]]:
    """Give each line's number with what it says, or the error that tells why it says nothing."""
    for line in lines:
        try:
            yield line.number, kind.read(line.cells)
        except DecidimRowError as error:
            yield line.number, error


def _words(cells: dict[str, str], name: str) -> tuple[str, str]:
    """Read a text and its language: one column a language, one cell of JSON, or plain."""
    found = _by_language(cells, name)
    for language in (*LANGUAGES, *found):
        text = _plain_text(found.get(language, ""))
        if text:
            if len(text) > LONGEST:
                raise DecidimRowError(_("le texte dépasse %(max)d caractères") % {"max": LONGEST})
            return text, (language or "fr")[:5]
    return "", "fr"


def _by_language(cells: dict[str, str], name: str) -> dict[str, str]:
    start = f"{name}/"
    found = {
        column[len(start) :]: cell
        for column, cell in cells.items()
        if column.startswith(start) and "/" not in column[len(start) :] and cell.strip()
    }
    found.pop("id", None)
    plain = cells.get(name, "").strip()
    if plain.startswith("{"):
        try:
            parsed = json.loads(plain)
        except ValueError:
            parsed = None
        if isinstance(parsed, dict):
            return found | {str(k): v for k, v in parsed.items() if isinstance(v, str)}
    return found | {"": plain} if plain else found


def _plain_text(raw: str) -> str:
    """Turn a text with tags into plain paragraphs; names of accounts are taken out."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text or "&" in text:
        reader = _TextReader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    text = MENTION.sub(_("(mention)"), CONTROLS.sub("", html.unescape(text)))
    text = re.sub(r"[ \t]+\n", "\n", unicodedata.normalize("NFC", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _TextReader(HTMLParser):
    """Keep the words of a text with tags, a line a block; scripts say nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in ("script", "style")
        if tag in BLOCKS:
            self.parts.append("- " if tag == "li" else "\n" if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in ("script", "style")))
        if tag in BLOCKS and tag != "br":
            self.parts.append("\n" if tag in ("li", "ul", "ol") else "\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _platform(url: str | None) -> str:
    return (urlsplit((url or "").strip()).hostname or "").lower()


def _number_of(cells: dict[str, str]) -> str:
    number = cells.get("id", "").strip()
    if not re.fullmatch(r"[0-9]{1,12}", number):
        raise DecidimRowError(_("la colonne « id » ne donne pas de numéro"))
    return number


def _proposal(cells: dict[str, str], root: str) -> str:
    """Name the proposal of a comment, of an answer to a comment too."""
    in_address = re.search(r"/proposals/(\d+)", root)
    if in_address:
        return in_address[1]
    of_proposal = "Proposal" in cells.get("commentable_type", "Proposal")
    return cells.get("commentable_id", "").strip() if of_proposal else ""


def _moment(cells: dict[str, str]) -> datetime:
    raw = (cells.get("published_at") or cells.get("created_at") or "").strip()
    tidy = re.sub(r" UTC$", " +0000", raw)
    tidy = re.sub(r"^(\S+) (\S+) ([+-]\d{2}):?(\d{2})$", r"\1T\2\3:\4", tidy)
    try:
        moment = parse_datetime(tidy)
    except ValueError:
        moment = None
    if moment is None:
        raise DecidimRowError(
            _("la date « %(date)s » n'est pas lisible (created_at ou published_at)")
            % {"date": raw[:40]}
        )
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _supports(cells: dict[str, str]) -> int:
    raw = next((cells[name].strip() for name in SUPPORT_COLUMNS if cells.get(name)), "")
    if not raw:
        return 0
    if not re.fullmatch(r"[0-9]{1,7}", raw):
        raise DecidimRowError(
            _("le nombre de soutiens « %(raw)s » n'est pas un nombre") % {"raw": raw[:40]}
        )
    return int(raw)


def _degrees(raw: str | None) -> float | None:
    try:
        number = float((raw or "").replace(",", "."))
    except ValueError:
        return None
    return round(number, 5) if math.isfinite(number) else None
