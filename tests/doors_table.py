"""Who may open what: the status that a GET of each address gives to each role.

The walk of `test_doors.py` looks every address up here; one that no rule knows fails.
A pattern is the route as the URL resolver writes it, without the language prefix; the
first that matches decides. A new page adds a line to RULES, a new admin a line to RIGHTS.
"""

import re

from tests.doors_walk import Door

ROLES = (
    *("visitor", "department", "desk", "official"),
    *("consortium", "lead", "administrator", "superuser"),
)
Statuses = dict[str, int]


def everyone(status: int, **others: int) -> Statuses:
    return dict.fromkeys(ROLES, status) | others


def team(status: int, **others: int) -> Statuses:
    """The back office: those who do not work there are sent to sign in."""
    closed = {"visitor": 302, "department": 302, "desk": 302, "official": 302}
    return everyone(status) | closed | others


def signed_in(status: int, **others: int) -> Statuses:
    """Visitors are sent to sign in."""
    return everyone(status) | {"visitor": 302} | others


READERS = signed_in(200, department=403, desk=403)
READERS_API = everyone(200, visitor=403, department=403, desk=403)
TEAM_API = everyone(200, visitor=403, department=403, desk=403, official=403)
TEAM_POST = everyone(405, visitor=403, department=403, desk=403, official=403)
TEAM_API_ABSENT = everyone(404, visitor=403, department=403, desk=403, official=403)
READERS_API_ABSENT = everyone(404, visitor=403, department=403, desk=403)

#: Ranking is the team's work; freezing a ranking the city's; a service answers for itself.
RANKERS = signed_in(200, department=403, desk=403, official=403)
RANKERS_SENT_ON = signed_in(302, department=403, desk=403, official=403)
RANKERS_POST = signed_in(405, department=403, desk=403, official=403)
#: Results not yet published are there for nobody but the team.
RESULTS = everyone(200, visitor=404, department=404, desk=404, official=404)
#: Typing sheets and standing beside people: desk agents and the team.
DESK = signed_in(200, department=403, official=403)
DESK_SENT_ON = signed_in(302, department=403, official=403)
CONDUCT_POSTS = signed_in(405, department=403, desk=403, official=403)
#: Who imports is told that an import is not there; others that they may not ask.
IMPORT_ABSENT = signed_in(404, department=403, desk=403, official=403)

#: Pages of everyone, looked at for headers and cookies too.
PUBLIC_PAGES = [
    *("/", "/ca/", "/en/", "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/"),
    *("/benchmark/", "/diagnostic/", "/consultation/", "/plan-actions/"),
]

