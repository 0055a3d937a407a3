"""The portal's settings with the one line that a fifth phase takes."""

from perpignan.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.architecture.toyphase"]  # noqa: F405
