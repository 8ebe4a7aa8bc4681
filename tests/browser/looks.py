"""How a page looks on several screens, loaded once."""

from playwright.sync_api import Page

LOOKS = [(1440, "light"), (390, "dark"), (1440, "dark"), (390, "light")]
"""The first two have each width and each theme once: what a page shows on both is found in one of them."""
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def too_wide(page: Page, *widths: int) -> list[int]:
    """The widths of the window, in pixels, in which the page has to be scrolled sideways."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state()  # some pages go on by themselves
        if page.evaluate(TOO_WIDE):
            found.append(width)
    return found