RULES: list[tuple[str, Statuses]] = [
    # Machines.
    (r"healthz|readyz|sitemap\.xml", everyone(200)),
    # The study's own pages.
    (r"", everyone(200)),
    (r"carte/(secteurs\.geojson)?|etapes/|resume/|priorites/<slug:code>/", everyone(200)),
    (r"recherche/|glossaire/|donnees-ouvertes/(catalogue\.jsonld)?", everyone(200)),
    (r"donnees-ouvertes/<slug:code>\.<str:extension>", everyone(200)),
    (r"actualites/(flux\.atom|<slug:code>/)?", everyone(200)),
    (r"preuves/manques/", signed_in(200, department=403, desk=403, official=403)),
    (r"preuves/<slug:slug>/<str:code>/", everyone(404)),  # of a noun that is not there
    (r"connexion/", everyone(302, visitor=200)),  # who is signed in goes on
    # One's own account; nobody of the walk has a second factor or proved who she is just now.
    (r"mon-compte/(mot-de-passe/)?", signed_in(200)),
    (r"mon-compte/sessions/fermer/", signed_in(405)),
    (r"mon-compte/double-verification/", everyone(302)),
    (r"mon-compte/double-verification/activer/", signed_in(302)),
    (r"mon-compte/double-verification/desactiver/", signed_in(404)),
    (r"mon-compte/codes-de-secours/", signed_in(404)),
    (r"mon-compte/codes-de-secours/nouveaux/", signed_in(302)),
    (r"connexion/code/", everyone(302)),
    (r"connexion/confirmer/", signed_in(200)),
    (r"connexion/confirmer/code/", signed_in(302)),
    (r"invitation/<str:token>/", everyone(404)),  # of an invitation that is not there
    (r"mot-de-passe-oublie/(envoye/|<str:uidb64>/<str:token>/)?", everyone(200)),
    (r"deconnexion/|connexion/<slug:provider_id>/", everyone(405)),
    (r"oidc/<slug:provider_id>/callback/", everyone(404)),  # of no provider we know
    (r"accessibilite/|mentions-legales/|donnees-personnelles/", everyone(200)),
    (r"donnees-personnelles/registre/", signed_in(200, department=403, desk=403, official=403)),
    # The API: public facts.
    (r"api/v1/|api/v1/(schema|docs)/", everyone(200)),
    (r"api/v1/\^(phases|deliverables|partners|funding-levers|actions)/.*", everyone(200)),
    (r"api/v1/\^consultations/.*/responses/\$", everyone(405)),  # answers come in, not out
    (r"api/v1/\^consultations/.*/results/\$", everyone(404)),  # not counted yet
    (r"api/v1/\^consultations/.*/opinions/\$", everyone(404)),  # nobody has voted yet
    (r"api/v1/\^contributions/.*support/\$", everyone(405)),  # supports too
    (r"api/v1/\^contributions/.*", everyone(200)),
    (
        r"api/v1/\^(initiatives|cities|indicators|consultations|budget-votes|action-sheets|funding-plans|ranking-sessions|maturity-rounds)/.*",
        everyone(200),
    ),
    (r"api/v1/\^(solutions|plan-versions|strategies|strategy-versions)/.*", everyone(200)),
    (r"api/v1/\^(assets|expectations|findings|indicator-values|perimeters)/.*", everyone(200)),
    (r"api/v1/\^(criteria|stakeholders|maturity-dimensions)/.*", everyone(200)),
    (r"api/v1/\^(interviews|interview-guides|import-mappings)/.*", TEAM_API),
    (r"api/v1/\^import-runs/\$", TEAM_API),
    (r"api/v1/\^import-runs/\(.*", TEAM_API_ABSENT),
    (r"api/v1/\^news/.*", everyone(200)),
    (r"api/v1/\^quotes/\$", everyone(200)),
    # The one of the walk was not allowed: it is there for the team alone.
    (r"api/v1/\^quotes/\(.*", everyone(200, visitor=404, department=404, desk=404, official=404)),
    (r"api/v1/\^reports/\$", READERS_API),
    (r"api/v1/\^reports/\(.*", READERS_API_ABSENT),
    # Reports: for those who may ask for one.
    (r"rapports/", READERS),
    (r"rapports/publies/", everyone(200)),
    (r"rapports/publies/<str:code>/(annexes/<slug:slug>\.csv)?", everyone(404)),
    (r"rapports/livrables/", signed_in(200, department=403, desk=403)),
    (r"rapports/livrables/<int:pk>/(comparer/)?", signed_in(404)),
    (r"rapports/livrables/<int:pk>/(decider|publier)/", signed_in(405)),
    (r"rapports/<uuid:pk>/remettre/", signed_in(404, department=403, desk=403, official=403)),
    (r"rapports/<uuid:pk>/(etat/|telecharger/|lire/|annexes/<slug:slug>\.csv)?", signed_in(404)),
    (r"rapports/<uuid:pk>/(relancer|annuler)/", signed_in(405)),
    # The steering of the study: each sees what is hers; the walk's samples are of the team.
    (r"api/v1/\^tasks/.*done/\$", TEAM_POST),
    (r"api/v1/\^study-risks/.*review/\$", everyone(405, visitor=403, department=403, desk=403)),
    (r"api/v1/\^(meetings|tasks|document-requests|minutes)/.*", TEAM_API),
    (r"api/v1/\^(study-risks|diary-entries|milestone-moves)/.*", READERS_API),
    (r"api/v1/\^(bodies|decisions)/.*", everyone(200, visitor=403, desk=403)),
    (r"mon-espace/(reunions/|documents/)?", signed_in(200)),
    (r"mon-espace/(jalons|risques|rendez-vous)/", READERS),
    (r"mon-espace/(jalons/.+|risques/.+|rendez-vous/.+)", RANKERS),
    (r"mon-espace/decisions/", signed_in(200, desk=403)),
    (r"mon-espace/reunions/<slug:code>/", signed_in(200, department=404, desk=404)),
    (r"mon-espace/reunions/<slug:code>/ordre-du-jour/", signed_in(405)),
    (r"mon-espace/taches/<slug:code>/", signed_in(200, department=404, desk=404, official=404)),
    (r"mon-espace/taches/<slug:code>/terminer/", signed_in(405)),
    (r"mon-espace/avis/", signed_in(200)),
    (r"mon-espace/avis/(lus|reglage)/|mon-espace/agenda/nouveau/", signed_in(405)),
    (r"mon-espace/avis/arreter/<str:token>/", everyone(404)),  # a link that is not signed
    (r"mon-espace/agenda/<str:token>\.ics", everyone(404)),  # a secret that opens nothing
    (r"mon-espace/(agenda/<int:pk>/revoquer|remarques/<int:pk>/reglee)/", signed_in(405)),
    (r"mon-espace/relecture/<slug:kind>/<str:key>/", signed_in(200)),
    (r"mon-espace/documents/<slug:code>/", signed_in(200, department=404, desk=404, official=404)),
    (r"mon-espace/documents/<slug:code>/fichier/", signed_in(404)),  # nothing was sent yet
    # The phases: their pages are everyone's.
    (r"benchmark/(<slug:code>/|comparer/|carte/|villes-proches/)?", everyone(200)),
    (r"diagnostic/(indicateurs/<slug:code>/)?", everyone(200)),
    (
        r"diagnostic/(maturite|priorites|priorites/sessions|priorites/sessions/<slug:code>)/",
        everyone(200),
    ),
    (r"diagnostic/priorites/comparer/", everyone(302)),  # with nothing chosen: back to the list
    (r"diagnostic/priorites/sessions/<slug:code>/(notes|classes|repartir)/", RANKERS),
    (r"diagnostic/priorites/sessions/<slug:code>/poids/<slug:stakeholder>/", RANKERS),
    (r"diagnostic/priorites/sessions/<slug:code>/(poids|rejouer)/", RANKERS_SENT_ON),
    (r"diagnostic/priorites/sessions/<slug:code>/figer/", RANKERS | {"consortium": 403}),
    (r"diagnostic/themes/<slug:code>/", everyone(200)),
    (r"diagnostic/imports/", RANKERS),
    (r"diagnostic/imports/<uuid:pk>/(etat/|correspondance/|erreurs\.csv)?", IMPORT_ABSENT),
    (r"diagnostic/imports/<uuid:pk>/(verifier|confirmer|abandonner)/", IMPORT_ABSENT),
    (r"diagnostic/(inventaire|attentes|constats|constats/<slug:code>)/", everyone(200)),
    (r"diagnostic/constats/<slug:code>/(deplacer|fusionner|scinder)/", RANKERS),
    (r"diagnostic/lacunes/", RANKERS | {"department": 200}),
    (r"diagnostic/maturite/repondre/", RANKERS | {"department": 200}),
    (r"plan-actions/(<str:code>/)?", everyone(200)),
    (
        r"plan-actions/(solutions|solutions/<slug:code>|partenaires|calendrier|suivi)/",
        everyone(200),
    ),
    # A service's own actions: the contacts of the walk stand for no service.
    (r"plan-actions/(mes-fiches|proposer)/", signed_in(403)),
    (r"plan-actions/<str:code>/corriger/", RANKERS),
    (r"plan-actions/leviers/(echeances/|echeances\.ics|<slug:code>/)?", everyone(200)),
    (r"plan-actions/<str:code>/leviers/", everyone(200)),
    (r"plan-actions/scenarios/(comparer/|<slug:code>/|<slug:code>/etat/)?", READERS),
    (r"plan-actions/scenarios/nouveau/", RANKERS),
    (r"plan-actions/scenarios/<slug:code>/(calculer|arreter|dupliquer)/", RANKERS_POST),
    (r"plan-actions/scenarios/<slug:code>/adopter/", RANKERS_POST | {"consortium": 403}),
    (r"plan-actions/financements/(subventions\.csv)?", everyone(200)),
    (r"plan-actions/versions/(comparer/|<int:number>/)?", everyone(200)),
    (r"plan-actions/strategie/(comparer/|versions/<int:number>/)?", everyone(200)),
    (r"plan-actions/versions/figer/", RANKERS | {"consortium": 403}),
    (r"plan-actions/partenaires/matrice/", signed_in(200, desk=403)),
    (r"plan-actions/partenaires/matrice\.<slug:file_format>", signed_in(200, desk=403)),
    (r"plan-actions/(calendrier/deplacer/<str:code>|suivi/rappels|<str:code>/fichiers)/", RANKERS),
    # Files: a document that is not there, a letter for the team only; neither is removed by a GET.
    (r"plan-actions/<str:code>/documents/<int:pk>/", everyone(404)),
    (r"plan-actions/<str:code>/lettres/<int:pk>/", signed_in(404, desk=403)),
    (r"plan-actions/<str:code>/(documents|lettres)/<int:pk>/retirer/", signed_in(405)),
    (r"consultation/(<slug:slug>/|ma-reponse/)?", everyone(200)),
    (r"consultation/<slug:slug>/affirmations/(proposer/)?", everyone(200)),
    (r"consultation/<slug:slug>/affirmations/effacer/", everyone(405)),
    (r"consultation/<slug:slug>/(opinions|fiabilite)/", everyone(200)),
    (r"consultation/<slug:slug>/opinions/avis\.csv", everyone(404)),  # nobody has voted yet
    (r"consultation/<slug:slug>/repondre/<slug:code>/", everyone(200)),
    (r"consultation/<slug:slug>/repondre/", everyone(302)),  # to the first section
    (r"consultation/<slug:slug>/verifier/", everyone(302)),  # nothing is answered yet
    (r"consultation/<slug:slug>/recu/", everyone(302)),
    # The sample question has no picture, the sample consultation no information file.
    (r"consultation/images/<int:pk>/|consultation/<slug:slug>/dossier/", everyone(404)),
    (r"consultation/fichiers/<uuid:pk>/", signed_in(404)),
    (r"consultation/<slug:slug>/apercu/", signed_in(200, department=404, desk=404, official=404)),
    (r"consultation/<slug:slug>/effacer/|consultation/ma-reponse/retirer/", everyone(405)),
    # Contributions: read by everyone, moderated by the team.
    (r"consultation/ma-contribution/", everyone(200)),
    (r"consultation/ma-contribution/retirer/", everyone(405)),
    (r"consultation/moderation/", RANKERS),
    (r"consultation/<slug:slug>/contributions/(carte/|nouvelle/|donnees/)?", everyone(200)),
    (r"consultation/<slug:slug>/contributions/donnees/<str:extension>/", everyone(200)),
    (r"consultation/<slug:slug>/contributions/recu/", everyone(302)),  # nothing was sent
    (r"consultation/<slug:slug>/contributions/effacer/", everyone(405)),
    (r"consultation/<slug:slug>/contributions/<int:pk>/", everyone(200)),
    (r"consultation/<slug:slug>/contributions/<int:pk>/image/", everyone(404)),  # it has none
    (r"consultation/<slug:slug>/contributions/<int:pk>/(soutenir|commenter)/", everyone(405)),
    # Themes of the free texts: the sample one was not validated, the team works on it.
    (r"consultation/<slug:slug>/(themes|suites)/", everyone(200)),
    (r"consultation/<slug:slug>/themes/(equipe|relecture)/", RANKERS),
    (
        r"consultation/<slug:slug>/themes/<int:pk>/",
        everyone(404, consortium=200, lead=200, administrator=200, superuser=200),
    ),
    (r"consultation/<slug:slug>/themes/<int:pk>/equipe/", RANKERS),
    (r"api/v1/\^text-themes/.*", everyone(200)),
    # The other channels: desk agents type and assist, the team prepares, the pilots settle.
    (r"consultation/<slug:slug>/budget/(mon-bulletin/)?", everyone(200)),
    (r"consultation/<slug:slug>/budget/recu/", everyone(302)),  # nothing was sent
    (r"consultation/<slug:slug>/budget/effacer/", everyone(405)),
    # The vote of the sample consultation is open: no count before its end, for anyone.
    (r"consultation/<slug:slug>/budget/resultats/(<slug:part>\.pb)?", everyone(404)),
    (r"consultation/<slug:slug>/questionnaire\.pdf", everyone(200)),
    (r"consultation/<slug:slug>/papier/(<int:rank>/)?", DESK),
    (r"consultation/<slug:slug>/papier/<int:rank>/saisie/", DESK),
    (r"consultation/<slug:slug>/papier/<int:rank>/seconde-saisie/", DESK_SENT_ON),  # none waits
    (r"consultation/<slug:slug>/papier/<int:rank>/differences/", RANKERS | {"consortium": 403}),
    (r"consultation/<slug:slug>/papier/<int:rank>/tirage/", CONDUCT_POSTS),
    (r"consultation/<slug:slug>/papier/<int:rank>/serie-<int:first>\.pdf", RANKERS),
    (r"consultation/<slug:slug>/permanence/", DESK),
    (r"consultation/<slug:slug>/accueil/", everyone(302)),  # no desk on this browser
    (r"consultation/<slug:slug>/accueil/(suivante|fin)/", everyone(405)),
    (r"consultation/<slug:slug>/(suivi|ateliers|ateliers/<int:pk>|import)/", RANKERS),
    (r"consultation/<slug:slug>/ateliers/<int:pk>/propos/(<int:verbatim>/)?", CONDUCT_POSTS),
    (r"consultation/<slug:slug>/import/modele\.<slug:form>", RANKERS),
    (r"consultation/<slug:slug>/import/<uuid:pk>/", IMPORT_ABSENT),
    (r"consultation/<slug:slug>/import/<uuid:pk>/<slug:verb>/", CONDUCT_POSTS),
    (r"consultation/<slug:slug>/reponses\.<slug:form>", RANKERS),
    (r"consultation/<slug:slug>/(recu|code|plus-tard)/", everyone(302)),
    (r"consultation/reprendre/", everyone(200)),
    # The sample consultation is open: its results are the team's until they are published.
    (r"consultation/<slug:slug>/(resultats/(croiser/)?|representativite/|donnees/)", RESULTS),
    (r"consultation/<slug:slug>/donnees/<slug:name>\.<slug:form>", everyone(404)),  # not counted
    (r"consultation/<slug:slug>/effacer/", everyone(405)),
    (r"consultation/ma-reponse/(retirer|corriger|emporter)/", everyone(405)),
    # Who receives a letter is the city's word: the consortium makes no code.
    (
        r"consultation/<slug:slug>/courriers/",
        signed_in(403, lead=200, administrator=200, superuser=200),
    ),
    # The back office as a whole; RIGHTS tells the rest.
    (r"admin/", team(200)),
    (r"admin/login/", team(302, department=403, desk=403, official=403)),
    (r"admin/logout/", team(405)),
    (r"admin/password_change/(done/)?", team(200)),
    (r"admin/autocomplete/", team(403)),  # of which model? the walk says none
    (r"admin/jsi18n/", team(200)),
    (r"admin/r/.*", team(404)),  # to the public page of a record that is not there
    (r"admin/\^\(\?P<app_label>.*", team(200)),
    (r"admin/\(\?P<url>\.\*\)\$", team(404)),
]

