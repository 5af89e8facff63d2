"""The colours of the pictures: graphite, deep earth, reclaimed land, water, and one warm signal."""

Colour = tuple[int, int, int]

INK: Colour = (17, 20, 23)
GRAPHITE: Colour = (36, 42, 47)
SLATE: Colour = (74, 84, 88)
EARTH_DEEP: Colour = (58, 41, 33)
EARTH: Colour = (98, 69, 50)
CLAY: Colour = (151, 106, 72)
SAND: Colour = (205, 173, 127)
MIST: Colour = (238, 232, 220)
WHITE: Colour = (255, 255, 255)
FOREST: Colour = (30, 58, 46)
GREEN: Colour = (66, 108, 76)
MEADOW: Colour = (138, 166, 106)
WATER_DEEP: Colour = (18, 50, 63)
WATER: Colour = (58, 108, 121)
WATER_LIGHT: Colour = (158, 194, 196)
SIGNAL: Colour = (233, 104, 38)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0–1) of `second` in it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def along(colours: list[Colour], share: float) -> Colour:
    """The colour at `share` (0–1) of a scale that passes through all `colours`."""
    place = share * (len(colours) - 1)
    lower = min(int(place), len(colours) - 2)
    return mix(colours[lower], colours[lower + 1], place - lower)
