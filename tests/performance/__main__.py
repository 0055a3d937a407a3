"""Run every measure of this folder, one after the other, each in a process of its own."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    here = Path(__file__).parent
    names = sorted(file.stem for file in here.glob("[a-z]*.py"))
    codes = [
        subprocess.run([sys.executable, "-m", f"tests.performance.{name}"]).returncode
        for name in names
    ]
    return max(codes, default=0)


if __name__ == "__main__":
    sys.exit(main())