TEAM = ("consortium", "lead", "administrator", "superuser")
ALL_DELETE = dict.fromkeys(TEAM, "vacd")
FROZEN = dict.fromkeys(TEAM, "vac")
OWNER_EDITS = {"consortium": "v", "lead": "vacd", "administrator": "vacd"}
ALL_EDIT = {"consortium": "vac", "lead": "vacd", "administrator": "vacd"}

#: What each role may do in the back office: view, add, change, delete; or list only.
RIGHTS: dict[str, dict[str, str]] = {
    **{f"study.{noun}": OWNER_EDITS for noun in ("axis", "priority", "zone", "phase")},
    **{f"study.{noun}": ALL_EDIT for noun in ("source", "partner", "fundinglever", "action")},
    "study.news": ALL_EDIT,
    **{f"study.{noun}": ALL_EDIT for noun in ("interview", "interviewguide")},
    **{f"study.{noun}": ALL_DELETE for noun in ("quote", "interviewquestion")},
    "study.resourceperson": ALL_DELETE,  # a person may ask to be forgotten
    # One study at most: once it is there, no one adds another.
    "study.study": {"consortium": "v", "lead": "vcd", "administrator": "vcd", "superuser": "vcd"},
    "study.deliverable": {"consortium": "vc", "lead": "vacd", "administrator": "vacd"},
    "study.user": {"lead": "v", "administrator": "vacd"},
    # An invitation is sent or taken back; it was read, so it is not edited.
    "accounts.invitation": {"lead": "va", "administrator": "va", "superuser": "va"},
    # A report is asked for on its page and never changes: no one edits it, not even here.
    "reports.reportschedule": {"lead": "vacd", "administrator": "vacd", "superuser": "vacd"},
    "reports.report": {"lead": "v", "administrator": "v", "superuser": "v"},
    **{
        f"governance.{noun}": ALL_EDIT
        for noun in (
            *("body", "membership", "meeting", "minutes", "decision", "task"),
            *("documentrequest", "studyrisk", "diaryentry"),
        )
    },
    # A date that moved is written once: its history is kept as it was.
    "governance.milestonemove": dict.fromkeys(TEAM, "va"),
    **{f"benchmark.{noun}": ALL_EDIT for noun in ("city", "initiative")},
    "benchmark.cityinterview": ALL_DELETE,
    **{
        f"diagnostic.{n}": ALL_DELETE
        for n in ("indicator", "indicatorvalue", "perimeter", "referencevalue")
    },
    **{f"diagnostic.{n}": ALL_DELETE for n in ("digitalasset", "expectation", "finding")},
    **{f"diagnostic.{n}": ALL_DELETE for n in ("criterion", "stakeholder")},
    **{
        f"diagnostic.{n}": ALL_DELETE
        for n in ("maturitydimension", "maturitylevel", "maturityround")
    },
    # The consortium takes answers down, and changes none.
    "diagnostic.maturityanswer": ALL_EDIT | {"consortium": "va"},
    **{f"diagnostic.{n}": ALL_DELETE for n in ("importmapping", "mappedcolumn")},
    "diagnostic.importrun": dict.fromkeys(TEAM, "v"),  # a trace: made on its own page
    # The session of the walk is frozen: nothing of it can be removed.
    **{f"diagnostic.{n}": FROZEN for n in ("rankingsession", "actionscore", "stakeholderweight")},
    "consultation.consultation": ALL_EDIT,
    "consultation.questionaction": ALL_EDIT,
    # Answers are the residents': a list counts them, no page shows one beside the other.
    "consultation.response": dict.fromkeys(TEAM, "l"),
    "consultation.consultationresults": dict.fromkeys(TEAM, "v"),  # counted, never written
    "consultation.answerfile": {"lead": "l", "administrator": "l", "superuser": "l"},
    **{f"consultation.{n}": FROZEN for n in ("questionnaire", "section", "question")},
    "consultation.theme": ALL_EDIT,
    # Ballots are secret: they have no page here.
    # A project that people may have voted for is set aside, never removed.
    **{f"consultation.{n}": FROZEN for n in ("budgetvote", "budgetdistrict", "budgetproject")},
    # Citizens' words: the team sorts them and decides, it writes and deletes none.
    "consultation.contribution": dict.fromkeys(TEAM, "vc"),
    "consultation.comment": dict.fromkeys(TEAM, "v"),
    # Statements: the team adds its own and moderates the others; groups are named, not made.
    "consultation.statement": dict.fromkeys(TEAM, "vac"),
    "consultation.opiniongroup": dict.fromkeys(TEAM, "vc"),
    **{
        f"actionplan.{n}": ALL_DELETE
        for n in (
            *("actionsheet", "costline", "sheetpartner", "actionstep", "risk", "dependency"),
            *("actionindicator", "indicatormeasure", "solution", "solutionargument"),
            *("sheetlever", "fundingamount", "fundingterms", "scenario"),
            *("leverdeadline", "pastgrant"),
            *("strategy", "orientation", "orientationaction"),
        )
    },
    # The scenarios of the walk wait for their computation: their limits stay.
    **{f"actionplan.scenario{n}": FROZEN for n in ("budget", "action", "lever", "minimum", "pair")},
    **{f"consultation.{n}": ALL_DELETE for n in ("workshop", "censusmargin")},
    "consultation.batch": dict.fromkeys(TEAM, "vc"),  # prepared on its page
    "actionplan.actionsheet": ALL_DELETE,
}


