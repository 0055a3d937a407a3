import structlog


def test_the_log_does_not_say_whose_browser_answered(client, db, capsys):
    with structlog.testing.capture_logs(
        processors=structlog.get_config()["processors"][:1]
    ) as lines:
        client.get("/", headers={"user-agent": "Navigateur reconnaissable"})

    started = [line for line in lines if line["event"] == "request_started"]
    assert started
    assert "Navigateur reconnaissable" not in repr(lines)
