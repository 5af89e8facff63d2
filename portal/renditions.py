"""What is done to a picture of the library before readers are sent a size of it.

What cameras and programs noted in the file stays out: where a photograph was taken, by whom, with
which device. Colours that the formats of the web do not have become those that they have.
"""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from io import BytesIO

from PIL import ImageCms, ImageOps
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter
from willow.plugins.pillow import PillowImage

# All of what was noted in the file that a reader's screen has a use for.
PASSED_ON = ("icc_profile", "transparency")


def for_the_web(willow: PillowImage) -> PillowImage:
    willow = in_colours_of_screens(willow)
    noted = willow.image.info
    willow.image.info = {name: noted[name] for name in PASSED_ON if name in noted}
    return willow


def in_colours_of_screens(willow: PillowImage) -> PillowImage:
    picture = willow.image
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would make white of most of them
        grey = picture.point(lambda value: value / 256).convert("L")
        grey.info.pop("transparency", None)
        return PillowImage(grey)
    if picture.mode == "CMYK":
        with suppress(OSError, ImageCms.PyCMSError):  # a damaged profile, or one of other colours
            willow = willow.transform_colorspace_to_srgb()
        if willow.image.mode == "CMYK":
            picture = picture.convert("RGB")
            picture.info.pop("icc_profile", None)
            return PillowImage(picture)
    return willow


class ForTheWeb(FilterOperation):
    def construct(self):
        pass

    def run(self, willow, image, env):
        return for_the_web(willow)


class WebFilter(Filter):
    """As Wagtail's; but what it saves was made fit for the web, after it was turned upright."""

    @property
    def filter_operations(self):
        return [ForTheWeb("for_the_web"), *super().filter_operations]


@lru_cache(maxsize=256)
def shared_filter(spec: str) -> WebFilter:
    """The filter of `spec`, the same one each time: each finds out anew what it has to do."""
    return WebFilter(spec)


def try_formats(decoded: PillowImage, formats: Iterable[str]) -> None:
    """Save `decoded` in each of `formats`, tiny and in memory; raises whatever goes wrong."""
    # As willow.auto_orient(), which takes the memory of a second picture even to turn none.
    ImageOps.exif_transpose(decoded.image, in_place=True)
    tiny = for_the_web(decoded.resize((32, 32)))
    for name in formats:
        # Without transparency, as Wagtail does for JPEG.
        picture = tiny.set_background_color_rgb((255, 255, 255)) if name == "jpeg" else tiny
        picture.save(name, BytesIO())
