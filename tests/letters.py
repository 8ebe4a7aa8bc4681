"""Makes docs/letters.png: capitals, names and currencies of thirty-seven countries, as the PDF has them.

.venv/bin/python -m tests.letters        needs pdftoppm (poppler-utils)
"""

import os
import subprocess
import tempfile
from pathlib import Path

import django
from PIL import Image

PLACES = """
Albania|Tiranë|Ëngjëll, Shpëtim, Çelë|Lek
Argentina|Ciudad de Buenos Aires|Íñigo, Agüero, Núñez|$
Bangladesh|Dhaka|Rahmān, Śarmā, Ḥusain|Tk
Benin|Porto-Novo (Xɔ̀gbónù)|Kɔ̀kú, Kɔ̀sí, Àfí|FCFA
Brazil|Brasília|João, Conceição, Antônio|R$
Cameroon|Yaoundé|Ngɔ̀ŋ, Mbɔ́, Ɓikɔ́|FCFA
Canada|Ottawa|François, Noëlla, Hélène|$
Central African Republic|Bangui (Bangî)|Désiré, Ngaïndé, Gbêrê|FCFA
Chile|Santiago de Chile|Ñancupil, Peña, Leufú|$
Colombia|Bogotá|Ángel, Muñoz, Güechá|$
Costa Rica|San José|Jiménez, Ureña, Brenes|₡
Côte d’Ivoire|Yamoussoukro|Kouamé, N’Goran, Ɛhuman|FCFA
DR Congo|Kinshasa|Mbɔ́yɔ, Bɔ́lɛ́, Ilúnga|FC
Ecuador|Quito|Ñusta, Quispe, Guzmán|$
Ethiopia|Addis Abäba|Gäbrä Ḥəywät, Ṭəruya, Č̣ala|Br
Fiji|Suva|Mēreani, Sēru, Rāj|FJ$
France|Paris|Loïc, Anaïs, Lætitia, L’Haÿ|€
Gabon|Libreville|Ndɔ́ŋ, Ɛllá, Nzɛ́|FCFA
Germany|Berlin|Jürgen, Groß, GROẞ, Weiß|€
Ghana|Accra (Ŋkran)|Kwɛku, Ɛfua, Kɔ̀dzó, Ɖela|₵
Guatemala|Guatemala|Ixchel, K’at, Argüello|Q
Honduras|Tegucigalpa|Zúñiga, Núñez, Güity|L
Kenya|Nairobi|Wanjirũ, Kĩmani, Mũthoni|KSh
Madagascar|Antananarivo|Rakotomalàla, Rasòa, N̈ory|Ar
Malawi|Lilongwe|Ŵanda, Chikoŵi|K
Mauritania|نواكشوط|أحمد، سالم، مريم|MRU
Mexico|Ciudad de México|Citlālli, Xōchitl, Muñiz|$
Morocco|الرباط|يوسف، خديجة، Ǧihān|د.م.
Nepal|Kathmandu|Śrēṣṭha, Gurūṅ, Ḍolmā|₨
Netherlands|Amsterdam|Daniël, Zoë, Ĳsbrand|€
Nigeria|Abuja|Ọláṣubọ́mi, Ƙasimu, Ɓala, Ụ́zọ̀má|₦
Paraguay|Asunción (Paraguaýpe)|Panambí, Cañete, G̃uaira|₲
Peru|Lima|Ñaupari, Huamán, Ibáñez|S/
Sri Lanka|Kōṭṭe, Colombo|Nimālī, Vīrasiṁha, Pĕrērā|Rs
Tunisia|تونس|آمنة، الهادي، سلمى|د.ت
Uganda|Kampala|Naŋŋoma, Oŋom, Aŋeyo|USh
Viet Nam|Hà Nội|Đặng, Nguyễn, Phước, Mỹ Hạnh|₫
""".strip().splitlines()
"""The Pathfinder countries that public pages name, and others with letters of their own. Names are common ones."""

ALSO = (
    "Łódź, București, Jiří, Dvořák, Ġorġ, Ħal Għaxaq, Ŧeatnu, Tłı̨chǫ, Kal̃o, Ĭ ĭ, Улаанбаатар, Өнөр, القاهرة, ᴦ ᴫ; "
    "₳ ₴ ₵ ₸ ₹ ₺ ₼ ₽ ₾ ₿ ₮ € £ ¥, 12\u202f000\u202f€, « oui » ; → ☐ ☑ ✓; boxes: 한국어 ✅ ሰላም; "
    '<a href="https://example.org/">a link: Kɔ̀fi, 한국어</a>'
)
STYLE = """
@page { size: 200mm 240mm; margin: 10mm }
@page { @top-left { content: none } @top-right { content: none } @bottom-right { content: none } }
html { font-size: 8pt } table { width: 100%; border-collapse: collapse } p { margin: 3mm 0 0 }
td { padding: .5mm 2mm .5mm 0; border-bottom: .5px solid #b9bec6 }
td:first-child { font-family: "Source Sans 3", sans-serif }
"""


def page() -> str:
    rows = "".join(
        f"<tr><td>{country}</td><td><strong>{capital}</strong></td><td>{names}</td><td><em>{names}</em></td>"
        f"<td>{currency}</td></tr>"
        for country, capital, names, currency in (line.split("|") for line in PLACES)
    )
    return f'<html lang="en"><title>Letters</title><body><table>{rows}</table><p lang="fr">{ALSO}</p></body></html>'


def main() -> None:
    from publications import pdf
    from publications.typography import set_html

    engine = pdf.load_engine()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letters.pdf"
        file.write_bytes(
            engine.render(engine.source(set_html(page(), "en", is_print=True)), engine.css(text=STYLE)).write_pdf()
        )
        subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", file, Path(folder) / "letters"], check=True)
        picture = Image.open(Path(folder) / "letters.png").convert("L").quantize(16)
        picture.save(Path(__file__).parents[1] / "docs" / "letters.png", optimize=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
    django.setup()
    main()
