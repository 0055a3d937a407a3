from datetime import date

from perpignan.reports.blocks import Table
from perpignan.reports.chapters import Scope, chapters_for
from perpignan.reports.glossary_chapter import build
from perpignan.reports.kinds import STRATEGY
from perpignan.study.glossary import sorted_terms


def test_the_last_annex_of_the_strategy_tells_each_word_as_its_page_does():
    table = next(block for block in build(Scope(date(2026, 3, 2))) if isinstance(block, Table))

    assert chapters_for(STRATEGY)[-1].slug == "glossary"
    assert [row[0] for row in table.rows] == [term.name for term in sorted_terms()]
    assert all(text for _name, text in table.rows)
