"""Write office files so that the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

#: The oldest date that a ZIP holds: the day of the report is inside, not on the envelope.
EPOCH = (1980, 1, 1, 0, 0, 0)


#: Which part comes first: readers of OpenDocument want the type first, and in clear.
LEADING = ("mimetype", "[Content_Types].xml")
Mend = Callable[[str, bytes], bytes]


def repacked(content: bytes, mend: Mend = lambda name, part: part) -> bytes:
    """Write an office file again with its parts in order and no date of the making.

    `mend` may change a part: it is given its name and its bytes.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        names = sorted(source.namelist(), key=lambda name: (name not in LEADING, name))
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            is_clear = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if is_clear else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            packed.writestr(entry, mend(name, source.read(name)))
    return target.getvalue()


def moment(made_at: str) -> datetime:
    """Read the moment a snapshot was frozen, as office files keep it: without a zone."""
    return datetime.fromisoformat(made_at).replace(tzinfo=None, microsecond=0)
