"""A migrated database that test databases are copied from.

Migrating takes a quarter of a minute, copying a tenth of a second: the template is
made once for a state of the migrations, and every xdist worker copies it.
"""

import hashlib
import os
import subprocess
import sys

import psycopg
from psycopg import sql

from perpignan.embedded import paths
from perpignan.embedded.server import Server

PREFIX = "template_"
LOCK = 662_136  # two runs of the tests at once make one template


def ensure(server: Server) -> str:
    """Return the name of a migrated database, made now if no earlier run left it."""
    name = PREFIX + fingerprint()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = connection.execute("SELECT datname FROM pg_database").fetchall()
        if (name,) not in known:
            _forget_old(connection, [row[0] for row in known])
            _make(server, connection, name)
    return name


def fingerprint() -> str:
    """Sum up what the tables depend on: migrations, models' apps and installed packages."""
    total = hashlib.sha256()
    files = [paths.ROOT / "requirements.lock", paths.ROOT / "perpignan" / "settings.py"]
    files += sorted(paths.ROOT.glob("*/migrations/*.py"))
    files += sorted(paths.ROOT.glob("*/*/migrations/*.py"))
    files += sorted(paths.ROOT.glob("*/models*.py")) + sorted(paths.ROOT.glob("*/models/*.py"))
    files += sorted(paths.ROOT.glob("*/*/models/*.py"))
    for file in files:
        total.update(str(file.relative_to(paths.ROOT)).encode() + file.read_bytes())
    return total.hexdigest()[:16]


def _make(server: Server, connection: psycopg.Connection, name: str) -> None:
    """Migrate under another name first: a run that is cut short leaves no half template."""
    draft = f"draft_{name}"
    connection.execute(_named("DROP DATABASE IF EXISTS {}", draft))
    connection.execute(_named("CREATE DATABASE {}", draft))
    for command in (["migrate", "-v0", "--no-input"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=paths.ROOT,
            env=os.environ | {"DATABASE_URL": server.url(draft)},
            check=True,
        )
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(draft), sql.Identifier(name)
        )
    )


def _forget_old(connection: psycopg.Connection, names: list[str]) -> None:
    for name in names:
        if name.startswith(PREFIX):
            connection.execute(_named("DROP DATABASE IF EXISTS {}", name))


def _named(statement: str, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))
