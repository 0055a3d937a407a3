"""Run the measures of this folder, or those named, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    known = sorted(file.stem for file in here.glob("[a-z]*.py"))
    names = sys.argv[1:] or known
    if unknown := sorted({*names} - {*known}):
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    broken = [name for name in names if _measure(name) != 0]
    print("== not kept: " + ", ".join(broken) if broken else "== all kept")
    return 1 if broken else 0


def _measure(name: str) -> int:
    print(f"== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"tests.performance.{name}"]).returncode


if __name__ == "__main__":
    sys.exit(main())
