"""The description of the API is complete: its maker has nothing to warn about."""

from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_schema_is_valid_and_without_warnings(tmp_path: Path) -> None:
    file = tmp_path / "schema.yml"

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file))

    assert "ConfidenceEnum:" in file.read_text(encoding="utf-8")
