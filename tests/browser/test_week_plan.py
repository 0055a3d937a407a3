"""The week of the plan: a sheet with its state, its money and its risks; by keyboard alone."""


def test_a_sheet_gets_its_state_its_lead_its_money_and_its_risk(at_work, portal):
    desk = at_work("groupement")

    desk.into("Compléter une fiche")
    desk.through(desk.page.locator("#result_list a", has_text="A2.1").first)
    sheet = desk.page.url
    desk.through(desk.link("Modifier l'action"))
    desk.fill("status", "En cours")
    desk.fill("lead_department", "CCAS")
    desk.save()
    desk.visitor.go(sheet)
    desk.fill("contact_function", "Cheffe de projet médiation")
    for prefix, fields in LINES.items():
        line = desk.add_line(prefix)
        for name, text in fields.items():
            desk.fill(f"{prefix}-{line}-{name}", text)
    desk.save()
    read = desk.visitor.go("/plan-actions/A2.1/").get_by_role("main").inner_text()

    [row] = portal.query(
        "SELECT a.status, a.lead_department, s.contact_function, c.amount, l.state, r.likelihood"
        " FROM actionplan_actionsheet s JOIN study_action a ON a.id = s.action_id"
        " JOIN actionplan_costline c ON c.sheet_id = s.id AND c.label = 'Bornes du clavier'"
        " JOIN actionplan_sheetlever l ON l.sheet_id = s.id AND l.funder = 'Fondation du clavier'"
        " JOIN actionplan_risk r ON r.sheet_id = s.id AND r.text = 'Les bornes tardent'"
    )
    assert row == ("under_way", "CCAS", "Cheffe de projet médiation", 12500.50, "requested", 4)
    assert "Les bornes tardent" in read
    assert desk.complaints == []


LINES = {
    "costs": {
        "year": "2021",
        "kind": "Investissement",
        "nature": "Logiciel",
        "label": "Bornes du clavier",
        "amount": "12 500,50",
    },
    "levers": {"funder": "Fondation du clavier", "origin": "Priv", "state": "Demand"},
    "risks": {
        "text": "Les bornes tardent",
        "likelihood": "4",
        "impact": "2",
        "answer": "Commander tôt",
    },
}
