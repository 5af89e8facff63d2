"""The words of the region's change, explained by the project, and the page that lists them."""

from home.models import GlossaryPage
from portal.demo.page import DemoPage
from portal.demo.text import T, same

NONE = same("")

# Term, what it means, other words for the same (as editors type them).
GLOSSARY = [
    (
        T("efektywność energetyczna", "energy efficiency"),
        T(
            "Ta sama praca, ciepło lub światło za mniej energii: dzięki ociepleniu, lepszym "
            "urządzeniom albo mądrzejszemu sterowaniu.",
            "The same work, heat or light from less energy: through insulation, better equipment "
            "or smarter control.",
        ),
        NONE,
    ),
    (
        T("energetyka rozproszona", "distributed generation"),
        T(
            "Wiele małych źródeł prądu i ciepła blisko odbiorców zamiast kilku wielkich "
            "elektrowni.",
            "Many small sources of power and heat close to those who use it, instead of a few "
            "large power stations.",
        ),
        T("", "distributed energy"),
    ),
    (
        T("fotowoltaika", "photovoltaics"),
        T(
            "Wytwarzanie prądu wprost ze światła słonecznego, w panelach na dachach i na gruncie.",
            "Making electricity straight from sunlight, in panels on roofs and on the ground.",
        ),
        T("PV", "PV, solar panels"),
    ),
    (
        T("Fundusz na rzecz Sprawiedliwej Transformacji", "Just Transition Fund"),
        T(
            "Pieniądze Unii Europejskiej dla regionów, które odchodzą od węgla: na nowe firmy, "
            "naukę zawodów i odnowę terenów.",
            "European Union money for regions that are leaving coal behind: for new companies, "
            "retraining and the renewal of land.",
        ),
        T("FST", "JTF"),
    ),
    (
        T("gmina", "municipality"),
        T(
            "Najmniejsza jednostka samorządu w Polsce. Na jej czele stoi wójt, burmistrz albo "
            "prezydent miasta.",
            "The smallest unit of local government in Poland, headed by a wójt in the countryside "
            "and by a mayor in towns.",
        ),
        NONE,
    ),
    (
        T("klaster energii", "energy cluster"),
        T(
            "Porozumienie samorządów, firm, uczelni i mieszkańców, które razem wytwarzają, "
            "magazynują i zużywają energię na swoim terenie.",
            "An agreement of local governments, companies, universities and residents to generate, "
            "store and use energy together in their own area.",
        ),
        NONE,
    ),
    (
        T("kopalnia odkrywkowa", "opencast mine"),
        T(
            "Kopalnia, w której złoże odsłania się z góry, zdejmując leżącą na nim ziemię.",
            "A mine in which the deposit is laid bare from above by removing the ground over it.",
        ),
        T("odkrywka", "open-pit mine, surface mine"),
    ),
    (
        T("magazyn energii", "energy storage facility"),
        T(
            "Urządzenie, które przyjmuje nadmiar prądu lub ciepła i oddaje je, gdy są potrzebne.",
            "An installation that takes in surplus power or heat and gives it back when needed.",
        ),
        T("magazynowanie energii", "energy storage"),
    ),
    (
        T("odnawialne źródła energii", "renewable energy sources"),
        T(
            "Słońce, wiatr, woda, biomasa i ciepło ziemi: nie wyczerpują się od używania.",
            "Sun, wind, water, biomass and the heat of the earth: using them does not use them up.",
        ),
        T("OZE", "renewables, renewable energy, RES"),
    ),
    (
        T("operator systemu przesyłowego", "transmission system operator"),
        T(
            "Spółka, która prowadzi sieć najwyższych napięć i pilnuje, by prądu było tyle, ile się "
            "go zużywa. W Polsce są to Polskie Sieci Elektroenergetyczne.",
            "The company that runs the extra-high-voltage grid and keeps supply equal to demand. "
            "In Poland it is Polskie Sieci Elektroenergetyczne.",
        ),
        T("OSP, PSE, Polskie Sieci Elektroenergetyczne", "TSO, PSE"),
    ),
    (
        T("pojazd autonomiczny", "autonomous vehicle"),
        T(
            "Pojazd, który sam rozpoznaje otoczenie i jedzie bez kierowcy, stale lub na części "
            "drogi.",
            "A vehicle that reads its surroundings itself and drives without a driver, all the way "
            "or in part.",
        ),
        T("samochód autonomiczny", "self-driving vehicle"),
    ),
    (
        T("prosument", "prosumer"),
        T(
            "Kto wytwarza prąd na własne potrzeby, a nadwyżkę oddaje do sieci.",
            "Somebody who makes electricity for their own needs and feeds the surplus into the "
            "grid.",
        ),
        NONE,
    ),
    (
        T("przemysł podwójnego zastosowania", "dual-use industry"),
        T(
            "Zakłady, których wyroby służą zarówno w życiu cywilnym, jak i w obronności.",
            "Plants whose products serve both civilian life and defence.",
        ),
        T("dual-use", ""),
    ),
    (
        T("rekultywacja", "land reclamation"),
        T(
            "Przywracanie wartości ziemi zmienionej przez górnictwo: jako lasu, jeziora, pola albo "
            "terenu pod budowę.",
            "Giving land that mining has changed a use again: as forest, lake, field or building "
            "ground.",
        ),
        T("", "restoration of land"),
    ),
    (
        T("sprawiedliwa transformacja", "just transition"),
        T(
            "Odchodzenie od węgla tak, by nikt nie został z tym sam: z nową pracą, nauką i "
            "wsparciem dla ludzi i gmin, które z węgla żyły.",
            "Leaving coal behind in such a way that nobody is left alone with it: with new jobs, "
            "training and support for the people and places that lived on coal.",
        ),
        NONE,
    ),
    (
        T("strefa przemysłowa", "industrial zone"),
        T(
            "Teren przygotowany dla firm: z drogami, sieciami i planem, który pozwala tam "
            "produkować.",
            "Land made ready for companies: with roads, utilities and a plan that allows "
            "production there.",
        ),
        T("strefa inwestycyjna", "industrial park"),
    ),
    (
        T("teren pogórniczy", "post-mining land"),
        T(
            "Ziemia, na której skończyło się wydobycie: wyrobiska, zwałowiska i place kopalni.",
            "Land on which mining has ended: pits, spoil heaps and the mine’s yards.",
        ),
        T("teren pokopalniany", "former mine land"),
    ),
    (
        T("transformacja energetyczna", "energy transition"),
        T(
            "Przechodzenie od węgla, ropy i gazu do źródeł, które nie szkodzą klimatowi, razem ze "
            "zmianą sieci, rynku i przyzwyczajeń.",
            "The shift from coal, oil and gas to sources that do not harm the climate, along with "
            "new grids, markets and habits.",
        ),
        NONE,
    ),
    (
        T("węgiel brunatny", "lignite"),
        T(
            "Młody, wilgotny węgiel o niewielkiej wartości opałowej, dlatego spalany w elektrowni "
            "obok kopalni.",
            "Young, moist coal of low heating value, and therefore burnt in a power station next "
            "to the mine.",
        ),
        T("", "brown coal"),
    ),
    (
        T("wirtualna elektrownia", "virtual power plant"),
        T(
            "Wiele małych źródeł, magazynów i odbiorców, sterowanych razem jak jedna elektrownia.",
            "Many small sources, storage facilities and consumers, controlled together like one "
            "power station.",
        ),
        T("", "VPP"),
    ),
    (
        T("wójt", "wójt"),
        T(
            "Wybierany przez mieszkańców szef gminy wiejskiej.",
            "The elected head of a rural municipality in Poland.",
        ),
        T("", "head of the municipality"),
    ),
]

GLOSSARY_PAGES = [
    DemoPage(
        key="glossary",
        model=GlossaryPage,
        title=T("Słowniczek", "Glossary"),
        slug=T("slowniczek", "glossary"),
        fields=lambda library: {
            "lead": T(
                "Słowa, bez których trudno rozmawiać o zmianie regionu, wyjaśnione krótko i po "
                "ludzku.",
                "The words it is hard to do without when talking about the region’s change, "
                "explained briefly and plainly.",
            )
        },
    ),
]
