"""What a started process holds: the heavy libraries are loaded where they serve, not before."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Method and office libraries: 130 MB and two seconds together.
HEAVY = {
    *("scipy", "sklearn", "highspy", "simplemma", "vl_convert"),
    *("docx", "docxtpl", "pptx", "openpyxl", "xlsxwriter", "lxml", "typst"),
    *("boto3", "botocore", "pandas", "matplotlib"),
    *("numpy", "icalendar", "python_calamine"),
}
STARTS = {
    "web": "import perpignan.wsgi, perpignan.urls",
    "worker": "import perpignan.celery as c; c.app.loader.import_default_modules()",
}
TELL = (
    "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
)


@pytest.mark.parametrize("process", STARTS)
def test_a_started_process_holds_no_heavy_library(process: str) -> None:
    start = f"import django; django.setup(); {STARTS[process]}; {TELL}"

    done = subprocess.run(
        [sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert {"django", "perpignan", "actionplan"} <= loaded
    assert loaded & HEAVY == set()
