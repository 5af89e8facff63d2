"""An old site's export in every format that is read: our own sentences about the facts."""

import io
import zipfile
from html import escape
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

HOST = "https://stara.example.org"


def picture(colour: str = "#355", size: tuple[int, int] = (64, 48), kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


MEETING_HTML = """<!-- wp:paragraph -->
<p>W&nbsp;Solparku Kleszczów spotkali się przedsiębiorcy i&nbsp;samorządowcy.</p>
<!-- /wp:paragraph -->
<!-- wp:image {"id":41} -->
<figure class="wp-block-image"><img src="UPLOADS/2025/07/sala-300x200.jpg"
 alt="Sala pełna słuchaczy" class="wp-image-41"/>
<figcaption>Pełna sala w&nbsp;Solparku</figcaption></figure>
<!-- /wp:image -->
<h2>Program</h2>
<ul><li>Energetyka w&nbsp;trybie zmiany</li><li>Efektywność energetyczna
 <ul><li>dobry <strong>biznes</strong></li></ul></li></ul>
<h4>Pytania</h4>
<p>Więcej na <a href="/aktualnosci/strefa/" onclick="steal()">stronie strefy</a>
 i <a href="javascript:alert(1)">tutaj</a>.</p>
<blockquote><p>Strefa to nowe otwarcie.</p></blockquote>
<figure class="wp-block-table"><table><thead><tr><th>Rok</th><th>Miejsca pracy</th></tr></thead>
<tbody>
<tr><td>za pięć lat</td><td>1 000</td></tr>
<tr><td>za dziesięć</td><td>3 000</td></tr></tbody></table>
<figcaption>Plany</figcaption></figure>
<figure class="wp-block-gallery"><figure><img class="wp-image-42"
 src="UPLOADS/2025/07/park.jpg"></figure>
<figure><img class="wp-image-43" src="UPLOADS/2025/07/las.jpg" alt="Las"></figure>
</figure>
<div class="wp-block-file"><a href="UPLOADS/2025/07/program.pdf">Program spotkania</a>
<a href="UPLOADS/2025/07/program.pdf" class="wp-block-file__button">Pobierz</a></div>
<figure class="wp-block-embed"><div>
https://www.youtube.com/watch?v=aaaaaaaaaaa
</div></figure>
<p>Źródło: <a href="https://naszemiasto.example.org/belchatow">Nasze Miasto</a></p>
<script>steal()</script>""".replace("UPLOADS", f"{HOST}/wp-content/uploads")

CLASSIC_HTML = """Rząśnia wzięła udział w panelu.

[caption id="attachment_44" align="left" width="300"]<a href="UPLOADS/2025/05/panel.jpg"><img
 src="UPLOADS/2025/05/panel-150x150.jpg" alt="IMG_2044"
 class="wp-image-44" /></a> Panel w maju[/caption]

Pierwsza linia
druga linia

[gallery ids="42,43"]

[contact-form-7 id="7" title="Formularz"]""".replace("UPLOADS", f"{HOST}/wp-content/uploads")


def attachment(number: int, address: str, alternative: str = "") -> str:
    meta = (
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{alternative}]]></wp:meta_value></wp:postmeta>"
    )
    return (
        f"<item><title>{number}</title><link>{HOST}/?attachment_id={number}</link>"
        f"<excerpt:encoded><![CDATA[Podpis {number}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url>{HOST}{address}</wp:attachment_url>{meta}</item>"
    )


def post(
    number: int,
    title: str,
    path: str,
    html: str,
    excerpt: str = "",
    categories: tuple[tuple[str, str], ...] = (("energia", "Energia"),),
    extra: str = "",
    **fields: str,
) -> str:
    values = {
        "post_type": "post", "status": "publish", "post_name": path.strip("/").split("/")[-1],
        "post_date": "2025-07-05 10:00:00", **fields,
    }  # fmt: skip
    return (
        f"<item><title>{title}</title><link>{HOST}{path}</link>"
        f'<guid isPermaLink="false">{HOST}/?p={number}</guid>'
        f"<content:encoded><![CDATA[{html}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id>"
        + "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in values.items())
        + "".join(
            f'<category domain="category" nicename="{slug}"><![CDATA[{name}]]></category>'
            for slug, name in categories
        )
        + f"{extra}</item>"
    )


def thumbnail(number: int) -> str:
    return (
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        f"<wp:meta_value>{number}</wp:meta_value></wp:postmeta>"
    )


def wxr(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Klaster</title>'
        f"<link>{HOST}</link><wp:wxr_version>1.2</wp:wxr_version>{''.join(items)}</channel></rss>"
    )


