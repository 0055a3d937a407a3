"""The week of those who steer: documents, decisions, dates, remarks; by keyboard alone."""

from datetime import date, timedelta
from urllib.parse import urlsplit

TODAY = date.today()


def test_a_document_is_asked_for_sent_and_seen_by_service(at_work, portal):
    lead, contact = at_work("pilote"), at_work("service")
    title = "Horaires des commerces du centre"

    lead.into("Demander un document")
    lead.fill("title", title)
    lead.pick("asked_of", "Référente Direction du commerce")
    lead.date("due_on", TODAY + timedelta(days=7))
    lead.save()
    contact.visitor.go("/mon-espace/")
    contact.through(contact.link(title))
    contact.fill("answer", "Sur le réseau, dossier Commerce, arrêté au 1er mars.")
    contact.through(contact.button("Envoyer"))
    lead.visitor.go("/mon-espace/")
    lead.into("Registre par service")
    lead.through(lead.link("Direction du commerce"))

    row = lead.page.get_by_role("row", name=title)
    assert "Reçu" in row.inner_text()
    [stored] = portal.query(
        f"SELECT received_on, answer <> '' FROM governance_documentrequest WHERE title = '{title}'"
    )
    assert stored == (TODAY, True)
    late = lead.page.locator("table").first.get_by_role("row", name="Direction du commerce")
    assert int(late.locator("td").last.inner_text()) >= 1
    assert [*lead.complaints, *contact.complaints] == []


def test_a_committee_is_written_down_with_its_decision_and_its_task(at_work, portal):
    desk = at_work("pilote")
    text, task = "La signalétique numérique attend le diagnostic.", "Écrire aux commerçants"

    desk.through(desk.page.get_by_role("main").get_by_role("link", name="Compte rendu :").first)
    meeting = desk.page.url
    desk.through(desk.link("Rédiger le compte rendu"))
    desk.fill("attendees", "Pilote, direction de mission, DSI")
    desk.fill("text", "La consultation avance ; la signalétique est discutée.")
    desk.fill("state", "En relecture")
    desk.save()
    desk.visitor.go(meeting)
    desk.through(desk.link("Noter une décision"))
    desk.fill("text", text)
    desk.pick("holder", "Pilote de l'étude")
    desk.date("due_on", TODAY + timedelta(days=14))
    desk.save()
    desk.visitor.go(meeting)
    desk.through(desk.page.get_by_role("link", name="Ajouter une tâche").first)
    desk.fill("title", task)
    desk.pick("holder", "Cheffe ou chef de projet")
    desk.date("due_on", TODAY + timedelta(days=3))
    desk.save()
    waiting = desk.visitor.go("/mon-espace/").get_by_role("main").inner_text()

    [row] = portal.query(
        "SELECT d.state, d.decided_on = m.starts_at::date, t.title, n.state"
        " FROM governance_decision d JOIN governance_meeting m ON m.id = d.meeting_id"
        " JOIN governance_minutes n ON n.meeting_id = m.id"
        f" JOIN governance_task t ON t.decision_id = d.id WHERE d.text = '{text}'"
    )
    assert row == ("taken", True, task, "in_review")
    assert (text in waiting, task in waiting) == (True, True)
    assert desk.complaints == []


def test_milestones_move_with_their_reason(at_work, portal):
    desk = at_work("pilote")

    desk.into("Déplacer un jalon")
    desk.pick("deliverable", "L6")
    desk.date("new_date", TODAY + timedelta(days=90))
    desk.fill("reason", "Le conseil municipal est reporté")
    desk.save()
    desk.visitor.go("/mon-espace/")
    desk.into("Réunions")
    desk.through(desk.page.get_by_role("main").get_by_role("link", name="COPIL 5").first)
    desk.through(desk.link("Déplacer la réunion"))
    desk.date("to", TODAY + timedelta(days=91))
    desk.fill("reason", "La salle est prise")
    desk.through(desk.page.locator("main [type=submit]").first)

    rows = portal.query(
        "SELECT m.reason, coalesce(d.due_on, (g.starts_at AT TIME ZONE 'Europe/Paris')::date)"
        " FROM governance_milestonemove m LEFT JOIN study_deliverable d ON d.id = m.deliverable_id"
        " LEFT JOIN governance_meeting g ON g.id = m.meeting_id ORDER BY m.id DESC LIMIT 2"
    )
    assert rows == [
        ("La salle est prise", TODAY + timedelta(days=91)),
        ("Le conseil municipal est reporté", TODAY + timedelta(days=90)),
    ]
    assert desk.complaints == []


def test_an_official_remarks_a_chapter_and_those_she_calls_are_told(at_work, portal):
    author, official, lead = at_work("groupement"), at_work("decideur"), at_work("pilote")
    text = "Dire ce que coûte la première année."

    author.into("Demander un rapport")
    author.through(author.button("Préparer : Note au comité de pilotage"))
    submit = author.link("Remettre comme livrable")
    submit.wait_for(timeout=60_000)  # made in the background; the page asks by itself
    author.through(submit)
    author.fill("deliverable", "L6.2")
    author.through(author.button("Remettre"))
    version = author.page.url
    official.into("Lire et annoter les versions")
    official.through(official.page.locator(f"main a[href='{urlsplit(version).path}']").first)
    official.through(official.link("Lire en ligne"))
    official.through(official.page.get_by_role("link", name="Faire une remarque").first)
    official.fill("text", text)
    official.press(official.page.get_by_label("Démonstration : Pilote de l'étude"), "Space")
    official.through(official.button("Enregistrer la remarque"))
    lead.visitor.go("/mon-espace/")
    lead.through(lead.page.get_by_role("link", name="vous demande votre avis").first)
    lead.through(lead.button("Marquer comme réglée"))
    told = author.visitor.go("/mon-espace/").get_by_role("main").inner_text()

    [row] = portal.query(
        "SELECT kind, place <> '', resolved_at IS NOT NULL FROM governance_comment"
        f" WHERE text = '{text}'"
    )
    assert row == ("version", True, True)
    assert "Remarques à régler" not in told
    assert [*author.complaints, *official.complaints, *lead.complaints] == []
