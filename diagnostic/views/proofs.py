"""How a proof is shown: a chip that says what it is and where it comes from."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from diagnostic.charts import with_unit
from diagnostic.enums import AssetKind, Origin
from diagnostic.models import Finding, FindingProof, IndicatorValue
from perpignan.study.enums import Visibility
from perpignan.study.evidence import Evidence
from perpignan.study.localisation import localised_text
from perpignan.study.models import Interview, Quote, Source


def chips_of(finding: Finding) -> list[Evidence]:
    """Show the proofs that the reader may see; expects what `findings_for` fetched."""
    return [chip_of(proof) for proof in finding.proofs.all()]


def chip_of(proof: FindingProof) -> Evidence:
    if proof.indicator_value:
        return _measure_chip(proof, proof.indicator_value)
    if proof.source:
        return _source_chip(proof, proof.source)
    if proof.asset:
        name = localised_text(proof.asset, "name").text
        label = f"{_('Inventaire')}, {AssetKind(proof.asset.kind).label}"
        return _chip(proof, "asset", label, name, proof.asset.get_absolute_url())
    if proof.expectation:
        return _expectation_chip(proof)
    if proof.quote:
        return _quote_chip(proof, proof.quote)
    if proof.interview:
        return _interview_chip(proof, proof.interview)
    return Evidence(
        kind="reference",
        kind_label=_("Référence"),
        title=proof.sentence or proof.reference,
        language="fr",
        url=proof.reference_url,
        source_label=proof.reference if proof.sentence else "",
    )


def _chip(proof: FindingProof, kind: str, label: str, name: str, url: str) -> Evidence:
    """Say first what the proof shows, where the team wrote it, then what it is."""
    return Evidence(
        kind=kind,
        kind_label=label,
        title=proof.sentence or name,
        language="fr",
        url=url,
        source_label=name if proof.sentence else "",
        is_illustrative=bool(proof.asset and proof.asset.is_illustrative),
    )


def _measure_chip(proof: FindingProof, value: IndicatorValue) -> Evidence:
    indicator = value.indicator
    details = ", ".join(str(part) for part in (value.year, value.method) if part)
    name = localised_text(indicator, "name").text
    return Evidence(
        kind="indicator",
        kind_label=_("Indicateur"),
        title=proof.sentence or f"{name} : {with_unit(value, indicator)}",
        language="fr" if proof.sentence else "",
        url=indicator.get_absolute_url(),
        source_label=f"{details} ({value.source.publisher})" if value.source else details,
    )


def _source_chip(proof: FindingProof, source: Source) -> Evidence:
    name = f"{source.title}, {source.publisher}" if proof.sentence else source.publisher
    return Evidence(
        kind="document",
        kind_label=_("Document"),
        title=proof.sentence or source.title,
        language="fr" if proof.sentence else "",
        url=source.url,
        date=source.published_on,
        source_label=name,
    )


def _expectation_chip(proof: FindingProof) -> Evidence:
    expectation = proof.expectation
    assert expectation is not None  # noqa: S101 - chip_of asked first
    origin, statement = Origin(expectation.origin).label, localised_text(expectation, "statement")
    return Evidence(
        kind="expectation",
        kind_label=_("Attente"),
        title=proof.sentence or statement.text,
        language="fr" if proof.sentence else statement.language,
        url=expectation.get_absolute_url(),
        source_label=f"{expectation.holder}, {origin}",
        is_illustrative=expectation.is_illustrative,
    )


def _quote_chip(proof: FindingProof, quote: Quote) -> Evidence:
    """Show the words, and who said them as far as she allowed."""
    words, said_by = f"« {quote.text} »", quote.attribution
    label = Origin.INTERVIEW.label
    return Evidence(
        kind="quote",
        kind_label=str(label) if quote.is_public else _internal(label),
        title=proof.sentence or words,
        language="fr",
        url="",
        source_label=f"{words}, {said_by}" if proof.sentence else said_by,
        is_illustrative=quote.interview.is_illustrative,
    )


def _internal(label: object) -> str:
    return f"{label}, {Visibility.INTERNAL.label}"


def _interview_chip(proof: FindingProof, interview: Interview) -> Evidence:
    return Evidence(
        kind="interview",
        kind_label=_internal(Origin.INTERVIEW.label),
        title=proof.sentence or str(interview),
        language="fr",
        url="",
        date=interview.held_on if proof.sentence else None,
        is_illustrative=interview.is_illustrative,
    )


def documents_of(finding: Finding) -> list[Source]:
    """List the documents behind a finding, with their dates and reserves, each once."""
    return list(dict.fromkeys(_documents(finding.proofs.all())))


def _documents(proofs: Iterable[FindingProof]) -> Iterable[Source]:
    for proof in proofs:
        if proof.source:
            yield proof.source
        elif proof.indicator_value and proof.indicator_value.source:
            yield proof.indicator_value.source
