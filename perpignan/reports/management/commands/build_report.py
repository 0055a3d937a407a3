"""Make a report without queue nor row: the same data, the same layout, one file."""

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from perpignan.reports.chapters import Scope
from perpignan.reports.enums import ReportFormat
from perpignan.reports.errors import LayoutError
from perpignan.reports.kinds import KINDS
from perpignan.reports.making import render
from perpignan.reports.snapshot import build_snapshot


class Command(BaseCommand):
    help = "Prépare un rapport dans un fichier, sans passer par la file d'attente."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", metavar="KIND", help="nature du rapport")
        parser.add_argument("--list", action="store_true", help="nomme les rapports, un par ligne")
        parser.add_argument("--format", default=str(ReportFormat.PDF), help="format : pdf")
        parser.add_argument("--output", metavar="FILE", help="fichier à écrire")
        parser.add_argument("--day", help="date du rapport, AAAA-MM-JJ (par défaut aujourd'hui)")
        parser.add_argument("--language", help="langue : fr, ou ca s'il existe dans cette langue")
        parser.add_argument("--internal", action="store_true", help="avec les données internes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write("\n".join(KINDS))
            return
        kind, output = _kind(options), _output(options)
        language = _language(kind, options["language"])
        scope = Scope(_day(options["day"]), options["internal"], language)
        with translation.override("fr"):
            _write(output, self._make(kind, options["format"], scope))
        self.stdout.write(f"{output} est prêt.")

    def _make(self, kind: str, format: str, scope: Scope) -> bytes:
        snapshot = build_snapshot(
            kind=kind,
            scope=scope,
            author="",
            made_at=timezone.now().replace(microsecond=0),
            on_step=lambda done, total, label: self.stdout.write(f"{done + 1}/{total} {label}"),
        )
        try:
            return render(snapshot, format)
        except LayoutError as error:
            raise CommandError(str(error)) from error


def _kind(options: dict[str, Any]) -> str:
    kind, known = options["kind"], ", ".join(KINDS)
    if kind not in KINDS:
        raise CommandError(f"Rapport inconnu : {kind or '(aucun)'}. Choisissez parmi : {known}.")
    formats = KINDS[kind].formats
    if options["format"] not in formats:
        raise CommandError(
            f"Format inconnu : {options['format']}. Choisissez parmi : {', '.join(formats)}."
        )
    return str(kind)


def _language(kind: str, language: str | None) -> str:
    known = KINDS[kind].languages
    if language and language not in known:
        raise CommandError(f"Langue inconnue : {language}. Choisissez parmi : {', '.join(known)}.")
    return language or known[0]


def _output(options: dict[str, Any]) -> Path:
    """Check before the work that the file can be written."""
    if not options["output"]:
        raise CommandError("Donnez le fichier à écrire : --output FICHIER.")
    output = Path(options["output"])
    if os.path.isdir(output):
        raise CommandError(f"{output} est un dossier : donnez un nom de fichier.")
    if not os.path.isdir(output.parent):
        raise CommandError(f"Le dossier {output.parent} n'existe pas.")
    return output


def _day(text: str | None) -> date:
    if not text:
        return timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Date illisible : {text}. Écrivez AAAA-MM-JJ.") from error


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{output} ne peut pas être écrit : {error.strerror}.") from error
