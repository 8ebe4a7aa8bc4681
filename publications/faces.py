"""The fonts of the PDF: those of static/css/faces.css and none of the machine. Needs WeasyPrint, see `pdf`."""

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration

FONTS = Path(__file__).with_name("fonts.conf")

ffi.cdef("FcConfig * FcConfigCreate (void); FcBool FcConfigSetCurrent (FcConfig *config);")


class BundledFonts(FontConfiguration):
    """Knows nothing but fonts.conf and the faces that a style sheet adds, so that every machine prints alike."""

    def __init__(self) -> None:
        super().__init__()
        self._config = fontconfig.FcConfigCreate()
        if not fontconfig.FcConfigParseAndLoadFromMemory(self._config, FONTS.read_bytes(), True):
            raise ValueError(f"{FONTS} is not understood")
        fontconfig.FcConfigSetCurrent(self._config)  # Pango asks this one what a pattern means
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map keeps it


def unpacked(path: Path) -> bytes:
    """A font file out of its WOFF. WeasyPrint does that too, and writes the time of day into it."""
    unpacked = BytesIO()
    with TTFont(path, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(unpacked)
    return unpacked.getvalue()
