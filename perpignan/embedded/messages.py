"""Compile the catalogues of locale/ with Babel: no gettext program is needed.

`python -m perpignan.embedded.messages` writes the .mo files that are out of date;
with `--check` it writes nothing and refuses a catalogue that does not compile.

French is the source and has no catalogue of its own but for one rule: zero is singular
("0 réponse"). Its .mo repeats the plural texts with that rule.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from perpignan.embedded import paths


class BadCatalogue(Exception):
    """A catalogue cannot be compiled; the message names the file and the entry."""


def catalogues() -> list[Path]:
    return sorted((paths.ROOT / "locale").glob("*/LC_MESSAGES/*.po"))


def read(source: Path) -> Catalog:
    """Read one catalogue. Raise BadCatalogue when a translation would break a page."""
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    except PoFileError as error:
        raise BadCatalogue(f"{source} : {error}") from error
    for message, errors in catalogue.check():
        raise BadCatalogue(f"{source}, « {message.id} » : {errors[0]}")
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def french(catalogue: Catalog) -> Catalog:
    """Repeat the plural texts of a catalogue as they are in French."""
    plurals = Catalog(locale="fr")
    for message in catalogue:
        if isinstance(message.id, tuple):
            plurals.add(message.id, message.id, context=message.context)
    return plurals


def compile_all() -> None:
    """Write the .mo files older than their source."""
    for source in catalogues():
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            catalogue = read(source)
            target.write_bytes(compiled(catalogue))
            _write_french(source, catalogue)


def _write_french(source: Path, catalogue: Catalog) -> None:
    target = source.parents[2] / "fr" / source.parts[-2] / source.with_suffix(".mo").name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled(french(catalogue)))


def main(arguments: list[str]) -> int:
    try:
        if "--check" in arguments:
            for source in catalogues():
                read(source)
        else:
            compile_all()
    except BadCatalogue as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
