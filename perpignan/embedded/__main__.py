"""`python -m perpignan.embedded`: check, then run the whole portal."""

import os
import sys

from perpignan.embedded import checks, dotenv, paths


def main() -> int:
    try:
        run()
    except checks.Refused as refusal:
        print(refusal, file=sys.stderr, flush=True)
        return 1
    return 0


def run() -> None:
    checks.check_python()
    dotenv.load(paths.ROOT / ".env")
    host = os.environ.get("HOST") or "127.0.0.1"
    port = checks.read_port(os.environ.get("PORT") or "8000")
    checks.check_folder(paths.var())
    checks.check_folder(paths.logs(), needed=0)
    claimed = checks.claim(paths.var(), port)
    checks.check_port(host, port)
    fill_environment(host, port)
    from perpignan.embedded.supervisor import Supervisor  # after .env: it reads the environment

    with claimed:
        Supervisor(host, port).run()


def fill_environment(host: str, port: int) -> None:
    """Tell the programs what they share; what a person set stays."""
    os.environ.update(HOST=host, PORT=str(port), PYTHONUNBUFFERED="1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")
    os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
    # Never in somebody's own database, unless asked.
    os.environ.setdefault("DEMO_ACCOUNTS", "0" if os.environ.get("DATABASE_URL") else "1")


if __name__ == "__main__":
    sys.exit(main())
