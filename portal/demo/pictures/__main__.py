"""`python -m portal.demo.pictures` draws what `static/img` holds as pixels."""

import argparse
from pathlib import Path

from portal.demo.pictures import draw_all
from portal.demo.pictures.emblem import ICON_SIZE, icon, share

STATIC = Path(__file__).resolve().parents[3] / "static" / "img"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m portal.demo.pictures", description=__doc__)
    parser.add_argument("--demo", type=Path, metavar="FOLDER", help="draw all of the demo there")
    folder = parser.parse_args().demo
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for name, file in draw_all():
            (folder / f"{name}.jpg").write_bytes(file)
    else:
        (STATIC / "share.jpg").write_bytes(share())
        (STATIC / f"icon-{ICON_SIZE}.png").write_bytes(icon())


if __name__ == "__main__":
    main()
