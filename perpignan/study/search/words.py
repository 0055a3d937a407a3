"""What a reader asks, made harmless."""

import re
from functools import reduce
from operator import or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Expression

#: A question longer than this is cut: nobody reads an answer to so many words.
LONGEST = 200
MOST_WORDS = 12
#: The text search of each language: stems, accents ignored. Made in migrations 0002, 0040.
CONFIGS = {"fr": "french_unaccent", "ca": "catalan_unaccent", "en": "english_unaccent"}
#: Marks around a found word, of no alphabet; the page turns them into <mark>.
START, STOP = "\ue000", "\ue001"
BETWEEN_WORDS = re.compile(r"[\W_]+")


class Words:
    """The words of a question: any text gives some, or none."""

    def __init__(self, asked: str) -> None:
        cut = asked[:LONGEST].replace("\x00", " ")
        self.text = " ".join(cut.split())
        self.plain = [part for part in BETWEEN_WORDS.split(self.text) if part][:MOST_WORDS]

    def __bool__(self) -> bool:
        return bool(self.plain)

    @property
    def is_exact(self) -> bool:
        """Say whether the reader quotes or excludes words: then she means exactly these."""
        return '"' in self.text or " -" in f" {self.text}"

    @property
    def query(self) -> Expression:
        """Ask in every language at once, for whole words and for begun ones."""
        asked = [
            SearchQuery(self.text, config=config, search_type="websearch")
            for config in CONFIGS.values()
        ]
        if not self.is_exact:
            begun = " & ".join(f"{word}:*" for word in self.plain)
            asked += [
                SearchQuery(begun, config=config, search_type="raw") for config in CONFIGS.values()
            ]
        return reduce(or_, asked)