def expected(door: Door) -> Statuses | None:
    """Give the status for each role, None for an address that no rule knows."""
    model = door.admin_model
    if model is not None:
        rights = RIGHTS.get(model._meta.label_lower)
        return None if rights is None else _in_back_office(door.route, rights)
    matching = (rule for pattern, rule in RULES if re.fullmatch(pattern, door.route))
    return next(matching, None)


def _in_back_office(route: str, rights: dict[str, str]) -> Statuses:
    page = route.split("/", 3)[3]
    if "faire/" in page:
        return team(404)  # the walk names no verb that exists
    if page == "<path:object_id>/":
        return team(302)  # an old form of address, sent on to the change page
    if page in ("<int:object_id>/deplacer/", "<int:object_id>/dupliquer/"):
        return team(404)  # buttons of the builder: posted, never opened
    if page == "process_import/":
        return team(405)  # the second step of an import is posted
    need = NEEDS[page]
    given = {"consortium": "", "lead": "", "administrator": "", "superuser": "vacd"} | rights
    opens = {
        role: any(set(way) <= set(verbs) for way in need.split("|"))
        for role, verbs in given.items()
    }
    return team(403) | {role: 200 if may else 403 for role, may in opens.items()}


#: The verbs that a page asks for together; a bar stands between two ways in.
NEEDS = {
    "": "l|v",
    "add/": "a",
    "<path:object_id>/change/": "v",
    "<path:object_id>/history/": "v",
    "<path:object_id>/delete/": "d",
    "<id>/password/": "c",
    "import/": "ac",
    "export/": "v",
    "importer/": "a",
    "<int:object_id>/exporter/": "v",
    "<int:object_id>/textes/": "v",
}
