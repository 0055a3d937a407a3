"""Criteria, weights, maturity levels and answers, in and out as tables."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from diagnostic import models, resources
from diagnostic.enums import SessionStatus
from perpignan.backoffice_formats import SafeCSV, SafeXLSX, read_dataset
from tests.factories import diagnostic as factories
from tests.factories.study import PartnerFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db


def imported(resource, content):
    content = content if isinstance(content, bytes) else content.encode()
    return resource().import_data(read_dataset(content), rollback_on_validation_errors=True)


def make_criterion():
    criterion = factories.CriterionFactory(
        name="=Coût", veto=Decimal("0.5"), preference=None, direction="min"
    )
    criterion.sources.add(SourceFactory(key="journal"))


def make_weight():
    models.StakeholderWeight.objects.create(
        session=factories.RankingSessionFactory(),
        stakeholder=factories.StakeholderFactory(),
        criterion=factories.CriterionFactory(),
        weight=Decimal("12.5"),
    )


def make_level():
    dimension = factories.MaturityDimensionFactory()
    for level in (1, 5):
        models.MaturityLevel.objects.create(
            dimension=dimension, level=level, description="-au hasard"
        )


def make_answer():
    factories.MaturityAnswerFactory(respondent_label="@Culture", comment="Peu\nde moyens")


def make_stakeholder():
    factories.StakeholderFactory(organisation=PartnerFactory(), is_reference=True)


def make_session():
    factories.RankingSessionFactory(title="@Séance", adopted_note="Avec\nréserves")


def make_dimension():
    factories.MaturityDimensionFactory(question="+Où en est-on ?").sources.add(SourceFactory())


def make_round():
    factories.MaturityRoundFactory()


def make_mapping():
    factories.ImportMappingFactory(
        name="=Insee",
        delimiter="\t",
        kept_rows="AGE = 20\nSEXE = F",
        year_indicator=factories.IndicatorFactory(),
    )
    factories.ImportMappingFactory(delimiter=";", decimal_comma=False)


def make_mapped_column():
    factories.ImportMappingFactory(columns={"-TAUX": factories.IndicatorFactory()})


MAKERS = {
    resources.StakeholderResource: make_stakeholder,
    resources.RankingSessionResource: make_session,
    resources.MaturityDimensionResource: make_dimension,
    resources.MaturityRoundResource: make_round,
    resources.ImportMappingResource: make_mapping,
    resources.MappedColumnResource: make_mapped_column,
    resources.CriterionResource: make_criterion,
    resources.StakeholderWeightResource: make_weight,
    resources.MaturityLevelResource: make_level,
    resources.MaturityAnswerResource: make_answer,
}


def stored(resource):
    model = resource.Meta.model
    return list(model.objects.order_by("pk").values_list(*resource.Meta.fields))


@pytest.mark.parametrize("file_format", [SafeCSV, SafeXLSX])
@pytest.mark.parametrize("resource", MAKERS)
def test_rows_come_back_as_they_went_out(resource, file_format):
    MAKERS[resource]()
    before = stored(resource)
    content = file_format().export_data(resource().export())

    unchanged = imported(resource, content)
    resource.Meta.model.objects.all().delete()
    created = imported(resource, content)

    assert (unchanged.problems, created.problems) == ([], [])
    assert (unchanged.totals["skip"], created.totals["new"]) == (len(before), len(before))
    assert stored(resource) == before


@pytest.mark.parametrize(
    ("resource", "content", "problem"),
    [
        (
            resources.CriterionResource,
            "Code;Nom;Note la plus basse;Note la plus haute\ncout;Coût;haut;4\n",
            "Ligne 2, champ note la plus basse : « haut » n'est pas un nombre.",
        ),
        (
            resources.StakeholderWeightResource,
            "Session;Partie prenante;Critère;Poids\nnulle;part;cout;3\n",
            "Ligne 2, champ session : « nulle » n'est pas connu (session de classement).",
        ),
        (
            resources.MaturityLevelResource,
            "Dimension;Niveau;Description\ndonnees;6;Parfait\n",
            "Ligne 2, champ niveau : « 6 » n'est pas admis. Valeurs admises : "
            "Ponctuel, Opportuniste, Structuré, Généralisé, Amélioré en continu.",
        ),
        (
            resources.MaturityAnswerResource,
            "Tour;Répondant sans compte;Dimension;Niveau\nperdu;Culture;donnees;2\n",
            "Ligne 2, champ tour : « perdu » n'est pas connu (tour d'auto-évaluation).",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_stored(resource, content, problem):
    factories.MaturityDimensionFactory(code="donnees")

    result = imported(resource, content)

    assert problem in result.problems
    assert stored(resource) == []


def test_a_level_is_known_by_its_number_and_by_its_name():
    factories.MaturityDimensionFactory(code="donnees")
    header = "Dimension;Niveau;Description\n"
    imported(resources.MaturityLevelResource, header + "donnees;3;Suivi\n")

    result = imported(resources.MaturityLevelResource, header + "donnees;Structuré;Tenu\n")

    assert result.totals["update"] == 1
    assert stored(resources.MaturityLevelResource)[0][1:] == (3, "Tenu")


def test_the_answer_of_an_account_is_neither_exported_nor_changed():
    factories.MaturityAnswerFactory(respondent=UserFactory(), respondent_label="")

    assert len(resources.MaturityAnswerResource().export()) == 0


def test_weights_of_a_frozen_session_are_read_only_in_the_back_office(client):
    make_weight()
    weight = models.StakeholderWeight.objects.get()
    models.RankingSession.objects.update(
        status="frozen", snapshot={}, frozen_at="2020-03-12T10:00Z"
    )
    client.force_login(UserFactory(superuser=True))
    url = reverse("admin:diagnostic_stakeholderweight_change", args=[weight.pk])

    page = client.get(url)
    refused = client.post(url, {"weight": "99"})

    assert page.context["has_change_permission"] is False
    assert refused.status_code == 403
    weight.refresh_from_db()
    assert weight.weight == Decimal("12.5")


@pytest.mark.parametrize("noun", ["criterion", "stakeholderweight", "maturitylevel"])
@pytest.mark.parametrize(("role", "status"), [("lead", 200), ("consortium", 200), ("desk", 302)])
def test_who_opens_the_import(client, noun, role, status):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(reverse(f"admin:diagnostic_{noun}_import")).status_code == status


def test_a_tabulation_goes_out_in_words():
    factories.ImportMappingFactory(delimiter="\t")

    text = SafeCSV().export_data(resources.ImportMappingResource().export())
    text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    [row] = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";")

    assert row["Séparateur"] == "tabulation"


def test_runs_go_out_with_their_counts():
    run = factories.ImportRunFactory(created_count=12)

    [row] = resources.ImportRunResource().export().dict

    assert (row["Nom du fichier"], row["Valeurs créées"]) == (run.file_name, 12)
    assert "Demandé par" not in row


def test_a_frozen_session_is_not_changed_by_a_file():
    session = factories.RankingSessionFactory(code="s-1", title="Avant")
    now, frozen = timezone.now(), SessionStatus.FROZEN
    models.RankingSession.objects.filter(pk=session.pk).update(
        status=frozen, snapshot={}, frozen_at=now
    )

    result = imported(
        resources.RankingSessionResource,
        "Code;Titre;Date de la séance\ns-1;Après;2020-03-01\n",
    )

    assert models.RankingSession.objects.get().title == "Avant"
    assert any("figée" in problem for problem in result.problems)
