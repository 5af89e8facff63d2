"""Whether what `sizes` claim is what the layout gives, and the browser loads the right file."""

import datetime

import pytest
from playwright.sync_api import Page

from news.models import NewsIndexPage
from portal import pictures
from portal.models import PortalImage
from tests import factories
from tests.stories import block, item, quote

VIEWPORTS = {360: 740, 768: 1024, 1280: 800, 1920: 1080}
# At most this much away from the truth.
CLAIM = 0.1

# Every picture of the page, seen: where it is, how wide, what its sizes claim, what was loaded.
LOOK = """async () => {
  const claim = sizes => {
    for (const part of sizes.split(/,(?![^(]*\\))/).map(text => text.trim())) {
      const [, query, length] = part.match(/^(\\([^)]*\\))?\\s*(.+)$/);
      if (query && !matchMedia(query).matches) continue;
      const ruler = document.createElement('div');
      ruler.style = `position: absolute; width: ${length}`;
      document.documentElement.append(ruler);
      const {width} = ruler.getBoundingClientRect();
      ruler.remove();
      return width;
    }
  };
  const found = [];
  for (const img of document.querySelectorAll('main picture > img')) {
    img.scrollIntoView();
    img.loading = 'eager';
    await img.decode();
    const source = [...img.parentNode.querySelectorAll('source')].find(
      source => source.type === 'image/avif');
    const candidates = (source.srcset.match(/ (\\d+)w/g) ?? []).map(parseFloat);
    const chosen = new Image();
    chosen.src = img.currentSrc;
    await chosen.decode();
    const place = img.closest('.news-card, .main-picture, .gallery, .picture, .quote, .person');
    found.push({
      place: (place ?? img).className,
      width: img.getBoundingClientRect().width,
      claimed: claim(img.sizes),
      candidates,
      loaded: chosen.naturalWidth,
    });
  }
  return found;
}"""
# The last of what was reported until the page has stood still for a second; null if it is text.
# Of the pictures that are seen at first the one that takes most room. (Chromium itself names none:
# a plain picture, such as those of tests, is no content to it.)
LARGEST = """() => {
  const room = img => {
    const box = img.getBoundingClientRect();
    return box.width * Math.max(0, Math.min(box.bottom, innerHeight) - Math.max(box.top, 0));
  };
  const all = [...document.querySelectorAll('main img')];
  // A portrait beside a name is no picture that somebody waits for.
  const seen = all.filter(img => room(img) > innerWidth * innerHeight / 20);
  const [largest] = seen.sort((one, other) => room(other) - room(one));
  return largest && {loading: largest.loading, priority: largest.fetchPriority};
}"""


@pytest.fixture(scope="module")
def pages(portal, django_db_blocker):
    """Pages that show pictures in every place, with their files made; gone again afterwards."""
    with django_db_blocker.unblock():
        index = NewsIndexPage.objects.get(slug="aktualnosci")
        picture = PortalImage.objects.order_by("-width").first()
        speaker = factories.PersonFactory(
            name="Ewa Zdjęciowa",
            portrait=factories.ImageFactory(file__width=400, file__height=400),
        )
        shown = {"picture": picture.pk, "caption": ""}
        category = factories.CategoryFactory(slug="zdjecia", name_pl="Zdjęcia", name_en="Pictures")
        news = [
            factories.NewsPageFactory(
                parent=index,
                date=datetime.date(2098, 1, 1),
                title=f"Zdjęcia {number}",
                slug=f"zdjecia-{number}",
                category=category,
                picture=picture,
                body=[
                    quote(speaker),
                    block("picture", shown),
                    *(
                        block("gallery", {"title": "Galeria", "pictures": [item(shown)] * count})
                        for count in (2, 3, 4, 6)
                    ),
                ],
            )
            for number in range(4)
        ]
        pictures.make_missing([picture.pk, speaker.portrait_id])
    yield [
        "/pl/",
        "/pl/aktualnosci/",
        "/pl/aktualnosci/zdjecia-0/",
        "/pl/wydarzenia/forum/",
        "/pl/ludzie/",
        "/pl/ludzie/?person=ewa-zdjeciowa",
    ]
    with django_db_blocker.unblock():
        for page in news:
            page.refresh_from_db()
            page.delete()
        speaker.delete()
        category.delete()


def seen(new_context, pages, width: int, dpr: int) -> list[dict]:
    size = {"width": width, "height": VIEWPORTS[width]}
    page: Page = new_context(viewport=size, device_scale_factor=dpr).new_page()
    found = []
    for address in pages:
        page.goto(address)
        found += [{"at": f"{address}, {width} px", **one} for one in page.evaluate(LOOK)]
    return found


@pytest.mark.parametrize("width", VIEWPORTS)
def test_sizes_claim_what_the_layout_gives(new_context, pages, width):
    found = seen(new_context, pages, width, dpr=1)

    assert len({one["place"] for one in found}) >= 7
    wrong = [one for one in found if abs(one["claimed"] / one["width"] - 1) > CLAIM]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("dpr", [1, 2])
@pytest.mark.parametrize("width", VIEWPORTS)
def test_what_is_loaded_is_large_enough_and_not_much_larger(new_context, pages, width, dpr):
    wrong = []
    for one in seen(new_context, pages, width, dpr):
        needed = one["width"] * dpr
        # Chromium may take the next smaller one where that is nearer, on fine screens.
        too_small = one["loaded"] < 0.7 * needed and one["loaded"] < max(one["candidates"])
        if too_small or one["loaded"] > 2 * needed:
            wrong.append(one)

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_largest_picture_seen_at_first_waits_for_nothing(new_context, pages, width):
    size = {"width": width, "height": VIEWPORTS[width]}
    largest = {}
    for address in pages:
        page = new_context(viewport=size).new_page()
        page.goto(address)
        largest[address] = page.evaluate(LARGEST)

    assert not [address for address, img in largest.items() if img and img["loading"] == "lazy"]
    for address in ("/pl/aktualnosci/", "/pl/aktualnosci/zdjecia-0/", "/pl/wydarzenia/forum/"):
        # On a telephone there may be words only.
        assert not largest[address] or largest[address]["priority"] == "high", address
    assert width < 1280 or largest["/pl/aktualnosci/zdjecia-0/"]


def test_one_picture_at_most_goes_first_and_those_below_wait(new_context, pages):
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    for address in pages:
        page.goto(address)
        first = page.locator("img[fetchpriority=high]")
        assert first.count() <= 1, address
        late = page.eval_on_selector_all(
            "main picture > img",
            "all => all.filter(img => img.getBoundingClientRect().top > 2 * innerHeight"
            " && img.loading !== 'lazy').map(img => img.currentSrc)",
        )
        assert late == [], address
