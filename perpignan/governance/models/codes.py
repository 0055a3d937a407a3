"""References given to what the team writes without thinking of one."""

import uuid


def _code(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:8]}"


def meeting_code() -> str:
    return _code("reunion")


def decision_code() -> str:
    return _code("decision")


def task_code() -> str:
    return _code("tache")


def request_code() -> str:
    return _code("demande")


def risk_code() -> str:
    return _code("risque")


def diary_code() -> str:
    return _code("rendez-vous")
