"""The pictures of the README, desk and phone beside each other: `make readme-pictures`."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.e2e import chromium
from tests.e2e.screenshots import PAGES, ROOT, SCHEMES, WINDOWS, Shot, demo_site, open_page

TARGET = ROOT / "docs" / "img"
# Name in docs/img: the page in screenshots.PAGES.
SHOWN = {"home": "home", "article": "news-page"}
# (width of the window, language): at home on the desk, abroad on the phone.
DESK, PHONE = (1280, "pl"), (360, "en")
HEIGHT, GAP, COLOURS = 640, 24, 256


def view(browser: Browser, address: str, name: str, scheme: str, width: int, language: str):
    """What a window of that width shows at first, as a picture of HEIGHT."""
    path = next(path for path in PAGES[name] if path.startswith(f"/{language}/"))
    page = browser.new_page(
        base_url=address,
        viewport={"width": width, "height": WINDOWS[width]},
        device_scale_factor=2,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    open_page(page, Shot(name, language, path, (width,), (scheme,)))
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    page.close()
    return picture.resize(
        (round(picture.width * HEIGHT / picture.height), HEIGHT), Image.Resampling.LANCZOS
    )


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Both on a transparent sheet."""
    sheet = Image.new("RGBA", (left.width + GAP + right.width, HEIGHT))
    sheet.paste(left, (0, 0))
    sheet.paste(right, (left.width + GAP, 0))
    return sheet.quantize(COLOURS)


def main() -> None:
    with demo_site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGS)
        for file, name in SHOWN.items():
            for scheme in SCHEMES:
                picture = beside(
                    *(view(browser, address, name, scheme, *where) for where in (DESK, PHONE))
                )
                picture.save(TARGET / f"{file}-{scheme}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
