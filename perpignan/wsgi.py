import os

from django.core.wsgi import get_wsgi_application

from perpignan.embedded.proxy import Application, behind_proxy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perpignan.settings")

application: Application = get_wsgi_application()

if os.environ.get("TRUSTED_PROXY") == "1":
    application = behind_proxy(application)
