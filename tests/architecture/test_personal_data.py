"""Nothing of anyone is kept without being declared: what, why, how long."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from perpignan.study.personal_data import declared_models

APPS = {
    *("study", "accounts", "reports", "governance"),
    *("benchmark", "diagnostic", "consultation", "actionplan"),
}
#: Models that hold nothing of anyone. A new model is declared, or added here with thought.
NOTHING_OF_PEOPLE = {
    *("study.action", "study.interviewguide", "study.interviewquestion", "study.fundinglever"),
    *("study.study", "study.phase", "study.deliverable", "study.actionaxis"),
    "study.actionzone",
    *("study.fundingleverpriority", "study.fundingleveraxis", "study.fundingleversource"),
    *(
        "study.studysource",
        "study.news",
        "study.userrole",
        "study.partner",
        "study.source",
        "study.axis",
    ),
    *("study.priority", "study.zone", "benchmark.city", "benchmark.cityindicator"),
    *("benchmark.initiative", "benchmark.initiativeaction", "benchmark.cityinterview"),
    *("benchmark.initiativepriority", "benchmark.initiativeaxis", "benchmark.initiativesource"),
    "benchmark.initiativezone",
    *("diagnostic.criterion", "diagnostic.stakeholder", "diagnostic.expectation"),
    *("diagnostic.finding", "diagnostic.perimeter", "diagnostic.indicator"),
    *("diagnostic.standardcode", "diagnostic.indicatorvalue", "diagnostic.referencevalue"),
    *("diagnostic.indicatoraction", "diagnostic.importmapping", "diagnostic.mappedcolumn"),
    *("diagnostic.digitalasset", "diagnostic.digitalassetsource", "diagnostic.assetoverlap"),
    *("diagnostic.maturitydimension", "diagnostic.maturitylevel", "diagnostic.maturityround"),
    *("diagnostic.findingproof", "diagnostic.findingaction", "diagnostic.rankedaction"),
    *("diagnostic.stakeholderweight", "consultation.consultation"),
    *("consultation.questionaction", "consultation.censusmargin"),
    *("consultation.questionnaire", "consultation.section", "consultation.question"),
    *("consultation.option", "consultation.condition", "consultation.workshopcount"),
    *("consultation.budgetvote", "consultation.budgetdistrict", "consultation.budgetproject"),
    "consultation.budgetcount",
    *("consultation.responsemark", "consultation.consultationresults"),
    *("consultation.responsemark", "consultation.opinionanalysis", "consultation.opiniongroup"),
    "consultation.reliabilityreport",
    *("actionplan.actionsheet", "actionplan.actionstep", "actionplan.sheetpartner"),
    *("actionplan.sheetlever", "actionplan.risk", "actionplan.dependency"),
    *("actionplan.actionindicator", "actionplan.costline", "actionplan.indicatormeasure"),
    *("actionplan.sheetdocument", "actionplan.solution", "actionplan.solutionaction"),
    *("actionplan.solutionargument", "actionplan.solutionaxis", "actionplan.fundingamount"),
    *("actionplan.fundingterms", "actionplan.leverdeadline", "actionplan.pastgrant"),
    *("actionplan.scenarioaction", "actionplan.scenariobudget", "actionplan.scenariolever"),
    *("actionplan.scenariominimum", "actionplan.scenariopair"),
    *("actionplan.strategy", "actionplan.orientation", "actionplan.orientationaction"),
    *("consultation.contributionaction", "consultation.theme"),
    *("consultation.texttheme", "consultation.themetext"),
    *("consultation.themefollowup", "consultation.followupaction"),
    *("reports.reportnotice", "reports.reportnumber"),
    *("governance.body", "governance.meeting", "governance.agendaitem", "governance.decision"),
    *("governance.decisionlink", "governance.task", "governance.documentrequest"),
    *("governance.studyrisk", "governance.milestonemove", "governance.diaryentry"),
}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
DECLARED = dict(declared_models())


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        is_history = hasattr(model, "pgh_tracked_model")
        if model._meta.app_label in APPS and not is_history:
            yield model


def speaks(field: models.Field) -> bool:
    """Tell a column where something of a person may be written."""
    if field.is_relation:
        return field.related_model._meta.label in ("study.User", "study.ResourcePerson")
    if isinstance(field, ArrayField):
        return False
    return isinstance(field, TEXTS) and not field.choices


def test_every_model_says_what_it_keeps_of_people_or_that_it_keeps_nothing():
    found = {model._meta.label_lower for model in own_models()}
    declared = {model._meta.label_lower for model in DECLARED}

    assert found - declared - NOTHING_OF_PEOPLE == set()
    assert declared & NOTHING_OF_PEOPLE == set()
    assert NOTHING_OF_PEOPLE - found == set()


@pytest.mark.parametrize("model", DECLARED, ids=lambda model: model._meta.label)
def test_every_text_of_such_a_model_is_in_the_register(model):
    declared = DECLARED[model]
    speaking = {field.name for field in model._meta.local_fields if speaks(field)}

    assert speaking - set(declared.fields) - set(declared.harmless) == set()
    for name in (*declared.fields, *declared.harmless):
        model._meta.get_field(name)


def test_a_model_that_keeps_nothing_has_no_address_and_no_person():
    for model in own_models():
        if model._meta.label_lower in NOTHING_OF_PEOPLE:
            names = [
                field.name
                for field in model._meta.local_fields
                if isinstance(field, models.EmailField) or (field.is_relation and speaks(field))
            ]
            assert names == [], model._meta.label


@pytest.mark.parametrize("model", DECLARED, ids=lambda model: model._meta.label)
def test_every_line_says_who_what_why_and_how_long(model):
    declared = DECLARED[model]

    assert all(map(str, (declared.people, declared.what, declared.why, declared.how_long)))


def test_a_field_that_is_not_declared_is_found():
    class Letter(models.Model):
        sender = models.EmailField()

        class Meta:
            app_label = "toy"
            managed = False

        def __str__(self):
            return self.sender

    try:
        assert [field.name for field in Letter._meta.local_fields if speaks(field)] == ["sender"]
    finally:
        del apps.all_models["toy"]["letter"]
