"""What the drawings of `portal.demo.pictures` are called, what they show, and where to look."""

from dataclasses import dataclass

from portal.demo.text import T

# Shown after “Picture:”.
CREDIT = T("rysunek portalu ONE", "drawn by the ONE Portal")


@dataclass(frozen=True)
class PictureFacts:
    """How a drawing is kept in the library."""

    title: str
    alternative: T
    # What a crop should keep: the middle (x, y), width and height, in pixels of the drawing.
    focus: tuple[int, int, int, int]


PICTURES = {
    "strata": PictureFacts(
        "Warstwy ziemi",
        T(
            "Przekrój przez ziemię: las, gleba, piasek, glina, czarny pokład węgla i woda. "
            "Nad lasem wschodzi pomarańczowe słońce.",
            "A cross-section of the earth: forest, soil, sand, clay, a black seam of coal, "
            "and water. An orange sun rises over the trees.",
        ),
        (1040, 380, 480, 520),
    ),
    "lake": PictureFacts(
        "Od odkrywki do jeziora",
        T(
            "Zielone tarasy dawnej odkrywki schodzą do jeziora, w którym odbija się słońce.",
            "The green terraces of a former open pit lead down to a lake that mirrors the sun.",
        ),
        (760, 460, 700, 600),
    ),
    "forest": PictureFacts(
        "Las na zrekultywowanej ziemi",
        T(
            "Wzgórza porośnięte młodym lasem, jedno za drugim, w porannej mgle.",
            "Hills under young forest, one behind the other, in the morning mist.",
        ),
        (1000, 470, 500, 480),
    ),
    "field-of-light": PictureFacts(
        "Pole świateł",
        T(
            "Ciemna równina po zachodzie słońca, a na niej setki ciepłych świateł w falujących "
            "rzędach.",
            "A dark plain after sunset with hundreds of warm lights in waving rows.",
        ),
        (760, 480, 700, 560),
    ),
    "contours": PictureFacts(
        "Poziomice odkrywki",
        T(
            "Mapa odkrywki: poziomice od zielonego brzegu w dół, do niebieskiej wody pośrodku.",
            "A map of the open pit: contour lines from the green edge down to blue water "
            "in the middle.",
        ),
        (910, 520, 600, 320),
    ),
    "parcels": PictureFacts(
        "Działki nowej strefy",
        T(
            "Widok z góry na działki i drogę. Jedna działka jest pomarańczowa.",
            "Plots of land and a road, seen from above. One plot is orange.",
        ),
        (960, 330, 420, 340),
    ),
    "power-lines": PictureFacts(
        "Sieć o zachodzie",
        T(
            "Dwa słupy wysokiego napięcia na tle zachodzącego słońca i pasów wieczornego nieba.",
            "Two high-voltage pylons against the setting sun and the bands of an evening sky.",
        ),
        (960, 490, 740, 580),
    ),
    "track": PictureFacts(
        "Tor testowy z góry",
        T(
            "Tor testowy z góry: pętla drogi, krąg do prób, slalom i kilka ulic. Przed "
            "pomarańczowym pojazdem rozchodzi się snop jego czujnika.",
            "A test track from above: a loop of road, a round pad, a slalom and a few streets. "
            "The beam of its sensor spreads ahead of an orange vehicle.",
        ),
        (820, 420, 760, 560),
    ),
    "panels": PictureFacts(
        "Panele na zrekultywowanym stoku",
        T(
            "Rzędy paneli słonecznych na zielonym stoku. Pod trawą widać warstwy ziemi, nad "
            "wzgórzem stoi pomarańczowe słońce.",
            "Rows of solar panels on a green slope. Layers of earth show under the grass, and "
            "an orange sun stands over the hill.",
        ),
        (600, 400, 760, 580),
    ),
    "turbines": PictureFacts(
        "Wiatr nad wzgórzami",
        T(
            "Cztery białe turbiny wiatrowe z pomarańczowymi pasami na łopatach, nad zielonymi "
            "wzgórzami w warstwach.",
            "Four white wind turbines with orange bands on their blades, above layers of green "
            "hills.",
        ),
        (870, 350, 620, 600),
    ),
    "substation": PictureFacts(
        "Stacja transformatorowa",
        T(
            "Transformator z trzema pomarańczowymi izolatorami pod stalową bramą linii "
            "napowietrznej; pod nim warstwy ziemi.",
            "A transformer with three orange insulators under the steel gantry of an overhead "
            "line, and layers of earth beneath it.",
        ),
        (800, 500, 840, 600),
    ),
    "vehicle": PictureFacts(
        "Pojazd, który widzi",
        T(
            "Biały bus bez kierowcy na drodze o zmroku. Pomarańczowy snop jego czujnika pada na "
            "drzewo przy drodze.",
            "A white driverless shuttle on a road at dusk. The orange beam of its sensor falls "
            "on a tree by the road.",
        ),
        (700, 580, 980, 540),
    ),
    "hall-plan": PictureFacts(
        "Plan sali",
        T(
            "Sala spotkań z góry: półkoliste rzędy krzeseł, ludzie jako kolorowe kropki, "
            "a na scenie jedna kropka pomarańczowa.",
            "A meeting hall from above: curved rows of seats, people as coloured dots, and one "
            "orange dot on the stage.",
        ),
        (800, 370, 700, 580),
    ),
    "region": PictureFacts(
        "Region w warstwach",
        T(
            "Umowna mapa: pola w pasach ziemi, zieleni i wody, a w każdym punkt. Linie łączą "
            "wiele punktów z jednym, pomarańczowym.",
            "An abstract map: fields in bands of earth, green and water, each with a point. "
            "Lines join many points to one that is orange.",
        ),
        (800, 500, 640, 560),
    ),
}
