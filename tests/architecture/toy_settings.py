"""The portal's settings with the one line that a fifth phase takes."""

from perpignan.settings import *  # noqa: F403 - the settings of the portal, and one app

INSTALLED_APPS = [*INSTALLED_APPS, "tests.architecture.toyphase"]  # noqa: F405 - the settings of the portal, and one app
