"""Messages of Celery kept in Postgres: kombu's own transport, with two of its settings changed.

Registered under kombu's name for it by perpignan/celery.py; other brokers are left alone.
"""

from amqp import RecoverableConnectionError
from kombu.transport import sqlalchemy


class Transport(sqlalchemy.Transport):
    """Look five times a second, and come back from a crash of the database.

    A sender whose channel was closed is told `RecoverableConnectionError`. Unless the transport
    names that error, its connection is never opened again: the clock would send nothing more.
    """

    polling_interval = 0.2
    connection_errors = (  # type: ignore[assignment]  # kombu's has one error, ours two
        *sqlalchemy.Transport.connection_errors,
        RecoverableConnectionError,
    )
