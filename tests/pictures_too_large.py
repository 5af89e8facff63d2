"""Files of a few kilobytes that claim far more than they hold, made from small pictures."""

import io
import struct
import zlib

from PIL import Image

PILLOW = {"jpg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def small(extension: str, size: tuple[int, int] = (64, 48), **options) -> bytes:
    return saved(Image.effect_noise(size, 80).convert("RGB"), PILLOW[extension], **options)


def damaged_notes() -> bytes:
    """A sound JPEG whose camera noted nonsense (Exif) beside how it was held: Pillow cannot turn
    it upright."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x011A] = 72.0
    resolution, format_of_samples = b"\x01\x1a\x00\x05", b"\x01\x53\x00\x05"
    return small("jpg", exif=notes.tobytes().replace(resolution, format_of_samples))


def moving(extension: str, frames: int) -> bytes:
    pictures = [
        Image.new("RGB", (32, 32), (number * 90 % 256, 0, number % 7 * 30))
        for number in range(frames)
    ]
    file = io.BytesIO()
    pictures[0].save(file, PILLOW[extension], save_all=True, append_images=pictures[1:])
    return file.getvalue()


def claiming(extension: str, width: int, height: int) -> bytes:
    """A small picture whose head says `width` and `height`."""
    return {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp, "avif": _avif}[extension](
        width, height
    )


def _jpeg(width: int, height: int) -> bytes:
    content = small("jpg")
    place = content.index(b"\xff\xc0") + 5
    return content[:place] + struct.pack(">HH", height, width) + content[place + 4 :]


def _png(width: int, height: int) -> bytes:
    content = small("png")
    head = chunk(b"IHDR", struct.pack(">II", width, height) + content[24:29])
    return content[:8] + head + content[33:]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    length, sum_of_it = len(data), zlib.crc32(kind + data)
    return struct.pack(">I", length) + kind + data + struct.pack(">I", sum_of_it)


def _gif(width: int, height: int) -> bytes:
    content = small("gif")
    return content[:6] + struct.pack("<HH", width, height) + content[10:]


def _webp(width: int, height: int) -> bytes:
    """In the extended form, whose head says the size of the canvas in three bytes each; that of
    the frame, in 14 bits, fits to it as far as it can."""
    image = small("webp")[12:]
    frame = image.index(b"\x9d\x01\x2a") + 3
    size = struct.pack("<HH", width % 2**14, height % 2**14)
    image = image[:frame] + size + image[frame + 4 :]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    head = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(head) + len(image)) + b"WEBP" + head + image


def _avif(width: int, height: int) -> bytes:
    content = small("avif")
    place = content.index(b"ispe") + 8
    return content[:place] + struct.pack(">II", width, height) + content[place + 8 :]
