#!/usr/bin/env python
"""Run Django's commands; bring up the embedded Postgres for those that need it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")
    from django.core.management import execute_from_command_line

    from perpignan.embedded import database

    with database.for_command(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
