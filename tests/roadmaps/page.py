"""A page as its reader finds it: by CSS selectors, with the parsers that WeasyPrint brings along."""

from xml.etree.ElementTree import Element

import cssselect2
import tinyhtml5
from django.http import HttpResponse

BOXES = {"dd", "div", "dl", "dt", "h2", "h3", "li", "ol", "p", "td", "th", "tr", "ul"}


def words(element: Element) -> str:
    """The text of an element as a reader finds it: what stands in a box of its own does not run into the next one."""
    edge = " " if element.tag in BOXES else ""
    inner = "".join(words(child) + (child.tail or "") for child in element)
    return f"{edge}{element.text or ''}{inner}{edge}"


class Part:
    """An element of a page."""

    def __init__(self, wrapper: cssselect2.ElementWrapper) -> None:
        self.wrapper = wrapper

    def all(self, selector: str) -> list["Part"]:
        return [Part(found) for found in self.wrapper.query_all(selector)]

    def texts(self, selector: str) -> list[str]:
        """The words of each element found, what only screen readers say included."""
        return [part.text for part in self.all(selector)]

    def values(self, selector: str, attribute: str) -> list[str]:
        return [part.wrapper.etree_element.get(attribute, "") for part in self.all(selector)]

    def ids(self, selector: str) -> list[str]:
        return self.values(selector, "id")

    def links(self, selector: str) -> list[str]:
        return self.values(selector, "href")

    def actions(self, selector: str) -> list[str]:
        return self.values(selector, "action")

    @property
    def text(self) -> str:
        return " ".join(words(self.wrapper.etree_element).split())


class Page(Part):
    def __init__(self, response: HttpResponse) -> None:
        root = tinyhtml5.parse(response.content.decode(), namespace_html_elements=False)
        super().__init__(cssselect2.ElementWrapper.from_html_root(root))
