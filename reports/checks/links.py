"""Links that cannot be right, whatever the network says: nothing is fetched."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from reports.checks.material import Material
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from richtext.reading import links

EXAMPLES = frozenset({"example.com", "example.org", "example.net", "localhost", "test", "invalid", "example", "local"})
"""Names that are kept for examples and for one's own machine."""

_MAIL = re.compile(r"[^@\s,;]+@([^@\s,;]+)")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_FOREIGN = re.compile(r"\b(?:file:/{1,3}|[A-Z]:\\)\S*", re.IGNORECASE)
_SHOWN = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?:[/?#]\S*)?", re.IGNORECASE)


def links_wrong(material: Material) -> Iterator[Finding]:
    """Addresses that no reader can follow, and words that show another address than the one they lead to."""
    for passage in material.passages:
        for link in links(passage.doc):
            if reason := wrong(link.href) or misleading(link.href, link.text):
                shown = link.href if link.text.strip() == link.href else f"{link.text} ({link.href})"
                yield Finding(passage.entry, reason, passage.language, excerpt(shown))
        for paragraph in passage.paragraphs:
            for address in _FOREIGN.finditer(paragraph.text):
                yield Finding(passage.entry, on_a_machine(), passage.language, excerpt(address[0]))


def wrong(href: str) -> str:
    """Why an address cannot be right; "" if it can."""
    if re.search(r"\s", href.split("?")[0]):
        return _("There is a space in the address of this link.")
    scheme, _colon, rest = href.partition(":")
    if scheme.lower() == "mailto":
        address = _MAIL.fullmatch(unquote(rest.split("?")[0]))
        return wrong_host(address[1]) if address else _("The address of this link is not a mail address.")
    try:
        parts = urlsplit(href)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return _("The address of this link is malformed.")
    if re.match(r"(?i)https?(?::|$)|file(?::|$)", parts.netloc):
        return _("The address of this link is malformed.")
    return wrong_host(host)


def wrong_host(host: str) -> str:
    host = host.lower().removesuffix(".")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return _("The address of this link is malformed.")
    names = host.split(".")
    if host in EXAMPLES or ".".join(names[-2:]) in EXAMPLES or names[-1] in EXAMPLES:
        return _("The address of this link is an example, or leads to the writer’s own machine.")
    try:
        return "" if ipaddress.ip_address(host).is_global else on_a_machine()
    except ValueError:
        pass
    if "." not in host:
        return _("The address of this link has no ending such as .org.")
    return "" if _HOST.fullmatch(host) else _("The address of this link is malformed.")


def on_a_machine() -> str:
    return _("This address leads to somebody’s own machine or network.")


def misleading(href: str, text: str) -> str:
    """Whether the words of a link are an address of another site than the one that it leads to."""
    shown = _SHOWN.fullmatch(text.strip().rstrip(".,;)"))
    if not shown or href.lower().startswith("mailto:"):
        return ""
    said, real = shown[1].lower().removeprefix("www."), (urlsplit(href).hostname or "").removeprefix("www.")
    if said == real or said.endswith(f".{real}") or real.endswith(f".{said}"):
        return ""
    return _("The words of this link show another address than the one that it leads to.")
