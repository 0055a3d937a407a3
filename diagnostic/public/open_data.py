"""The diagnostic as open data: its published values, and its findings."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from diagnostic.models import Finding, IndicatorValue
from perpignan.study.open_data import (
    Address,
    Column,
    Dataset,
    address_column,
    illustrative_column,
    register,
)


def _values() -> Iterable[IndicatorValue]:
    seen = IndicatorValue.objects.visible_to(AnonymousUser())
    rows = seen.select_related("indicator", "perimeter", "source")
    return rows.order_by("indicator__code", "year", "pk").iterator(chunk_size=2000)


def _findings() -> Iterable[Finding]:
    return Finding.objects.active().public().select_related("axis").order_by("code")


register(
    Dataset(
        "indicateurs",
        _("Valeurs des indicateurs"),
        _("Chaque mesure publiée, avec son année, son périmètre, sa méthode et sa source."),
        20,
        (
            Column("indicator", _("Code de l'indicateur"), lambda v: v.indicator.code),
            Column("name", _("Nom de l'indicateur"), lambda v: v.indicator.name),
            Column("unit", _("Unité"), lambda v: v.indicator.unit),
            Column("perimeter", _("Code du périmètre"), lambda v: v.perimeter.code),
            Column("perimeter_name", _("Nom du périmètre"), lambda v: v.perimeter.name),
            Column("year", _("Année de la mesure"), lambda v: v.year),
            Column("value", _("Valeur mesurée"), lambda v: v.value),
            Column("method", _("Méthode de la mesure"), lambda v: v.method),
            Column("author", _("Auteur de la mesure"), lambda v: v.author),
            Column("source", _("Source"), lambda v: str(v.source) if v.source else ""),
            Column("confidence", _("Fiabilité : solid ou press"), lambda v: v.confidence),
        ),
        _values,
        IndicatorValue,
        lambda: [Address(_("interface de programmation"), "/api/v1/indicator-values/")],
    )
)
register(
    Dataset(
        "constats",
        _("Constats du diagnostic"),
        _("Les atouts, faiblesses, opportunités et menaces publiés, en trois langues."),
        21,
        (
            Column("code", _("Code du constat, celui de son adresse"), lambda f: f.code),
            Column("axis", _("Code de l'axe"), lambda f: f.axis.code),
            Column(
                "box",
                _("Case : strength, weakness, opportunity ou threat"),
                lambda f: f.box,
            ),
            Column("weight", _("Poids, de 1 à 3"), lambda f: f.weight),
            Column("statement", _("Constat"), lambda f: f.statement),
            Column("statement_ca", _("Constat en catalan"), lambda f: f.statement_ca),
            Column("statement_en", _("Constat en anglais"), lambda f: f.statement_en),
            address_column(_("Adresse de la page")),
            illustrative_column(),
        ),
        _findings,
        Finding,
        lambda: [Address(_("interface de programmation"), "/api/v1/findings/")],
    )
)
