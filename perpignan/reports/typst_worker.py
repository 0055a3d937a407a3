"""The child process that runs Typst once: order in, PDF out, nothing left behind.

Run as a file, isolated, so that it imports neither Django nor the portal. Typst grows
by 200 MB a report and may panic: both end with this process. It sees the fixed
templates, one data.json and our own drawings; its root and its package folders are
empty and ours, so that it reads no file of the project and downloads nothing.
"""

import json
import re
import resource
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "reports" / "typst"
STANDARDS: Any = ["a-2a", "ua-1"]
FONT_PACKAGE = "font_source_sans_pro"
FONTS = ["Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"]

#: Beyond Latin letters and common signs, ask Typst what its fonts can show.
COMMON = 0x24F
MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
MOST_PROBES = 400
STAND_IN = "□"


def main() -> None:
    order = json.load(sys.stdin)
    _limit(order)
    with tempfile.TemporaryDirectory() as folder:
        compiler = Compiler(Path(folder), order["timestamp"])
        data = compiler.readable(order["data"])
        pdf = compiler.compile(_files(data, order))
    sys.stdout.buffer.write(pdf)


def _files(data: str, order: dict[str, Any]) -> dict[str, bytes]:
    """Gather what Typst may see: the shared templates, the page's own, data, drawings."""
    found = {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}
    found["main"] = (TEMPLATES.parents[1] / order["template"]).read_bytes()
    found["data.json"] = data.encode()
    return found | {name: text.encode() for name, text in order["drawings"].items()}


class Compiler:
    """Typst shut in an empty folder."""

    def __init__(self, folder: Path, timestamp: int) -> None:
        self.timestamp = timestamp
        self.root, self.packages, self.fonts = (folder / n for n in ("root", "packages", "fonts"))
        for part in (self.root, self.packages, self.fonts):
            part.mkdir()
        _link_fonts(self.fonts)

    def compile(self, files: dict[str, bytes]) -> bytes:
        import typst  # the portal reads this file's names, and never needs the compiler

        sources: Any = files  # a dict of files: what Typst accepts and its types do not say
        pdf = typst.compile(
            sources,
            root=str(self.root),
            package_path=str(self.packages),
            package_cache_path=str(self.packages),
            font_paths=[str(self.fonts)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=self.timestamp,
        )
        return bytes(pdf)

    def readable(self, data: str) -> str:
        """Replace the letters that no font of ours has: the PDF standard refuses them."""
        rare = {letter for letter in data if ord(letter) > COMMON}
        missing = self._missing(rare)
        return data.translate(dict.fromkeys(map(ord, missing), STAND_IN))

    def _missing(self, rare: set[str]) -> set[str]:
        left = set(rare)
        missing: set[str] = set()
        for _probe in range(MOST_PROBES):
            found = self._first_missing(left)
            if not found:
                return missing
            missing |= found
            left -= found
        return missing | left

    def _first_missing(self, letters: set[str]) -> set[str]:
        import typst  # as above

        text = json.dumps(" ".join(sorted(letters)))
        probe = (TEMPLATES / "probe.typ").read_bytes()
        fonts = (TEMPLATES / "fonts.typ").read_bytes()
        try:
            self.compile({"main": probe, "fonts.typ": fonts, "data.json": text.encode()})
        except typst.TypstError as error:
            if match := MISSING.search(str(error)):
                return set(match.group(1)) & letters or letters
            raise
        return set()


def _link_fonts(folder: Path) -> None:
    """Show Typst the few fonts that we use, always the same files; none if not installed."""
    package = find_spec(FONT_PACKAGE)
    for place in (package.submodule_search_locations or []) if package else []:
        for name in FONTS:
            file = Path(place) / "files" / f"SourceSansPro-{name}.ttf"
            if file.exists():
                shutil.copy(file, folder)


def _limit(order: dict[str, Any]) -> None:
    memory = order["memory_mb"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = order["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 5))


if __name__ == "__main__":
    try:
        main()
    except BaseException as error:  # Typst's panics are not Exceptions
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.exit(1)
