import re

from perpignan.embedded import paths

READ = re.compile(r"(?:env|env_bool|env_list|environ\.get)\(\s*\"([A-Z_]+)\"")
SOURCES = [
    "settings.py",
    "wsgi.py",
    "embedded/__main__.py",
    "embedded/gunicorn_conf.py",
    "embedded/paths.py",
]


def test_every_variable_read_is_explained_and_no_other():
    read = {"DEMO_ACCOUNTS", "DJANGO_SETTINGS_MODULE"}
    for name in SOURCES:
        read |= set(READ.findall((paths.ROOT / "perpignan" / name).read_text()))

    text = (paths.ROOT / ".env.example").read_text()

    assert set(re.findall(r"^#?\s?([A-Z_]+)=", text, re.MULTILINE)) == read
