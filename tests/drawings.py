"""Small stand-ins for the demo's drawings, where a test is not about them."""

from io import BytesIO

from PIL import Image

from portal.demo.pictures import DRAWINGS


def tiny_drawings():
    file = BytesIO()
    Image.new("RGB", (16, 10)).save(file, "JPEG")
    return [(name, file.getvalue()) for name in DRAWINGS]