UPLOADS = "/wp-content/uploads"
LIBRARY = [
    attachment(40, f"{UPLOADS}/2025/07/strefa.jpg", "Teren przyszłej strefy"),
    attachment(41, f"{UPLOADS}/2025/07/sala.jpg"),
    attachment(42, f"{UPLOADS}/2025/07/park.jpg", "Park"),
    attachment(43, f"{UPLOADS}/2025/07/las.jpg"),
    attachment(44, f"{UPLOADS}/2025/05/panel.jpg", "Uczestnicy panelu"),
]
MEETING = post(
    101,
    "Klaster o strefie &#8211; „Kleszczów 5.0”",
    "/aktualnosci/2025/klaster-o-strefie/",
    MEETING_HTML,
    excerpt="Klaster Obszaru Nowej Energii rozmawiał o&nbsp;strefie.",
    extra=thumbnail(40),
)
PANEL = post(
    102, "Rząśnia w panelu", "/aktualnosci/2025/rzasnia/", CLASSIC_HTML,
    post_date="2025-05-29 09:00:00",
)  # fmt: skip
# The library comes after the posts that use it, as it may.
WORDPRESS = wxr(
    MEETING,
    PANEL,
    post(103, "O nas", "/o-nas/", "<p>Strona</p>", post_type="page"),
    post(104, "Szkic", "/?p=104", "<p>Szkic</p>", status="draft"),
    "<item><title>menu</title><wp:post_type>nav_menu_item</wp:post_type></item>",
    *LIBRARY,
)


def media(root: Path) -> Path:
    """The pictures and the document of the old site, as they lay on its server."""
    for place, content in {
        "2025/07/strefa.jpg": picture("#070"),
        "2025/07/sala.jpg": picture("#700"),
        "2025/07/sala-300x200.jpg": picture("#700", (30, 20)),
        "2025/07/park.jpg": picture("#0a0"),
        "2025/07/las.jpg": picture("#0b0"),
        "2025/05/panel.jpg": picture("#00b"),
        "2025/07/program.pdf": b"%PDF-1.4\n%%EOF\n",
    }.items():
        path = root / "uploads" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def rss(*items: str, encoding: str = "UTF-8") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Klaster</title><link>{HOST}</link>{''.join(items)}</channel></rss>"
    ).encode(encoding)


def rss_item(number: int, html: str = "<p>Gmina planuje nową strefę.</p>", **more: str) -> str:
    values = {
        "title": f"Wiadomość {number}",
        "link": f"{HOST}/wiadomosc/{number}",
        "description": escape(html),
        "pubDate": "Sat, 05 Jul 2025 23:30:00 +0000",
        "category": "energia",
        **more,
    }
    return "<item>" + "".join(f"<{n}>{v}</{n}>" for n, v in values.items()) + "</item>"


ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Klaster</title><id>{HOST}/</id>
<entry><title type="html">Gmina chce &lt;b&gt;strefy&lt;/b&gt; &amp;amp; pracy</title>
<link rel="alternate" href="{HOST}/gmina-chce-strefy.html"/><id>tag:stara.example.org,2025:1</id>
<published>2025-06-01T12:00:00Z</published><category term="energia" label="Energia"/>
<summary>Gmina Kleszczów planuje strefę.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Strefa da <em>tysiące</em> miejsc pracy.</p>
<p>Drugi akapit.</p></div></content>
<source><title>Dziennik Przykładowy</title><link href="https://dziennik.example.org/"/></source>
</entry></feed>"""

PAGE = """<!DOCTYPE html><html lang="pl"><head>{charset}<title>Wójt o pracy | Klaster ONE</title>
<link rel="canonical" href="{canonical}"></head><body><header><h1>Klaster ONE</h1></header>
<nav><a href="/">Start</a></nav>
<article><h1>Wójt o pracy: żółć, źródła, świt</h1><time datetime="2025-07-05">5 lipca 2025</time>
<p class="lead">Ludzie, którzy stracą pracę, pójdą najpierw do miejscowych przedsiębiorców.</p>
<p>Gmina przebudowuje strefy.</p><img src="img/zdjecie.png" alt="Strefa o świcie">
<p>Plan: <a href="pliki/plan.pdf">plan strefy</a>, część pierwsza.</p>
<footer>Udostępnij</footer></article>
<footer>Wszelkie prawa zastrzeżone</footer></body></html>"""


def page(canonical: str = f"{HOST}/wojt-o-pracy/", charset: str = '<meta charset="utf-8">') -> str:
    return PAGE.format(charset=charset, canonical=canonical)


def folder(root: Path) -> Path:
    for place, content in folder_files().items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def folder_files() -> dict[str, bytes]:
    return {
        "2025/wojt.html": page().encode(),
        "2025/img/zdjecie.png": picture("#456", kind="PNG"),
        "2025/pliki/plan.pdf": b"%PDF-1.4\n%%EOF\n",
        "2025/06/01/zone.html": (
            "<title>Strefa w gminie – Klaster</title><body><p>Pierwszy akapit.</p><p>Drugi.</p>"
        ).encode(),
    }


def zipped(files: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def import_news(source: Path, **options) -> str:
    """What is printed; an exit code of 2 (some were refused) is part of it."""
    out = io.StringIO()
    try:
        call_command("import_news", str(source), stdout=out, stderr=io.StringIO(), **options)
    except CommandError as error:
        if error.returncode != 2:
            raise
        out.write(str(error))
    return out.getvalue()


def files(folder: str) -> list[str]:
    return sorted(default_storage.listdir(folder)[1]) if default_storage.exists(folder) else []
