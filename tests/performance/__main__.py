"""Run every measure of this folder, one after the other, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    names = sorted(file.stem for file in here.glob("[a-z]*.py"))
    broken = [name for name in names if _measure(name) != 0]
    print("== not kept: " + ", ".join(broken) if broken else "== all kept")
    return 1 if broken else 0


def _measure(name: str) -> int:
    print(f"== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"tests.performance.{name}"]).returncode


if __name__ == "__main__":
    sys.exit(main())
