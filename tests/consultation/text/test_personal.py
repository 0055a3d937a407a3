import pytest

from consultation.text.language import detect
from consultation.text.personal import find, masked


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("écrivez à jean.dupont+x@mairie-perp.fr svp", "mail", "jean.dupont+x@mairie-perp.fr"),
        ("prenom(at)exemple.org", "mail", "prenom(at)exemple.org"),
        ("au 06 12 34 56 78, le soir", "phone", "06 12 34 56 78"),
        ("tél. +33 (0)4.68.12.34.56", "phone", "+33 (0)4.68.12.34.56"),
        ("0468123456", "phone", "0468123456"),
        ("telèfon +34 612 345 678", "phone", "+34 612 345 678"),
        ("j'habite 12 bis rue des Augustins, 66000", "address", "12 bis rue des Augustins, 66000"),
        ("au 3, avenue de la Gare.", "address", "3, avenue de la Gare"),
        ("FR76 3000 6000 0112 3456 7890 189", "iban", "FR76 3000 6000 0112 3456 7890 189"),
        ("Je m'appelle Zoé Pérez-Martí et", "name", "Zoé Pérez-Martí"),
        ("ma voisine, Mme Durand de Rivoire, dit", "name", "Durand de Rivoire"),
        ("M. O’Connor a raison", "name", "O’Connor"),
        ("Em dic Jordi Puig", "name", "Jordi Puig"),
    ],
)
def test_what_names_or_reaches_someone_is_found_with_its_place(text, kind, passage):
    (finding,) = find(text)

    assert (finding.kind, finding.text) == (kind, passage)
    assert text[finding.start : finding.end] == passage


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Madame la Maire, Monsieur le Préfet",
        "Madame Maire",
        "Je suis Perpignanais et fier",
        "Plantons 1 200 arbres en 2026, 12 rues plus loin",
        "Le budget est de 1 234 567 890 euros",
        "FR76 3000 6000 0112 3456 7890 180",
        "Rendez-vous place Arago à 18 h 30",
        "a@b",
    ],
)
def test_what_names_no_one_is_left(text):
    assert find(text) == []


def test_a_social_security_number_is_known_by_its_key():
    body = "2840766136042"
    good = f"{body}{97 - int(body) % 97:02}"

    assert [finding.kind for finding in find(f"n° {good} .")] == ["social_security"]
    assert find(f"n° {body}{(97 - int(body) % 97) % 97 + 1:02} .") == []


def test_a_text_is_masked_in_place():
    text = "M. Puig, 06 12 34 56 78 : oui"

    assert masked(text, find(text)) == "M. […], […] : oui"


@pytest.mark.parametrize(
    "text",
    ["@" * 1_000_000, "0" * 1_000_000, "A" * 1_000_000, "12 rue " * 140_000, "M. A " * 200_000],
)
def test_a_megabyte_is_read_quickly_enough_to_end(text):
    assert len(find(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il faut planter des arbres sur la place", "fr"),
        ("Cal plantar arbres a la plaça amb els veïns del barri", "ca"),
        ("Hay que plantar árboles en la plaza para los niños", "es"),
        ("More trees would make the square a better place for everyone", None),
        ("مرحبا بالعالم كيف الحال", None),
        ("👍👍", None),
        ("", None),
        ("ok", None),
    ],
)
def test_languages_are_told_apart(text, language):
    assert detect(text) == language
