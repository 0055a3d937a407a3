"""Methods stand alone: who has numpy can use them, without Django or the portal's settings."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACT = next(item for item in LINTER["contracts"] if item["name"].startswith("Method"))
METHODS = CONTRACT["source_modules"]
LOAD = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        importlib.import_module(module.name)
print("numpy" in sys.modules, {"django", "celery"} & set(sys.modules))
"""


def test_methods_load_neither_django_nor_celery():
    done = subprocess.run(
        [sys.executable, "-c", LOAD, *METHODS], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert len(METHODS) >= 11
    assert done.stdout == "True set()\n"
