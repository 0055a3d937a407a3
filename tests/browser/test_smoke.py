def test_health_answers(visitor):
    page = visitor.go("/healthz")

    assert page.content().count("ok") == 1
