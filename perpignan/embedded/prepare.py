"""Make the database and the files ready to be served; run as a program of its own.

Everything here may be run again: only what is missing is made.
"""

import hashlib
import os
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from perpignan.embedded import messages

    messages.compile_all()
    call_command("migrate", interactive=False, verbosity=1)
    call_command("createcachetable", verbosity=1)
    collect_static_if_changed()
    if is_empty():
        call_command("load_study")
    if os.environ.get("DEMO_ACCOUNTS") == "1":
        call_command("demo_accounts")


def is_empty() -> bool:
    """Tell whether the study has never been loaded here."""
    from perpignan.study.models import Action, Partner

    return not (Action.objects.exists() or Partner.objects.exists())


def collect_static_if_changed() -> None:
    """Collect the static files unless the same ones were collected last time."""
    from django.conf import settings
    from django.core.management import call_command

    mark = Path(settings.STATIC_ROOT) / ".collected"
    wanted = fingerprint()
    if not mark.exists() or mark.read_text() != wanted:
        call_command("collectstatic", interactive=False, clear=mark.exists(), verbosity=1)
        mark.write_text(wanted)


def fingerprint() -> str:
    """Sum up the name, size and date of every static file."""
    from django.contrib.staticfiles.finders import get_finders

    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            total.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    main()
