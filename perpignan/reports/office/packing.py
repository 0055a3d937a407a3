"""Write office files so that the same content gives the same bytes."""

import io
import zipfile
from datetime import datetime

#: The oldest date that a ZIP holds: the day of the report is inside, not on the envelope.
EPOCH = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes) -> bytes:
    """Write an office file again with its parts in order and no date of the making."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, source.read(name))
    return target.getvalue()


def moment(made_at: str) -> datetime:
    """Read the moment a snapshot was frozen, as office files keep it: without a zone."""
    return datetime.fromisoformat(made_at).replace(tzinfo=None, microsecond=0)
