"""Pictures of citizens: known by their content, made small, freed of what they carry along."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

LARGEST_MEGABYTES = 8
#: More pixels than any telephone takes: a small file that unpacks to more is an attack.
LARGEST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
SIDE = 1600
QUALITY = 82


def prepared_picture(file: File) -> ContentFile:
    """Draw a picture anew, so that neither its place nor its camera comes along."""
    if (file.size or 0) > LARGEST_MEGABYTES * 1024 * 1024:
        message = _("Cette image est trop lourde : %(size)d Mo au plus.")
        raise ValidationError({"picture": message % {"size": LARGEST_MEGABYTES}})
    try:
        return ContentFile(_drawn_anew(file), name="picture.jpg")
    except ValidationError:
        raise
    except Exception as error:  # whatever a decoder stumbles on, the file is no picture
        raise ValidationError({"picture": _unreadable()}) from error


def _drawn_anew(file: File) -> bytes:
    from PIL import Image, ImageOps

    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(file, formats=FORMATS)
    if picture.width * picture.height > LARGEST_PIXELS:
        raise ValidationError({"picture": _("Cette image a trop de points.")})
    picture.draft("RGB", (SIDE, SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((SIDE, SIDE))
    flat = Image.new("RGB", upright.size, "white")
    shown = upright.convert("RGBA")
    flat.paste(shown, mask=shown.getchannel("A"))
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return buffer.getvalue()


def _unreadable() -> str:
    return _("Ce fichier n'est pas une image JPEG, PNG ou WebP lisible.")
