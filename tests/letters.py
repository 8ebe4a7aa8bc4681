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
Albania|Tirana|Arbër, Çelë, Gjyzë|Lek
Argentina|Ciudad de Buenos Aires|Íñigo, Agüero, Núñez|$
Bangladesh|Dhaka|Rahmān, Śarmā, Ḥusain|Tk
Benin|Porto-Novo (Xɔ̀gbónù)|Kɔ́kú, Àfíáɖé, Gbɛ̀|FCFA
Burundi|Gitega|Ndayizeye, Nïyönkuru|FBu
Cameroon|Yaoundé|Ŋgɔ̌, Mbɔ̀ŋ, Ɓasaá|FCFA
Canada|Ottawa|François, Tłı̨chǫ, Nunavut|$
Chile|Santiago de Chile|Ñancupil, Peña, Leufú|$
Colombia|Bogotá|Ángel, Muñoz, Nairo|$
Costa Rica|San José|Jiménez, Solís|₡
Côte d’Ivoire|Yamoussoukro|Kouamé, N’Guessan, Ɔmpé|FCFA
Czechia|Praha|Jiří, Dvořák, Růžena, Ťapák|Kč
DR Congo|Kinshasa|Ɛngɛ́ndɛ́, Mbɔ́ngɔ|FC
Ecuador|Quito|Ñusta, Quispe, Guzmán|$
Egypt|القاهرة|محمد، فاطمة، نور الدين|ج.م
Ethiopia|Addis Abäba|Gäbrä Maryam, Ṭaytu, Č̣alla|Br
Fiji|Suva|Ratu Ɬomu, Adi Kēlera|FJ$
France|Paris|Loïc, Anaïs, Œdipe, Aÿ, L’Haÿ|€
Germany|Berlin|Jürgen, Größe, Weiß, ẞ|€
Ghana|Accra (Nkran)|Kofí, Ɛfua, Ŋmɛ́, Ɖzifa|₵
Guatemala|Guatemala|K’iche’, Xe’lajü, Ixmukané|Q
Madagascar|Antananarivo|Rakotomalàla, Ñandro, N̈y|Ar
Malawi|Lilongwe|Ŵanda, Chikoŵi|K
Malta|Valletta (Il-Belt)|Ġorġ, Ċensu, Ħal Għaxaq, Żejtun|€
Mauritania|نواكشوط|أحمد ولد سالم، مريم|MRU
Mexico|Ciudad de México|Citlālli, Cuauhtémoc, Muñiz|$
Mongolia|Улаанбаатар|Өнөрбаяр, Мөнх-Эрдэнэ|₮
Morocco|الرباط|يوسف، خديجة، Ǧihān|د.م.
Nepal|Kathmandu|Śrēṣṭha, Gurūṅ, Ḍolmā|₨
Nigeria|Abuja|Ọláṣubọ́mi, Ƙasimu, Ɓala, Ụ́zọ̀|₦
Paraguay|Asunción (Paraguaýpe)|Ỹvoty, Mbo’ẽha, G̃uarani|₲
Peru|Lima|Ñaupari, Huamán, Ibáñez|S/
Sri Lanka|Kōṭṭe, Colombo|Ćandrikā, Vīrasiṅha|Rs
Tunisia|تونس|آمنة، الشابي، شكري|د.ت
Uganda|Kampala|Nakiŋa, Wąsswa, Okęllo|USh
Vanuatu|Port Vila|Ŋuna, Kal̃o, Nakam̃al|VT
Viet Nam|Hà Nội|Đặng Thị Mỹ, Nguyễn Văn Phước|₫
""".strip().splitlines()

ALSO = "Łódź, București, Ŧeatnu, Ĭ ĭ, Ĳsselmeer, ₳ ₴ ₵ ₸ ₹ ₺ ₼ ₽ ₾ ₿ € £ ¥, 12\u202f000\u202f€, « oui » ; → ☐ ☑ ✓"
STYLE = """
@page { size: 190mm 242mm; margin: 10mm }
@page { @top-left { content: none } @top-right { content: none } @bottom-right { content: none } }
html { font-size: 8.5pt } table { width: 100%; border-collapse: collapse } p { margin: 3mm 0 0 }
td { padding: .5mm 2mm .5mm 0; border-bottom: .5px solid #b9bec6 }
td:first-child { font-family: "Source Sans 3", sans-serif }
"""


def page() -> str:
    rows = "".join(
        f"<tr><td>{country}</td><td><strong>{capital}</strong></td><td>{names}</td><td><em>{names}</em></td>"
        f"<td>{currency}</td></tr>"
        for country, capital, names, currency in (line.split("|") for line in PLACES)
    )
    return f'<html lang="en"><title>Letters</title><body><table>{rows}</table><p>{ALSO}</p></body></html>'


def main() -> None:
    from publications import pdf

    engine = pdf.load_engine()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letters.pdf"
        file.write_bytes(engine.render(engine.source(page()), engine.css(text=STYLE)).write_pdf())
        subprocess.run(["pdftoppm", "-r", "110", "-png", "-singlefile", file, Path(folder) / "letters"], check=True)
        picture = Image.open(Path(folder) / "letters.png").convert("L").quantize(16)
        picture.save(Path(__file__).parents[1] / "docs" / "letters.png", optimize=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
    django.setup()
    main()
