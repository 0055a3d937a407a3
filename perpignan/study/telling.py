"""How a thing of any phase is told in a page of the whole study."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Its title and its page; `language` where the title is not in that of the page."""

    title: str
    url: str
    language: str = ""
    detail: str = ""
    date: datetime.date | None = None
    is_illustrative: bool = False
