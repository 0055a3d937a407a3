import dj_database_url
import pytest
from kombu import Connection
from sqlalchemy.engine import make_url

from perpignan.embedded import database
from perpignan.embedded.server import LONGEST_SOCKET_FOLDER, Server


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_VAR", str(tmp_path))
    return tmp_path


def test_the_embedded_address_is_a_usable_django_configuration(folder):
    config = dj_database_url.parse(database.url())

    assert (config["NAME"], config["USER"], config["HOST"]) == ("perpignan", "postgres", "")
    assert config["OPTIONS"] == {"host": str(database.server().socket_folder), "port": 5432}


def test_naming_the_address_creates_nothing(folder):
    assert database.url() == database.url()
    assert list(folder.iterdir()) == []


def test_a_long_folder_gets_a_short_socket_of_its_own(tmp_path):
    long = tmp_path / ("é" * 60)

    here, there = Server(long / "a", tmp_path / "log"), Server(long / "b", tmp_path / "log")

    assert len(str(here.socket_folder).encode()) <= LONGEST_SOCKET_FOLDER
    assert here.socket_folder != there.socket_folder
    assert Server(tmp_path.parent / "c", tmp_path).socket_folder == tmp_path.parent / "c"


@pytest.mark.parametrize(
    ("address", "broker"),
    [
        ("postgres://u:p@db:5433/name", "sqla+postgresql+psycopg://u:p@db:5433/name"),
        (
            "postgresql://u:p%40ss%2F%3B@db/name?sslmode=require",
            "sqla+postgresql+psycopg://u:p%40ss%2F%3B@db/name?sslmode=require",
        ),
        ("postgresql://u:a;b@db/name", "sqla+postgresql+psycopg://u:a%3Bb@db/name"),
        (
            "pgsql://postgres@/name?host=/run/my%20folder&port=5432",
            "sqla+postgresql+psycopg://postgres@/name?host=/run/my+folder&port=5432",
        ),
        (
            "postgres://u@db/name?currentSchema=city",
            "sqla+postgresql+psycopg://u@db/name?options=-c+search_path%3Dcity",
        ),
    ],
)
def test_a_broker_lives_in_the_same_database(address, broker):
    assert database.broker_url(address) == broker


def test_a_broker_keeps_the_password_and_the_socket():
    broker = database.broker_url("postgres://u:p%40%3B@/name?host=/run/my%20folder")

    read = make_url(Connection(broker).hostname)

    assert (read.password, read.database, read.query["host"]) == ("p@;", "name", "/run/my folder")


def test_a_database_other_than_postgres_is_refused():
    with pytest.raises(ValueError, match="PostgreSQL, pas « mysql »"):
        database.broker_url("mysql://u@db/name")


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("migrate", True),
        ("shell", True),
        ("check --database default", True),
        ("check", False),
        ("build_report etat --format pdf", True),
        ("build_report --list", False),
        ("rank_actions", False),
        ("migrate --help", False),
        ("", False),
    ],
)
def test_only_commands_that_read_the_database_start_it(command, needed):
    assert database._needs_database(["manage.py", *command.split()]) is needed


def test_a_command_starts_nothing_beside_a_given_database(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://u@db/name")

    with database.for_command(["manage.py", "migrate"]):
        pass

    assert list(folder.iterdir()) == []
