"""The week of those who write the study, from the workspace, by keyboard alone."""

from datetime import date, timedelta

TODAY = date.today()


def test_an_interview_is_noted_with_its_words_and_what_follows(at_work, portal):
    desk = at_work("groupement")

    desk.into("Noter un entretien")
    desk.pick("guide", "service")
    desk.fill("kind", "Service")
    desk.fill("department", "Direction du commerce")
    desk.date("held_on", TODAY)
    desk.fill("mode", "Sur place")
    desk.fill("attendees", "Direction, chargée de mission")
    desk.fill("status", "Compte rendu")
    desk.fill("minutes", "Les commerces attendent une entrée unique.")
    desk.add_line("quotes")
    desk.fill("quotes-0-text", "Une seule porte, pas cinq.")
    desk.fill("quotes-0-consent", "Publication anonyme")
    desk.add_line("follow_ups")
    desk.fill("follow_ups-0-title", "Envoyer la liste des portes d'entrée")
    desk.pick("follow_ups-0-holder", "equipe-scet")
    desk.date("follow_ups-0-due_on", TODAY + timedelta(days=5))
    desk.save()
    desk.visitor.go("/mon-espace/")
    desk.through(desk.link("Envoyer la liste des portes d'entrée"))

    [row] = portal.query(
        "SELECT i.status, i.attendees, g.code, q.text, q.consent, t.title FROM study_interview i"
        " JOIN study_interviewguide g ON g.id = i.guide_id"
        " JOIN study_quote q ON q.interview_id = i.id"
        " JOIN governance_task t ON t.interview_id = i.id"
    )
    assert row == (
        *("reported", "Direction, chargée de mission", "services-ville"),
        *("Une seule porte, pas cinq.", "anonymous", "Envoyer la liste des portes d'entrée"),
    )
    assert desk.complaints == []


def test_a_sheet_is_written_with_its_source_and_published(at_work, portal):
    writer, lead = at_work("groupement"), at_work("pilote")

    writer.into("Nouvelle fiche")
    writer.fill("name", "Maison du clavier")
    writer.fill("code", "maison-du-clavier")
    writer.pick("city", "Mulhouse")
    writer.fill("year", "2018")
    writer.pick("priorities", "fracture")
    writer.fill("description", "Un lieu où l'on apprend sans souris.")
    writer.fill("cost", "120 000 € d'équipement")
    writer.fill("cost_amount", "120 000")
    writer.fill("result", "Mille personnes accueillies la première année.")
    writer.fill("lesson", "Un lieu ouvert vaut mieux qu'une campagne.")
    writer.pick("sources", "Mulhouse")
    writer.fill("confidence", "Presse")
    writer.through(writer.page.locator("main input[name=_continue]").first)
    writer.through(writer.link("Proposer à la relecture"))
    writer.through(writer.page.locator("main [type=submit]").first)
    lead.visitor.go("/mon-espace/")
    lead.through(lead.link("Maison du clavier"))
    lead.through(lead.link("Modifier ou publier"))
    lead.through(lead.link("Publier"))
    lead.through(lead.page.locator("main [type=submit]").first)
    read = lead.visitor.go("/benchmark/maison-du-clavier/").get_by_role("main").inner_text()

    [row] = portal.query(
        "SELECT status, cost_amount, lesson, (SELECT count(*) FROM benchmark_initiative_sources s"
        " WHERE s.initiative_id = i.id) FROM benchmark_initiative i"
        " WHERE code = 'maison-du-clavier'"
    )
    assert row == ("published", 120000, "Un lieu ouvert vaut mieux qu'une campagne.", 1)
    assert "Mille personnes accueillies" in read
    assert [*writer.complaints, *lead.complaints] == []


def test_a_value_is_recorded_with_its_year_its_source_and_its_method(at_work, portal):
    desk = at_work("groupement")

    desk.into("Saisir une valeur")
    desk.pick("indicator", "VAC_COM")
    desk.pick("perimeter", "Perpignan")
    desk.fill("year", "2019")
    desk.fill("value", "18,5")
    desk.fill("method", "Relevé à pied des rez-de-chaussée")
    desk.pick("source", "INSEE")
    desk.fill("confidence", "Source proche")
    desk.save()
    read = desk.visitor.go("/diagnostic/indicateurs/VAC_COM/").get_by_role("main").inner_text()

    [row] = portal.query(
        "SELECT value, year, source_id IS NOT NULL FROM diagnostic_indicatorvalue"
        " WHERE method = 'Relevé à pied des rez-de-chaussée'"
    )
    assert row == (18.5, 2019, True)
    assert "Relevé à pied" in read
    assert desk.complaints == []


def test_a_finding_is_sourced_moved_and_merged(at_work, portal):
    desk = at_work("groupement")
    [(kept, other)] = portal.query(
        "SELECT min(code), max(code) FROM diagnostic_finding WHERE status = 'active'"
        " GROUP BY axis_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    )

    desk.into("Classer, fusionner, sourcer")
    desk.through(desk.page.locator(f"main a[href$='/constats/{kept}/']").first)
    desk.through(desk.link("Modifier, ajouter une preuve"))
    proof = desk.add_line("proofs")
    desk.pick(f"proofs-{proof}-source", "Cerema")
    desk.fill(f"proofs-{proof}-sentence", "L'étude le dit de la ville entière.")
    desk.save()
    desk.visitor.go(f"/diagnostic/constats/{kept}/")
    desk.through(desk.link("Déplacer"))
    desk.fill("box", "Menace")
    desk.through(desk.button("Déplacer le constat"))
    desk.through(desk.link("Fusionner"))
    absorbed = portal.query(f"SELECT id FROM diagnostic_finding WHERE code = '{other}'")[0][0]
    desk.press(desk.page.locator(f"main [name=absorbed][value='{absorbed}']"), "Space")
    desk.through(desk.button("Fusionner des constats"))
    read = desk.page.get_by_role("main").inner_text()

    rows = portal.query(
        "SELECT f.code, f.box, f.status, m.code FROM diagnostic_finding f"
        " LEFT JOIN diagnostic_finding m ON m.id = f.merged_into_id"
        f" WHERE f.code IN ('{kept}', '{other}') ORDER BY f.code"
    )
    assert rows[0] == (kept, "threat", "active", None)
    assert rows[1][2:] == ("merged", kept)
    assert "Issu de la fusion avec" in read
    assert desk.complaints == []
