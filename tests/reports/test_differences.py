"""What changed between two reports, as a reader sees it."""

from hypothesis import given
from hypothesis import strategies as st

from perpignan.reports.differences import (
    ADDED,
    KEPT,
    REMOVED,
    Piece,
    compare_lines,
    compare_snapshots,
    compare_words,
)

words = st.text(alphabet="abc \n", max_size=30)


def chapter(slug: str, *texts: str) -> dict:
    return {
        "slug": slug,
        "title": slug.upper(),
        "blocks": [{"kind": "paragraph", "text": text} for text in texts],
    }


def test_words_that_changed_are_shown_between_those_that_stayed():
    assert compare_words("Le coût est de 10 k€ HT.", "Le coût est de 12 k€ HT.") == [
        Piece("Le coût est de ", KEPT),
        Piece("10 ", REMOVED),
        Piece("12 ", ADDED),
        Piece("k€ HT.", KEPT),
    ]


@given(words, words)
def test_pieces_give_back_both_texts(old, new):
    pieces = compare_words(old, new)

    assert "".join(piece.text for piece in pieces if piece.fate != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.fate != REMOVED) == new


def test_lines_that_stayed_are_left_out():
    assert compare_lines(["a", "b", "c"], ["a", "x", "c"]) == [
        [Piece("b", REMOVED), Piece("x", ADDED)]
    ]
    assert compare_lines(["a"], ["a"]) == []


def test_very_long_texts_are_shown_one_after_the_other():
    old, new = "mot " * 3000, "terme " * 3000

    assert compare_words(old, new) == [Piece(old, REMOVED), Piece(new, ADDED)]


def test_chapters_that_came_went_and_stayed_are_told():
    old = {"chapters": [chapter("a", "un"), chapter("b", "deux"), chapter("c", "x")]}
    new = {"chapters": [chapter("a", "un"), chapter("b", "trois"), chapter("d", "y")]}

    found = {c.slug: (c.fate, c.is_changed) for c in compare_snapshots(old, new)}

    assert found == {
        "a": (KEPT, False),
        "b": (KEPT, True),
        "c": (REMOVED, True),
        "d": (ADDED, True),
    }


def test_a_cell_that_changed_is_a_change():
    def table(cell: str) -> dict:
        block = {"kind": "table", "caption": "T", "columns": ["A"], "rows": [[cell]], "source": ""}
        return {"chapters": [{"slug": "a", "title": "A", "blocks": [block]}]}

    [change] = compare_snapshots(table("1 000 €"), table("1 200 €"))

    assert [[(p.text, p.fate) for p in line] for line in change.lines] == [
        [("1 000 ", REMOVED), ("1 200 ", ADDED), ("€", KEPT)]
    ]
