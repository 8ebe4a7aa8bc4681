"""What is refused before a file is read, each with the sentence that the person gets to see."""

import re
from pathlib import PurePath

import webencodings
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

FORMATS = {".docx": "docx", ".odt": "odt", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html"}
"""What can be read, by the ending of the file's name."""

ENDINGS = ".docx, .odt, .md, .html"

FIRST_BYTES = 8_000_000
"""As much of a file as `check` looks at."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_DECLARED = {"replacement", "x-user-defined", "utf-16le", "utf-16be"}
"""Labels that say nothing: of what no browser reads, and of what would not let its own declaration be found."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


class Refused(Exception):
    """A file that cannot be imported. Its text is the reason, in the reader's language; nothing has been changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_size(size: int) -> None:
    """Raise Refused for a file of so many bytes that it is not even opened, and for an empty one."""
    if size > settings.UPLOAD_LIMIT:
        raise Refused(
            _(
                "The file is too large: %(size)s. At most %(limit)s can be read. "
                "Pictures are what makes a file large, and they are not imported."
            )
            % {"size": filesizeformat(size), "limit": filesizeformat(settings.UPLOAD_LIMIT)}
        )
    if size == 0:
        raise Refused(_("The file is empty."))


def check(filename: str, content: bytes) -> str:
    """The format of the file: "docx", "odt", "markdown" or "html". Raises Refused.

    The ending of the name and the first bytes must agree; what is inside a .docx or .odt is for `packages`.
    """
    check_size(len(content))
    ending = PurePath(filename).suffix.lower()
    if ending == ".doc":
        raise Refused(
            _("This is a document of old Word versions (.doc). Open it in Word, save it as .docx and import that.")
        )
    if ending == ".docm":
        raise Refused(_("This document holds macros (.docm). Open it in Word, save it as .docx and import that."))
    if ending == ".pdf" or content.startswith(b"%PDF"):
        raise Refused(
            _("A PDF cannot be imported. Import the document that it was made from: %(endings)s.")
            % {"endings": ENDINGS}
        )
    if ending not in FORMATS:
        raise Refused(
            _("Files ending in “%(ending)s” cannot be imported. These can: %(endings)s.")
            % {"ending": ending or filename[:60], "endings": ENDINGS}
        )
    kind = FORMATS[ending]
    if content.startswith(OLE):
        raise Refused(_ole_reason(content))
    if content.startswith(rb"{\rtf"):
        raise Refused(
            _("This is a rich text file (.rtf) under another name. Open it in Word, save it as .docx and import that.")
        )
    if kind in ("docx", "odt"):
        if not content.startswith((ZIP, EMPTY_ZIP)):
            raise Refused(
                _(
                    "This is no %(ending)s document, or it is damaged: it begins in another way. "
                    "Open it, save it again and import that."
                )
                % {"ending": ending}
            )
    elif content.startswith(ZIP) or (b"\0" in content[:4096] and content[:2] not in _UTF16):
        raise Refused(_("This is no text file, though its name ends in “%(ending)s”.") % {"ending": ending})
    return kind


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a .md or .html file, and the encoding it was read in. Raises Refused."""
    if content[:2] in _UTF16:
        order = [_UTF16[content[:2]]]
    else:
        declared = _CHARSET.search(content[:2048])
        order = ["utf-8-sig", declared_encoding(declared[1]) if declared else "cp1252", "cp1252"]
    for encoding in order:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        return text, encoding.removesuffix("-sig")
    raise Refused(_("The characters of this file cannot be read. Save it as UTF-8 and import that."))


def declared_encoding(label: bytes) -> str:
    """What a page's declaration means to a browser; cp1252 where it means nothing.

    Python itself would take "undefined", "idna" and "base64" for encodings too.
    """
    known = webencodings.lookup(label.decode("ascii"))
    return known.codec_info.name if known and known.name not in NOT_DECLARED else "cp1252"


def _ole_reason(content: bytes) -> str:
    """Word writes a document with a password, and its old formats, into the same kind of container."""
    names = content[:FIRST_BYTES]
    if "EncryptedPackage".encode("utf-16-le") in names or "EncryptionInfo".encode("utf-16-le") in names:
        return protected()
    return _(
        "This is a document of old Word versions under another name. Open it in Word, save it as .docx and import that."
    )


def protected() -> str:
    return _("The file is protected by a password. Open it, take the password off, save it and import that.")
