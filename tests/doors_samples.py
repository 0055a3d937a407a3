"""A value for each parameter of an address, so that the walk of the doors opens it."""

from typing import Any

from django.apps import apps

#: A report that is not there: what is asked of others is not told from what is not.
NOBODY = "00000000-0000-4000-8000-000000000000"


def samples() -> dict[str, dict[str, Any]]:
    """Give a value to each parameter, by the start of the address."""
    return {
        "": {},
        "connexion/": {"provider_id": "inconnu"},
        "oidc/": {"provider_id": "inconnu"},
        "invitation/": {"token": "inconnu"},
        "donnees-ouvertes/": {"code": "actions", "extension": "csv"},
        "priorites/": {"code": "P1"},
        "preuves/": {"slug": "inconnu", "code": "A1.1"},
        "actualites/": {"code": "etude-lancee"},
        "mot-de-passe-oublie/": {"uidb64": "MA", "token": "inconnu"},
        "rapports/": {"pk": NOBODY, "slug": "contributions"},
        "benchmark/": {"code": _first("benchmark.Initiative", "code", status="published")},
        "diagnostic/": {"code": "VAC_COM"},
        "diagnostic/themes/": {"code": "commerce"},
        "diagnostic/imports/": {"pk": NOBODY},
        "diagnostic/constats/": {"code": "deux-applications"},
        "diagnostic/priorites/": {
            "code": _first("diagnostic.RankingSession", "code"),
            "stakeholder": _first("diagnostic.Stakeholder", "code"),
        },
        "consultation/": {
            "slug": _first("consultation.Consultation", "slug"),
            "code": _first("consultation.Section", "code"),
            "pk": _first("consultation.Contribution", "pk", status="published"),
            "extension": "csv",
            "rank": 1,
            "first": 1,
            "form": "csv",
            "name": "resultats",
        },
        "consultation/<slug:slug>/themes/": {
            "slug": _first("consultation.Consultation", "slug"),
            "pk": _first("consultation.TextTheme", "pk"),
        },
        "consultation/<slug:slug>/ateliers/": {
            "slug": _first("consultation.Consultation", "slug"),
            "pk": _first("consultation.Workshop", "pk"),
            "verbatim": 0,
        },
        "consultation/<slug:slug>/import/<uuid:pk>/": {
            "slug": _first("consultation.Consultation", "slug"),
            "pk": NOBODY,
            "verb": "confirmer",
        },
        "mon-espace/": {"token": "inconnu", "pk": 0, "kind": "sheet", "key": "A1.1"},
        "mon-espace/reunions/": {"code": "copil-5"},
        "mon-espace/jalons/": {"kind": "reunion", "code": "copil-5"},
        "mon-espace/risques/": {"code": "donnees-tardives"},
        "mon-espace/rendez-vous/": {"code": "marche-exploratoire"},
        "mon-espace/taches/": {"code": "convoquer-copil-3"},
        "mon-espace/documents/": {"code": "commerces-vacants"},
        "api/v1/^bodies": {"code": "copil"},
        "api/v1/^meetings": {"code": "copil-5"},
        "api/v1/^minutes": {"code": "copil-1"},
        "api/v1/^milestone-moves": {"pk": _first("governance.MilestoneMove", "pk")},
        "api/v1/^decisions": {"code": "une-application"},
        "api/v1/^tasks": {"code": "convoquer-copil-3"},
        "api/v1/^document-requests": {"code": "commerces-vacants"},
        "api/v1/^study-risks": {"code": "donnees-tardives"},
        "api/v1/^diary-entries": {"code": "marche-exploratoire"},
        "rapports/livrables/": {"pk": 0},
        "rapports/publies/": {"code": "L0.1", "slug": "contributions"},
        "consultation/images/": {"pk": _first("consultation.Question", "pk")},
        "consultation/fichiers/": {"pk": NOBODY},
        "plan-actions/": {"code": "A1.1", "number": 1, "pk": 0, "file_format": "csv"},
        "plan-actions/solutions/": {"code": "entree-unique"},
        "plan-actions/leviers/": {"code": "DSIL"},
        "plan-actions/scenarios/": {"code": "reference"},
        "admin/": {"app_label": "study", "url": "inconnu", "content_type_id": 0, "object_id": 0},
        "api/v1/": {"format": ".json"},
        "api/v1/^phases": {"code": "P0"},
        "api/v1/^news": {"code": "etude-lancee"},
        "api/v1/^deliverables": {"code": "L0.1"},
        "api/v1/^partners": {"code": _first("study.Partner", "code")},
        "api/v1/^funding-levers": {"code": _first("study.FundingLever", "code")},
        "api/v1/^actions": {"code": "A1.1"},
        "api/v1/^action-sheets": {"code": "A1.1"},
        "api/v1/^funding-plans": {"code": "A1.1"},
        "api/v1/^solutions": {"code": "entree-unique"},
        "api/v1/^plan-versions": {"number": 1},
        "api/v1/^strategies": {"code": "coeur-de-ville"},
        "api/v1/^strategy-versions": {"number": 1},
        "api/v1/^reports": {"pk": NOBODY},
        "api/v1/^initiatives": {"code": _first("benchmark.Initiative", "code", status="published")},
        "api/v1/^cities": {"code": _first("benchmark.City", "code")},
        "api/v1/^indicators": {"code": "VAC_COM"},
        "api/v1/^perimeters": {"code": "commune"},
        "api/v1/^assets": {"code": "appli-ville"},
        "api/v1/^expectations": {"code": "signaler-une-fois"},
        "api/v1/^findings": {"code": "deux-applications"},
        "api/v1/^ranking-sessions": {"code": _first("diagnostic.RankingSession", "code")},
        "api/v1/^maturity-rounds": {"code": _first("diagnostic.MaturityRound", "code")},
        "api/v1/^criteria": {"code": "cout"},
        "api/v1/^stakeholders": {"code": _first("diagnostic.Stakeholder", "code")},
        "api/v1/^maturity-dimensions": {"code": _first("diagnostic.MaturityDimension", "code")},
        "api/v1/^import-mappings": {"pk": _first("diagnostic.ImportMapping", "pk")},
        "api/v1/^import-runs": {"pk": NOBODY},
        "api/v1/^interview-guides": {"code": "services-ville"},
        "api/v1/^interviews": {"code": _first("study.Interview", "code")},
        "api/v1/^quotes": {"pk": _first("study.Quote", "pk")},
        "api/v1/^consultations": {"slug": _first("consultation.Consultation", "slug")},
        "api/v1/^budget-votes": {"slug": _first("consultation.Consultation", "slug")},
        "consultation/<slug:slug>/budget/": {
            "slug": _first("consultation.Consultation", "slug"),
            "part": "bulletins",
        },
        "api/v1/^contributions": {
            "pk": _first("consultation.Contribution", "pk", status="published")
        },
    }


def _first(model: str, field: str, **filters: Any) -> Any:
    rows = apps.get_model(model)._default_manager.filter(**filters)
    return rows.order_by("pk").values_list(field, flat=True)[0]
