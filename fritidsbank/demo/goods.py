"""What stands on the demo's shelves: the models of each category, their makes, their shelf."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Model:
    """A kind of thing. `part` is the stretch of the category's usual sizes that it comes in.

    `parts` are its loose parts, where they are not those of its category.
    """

    name: str
    part: tuple[float, float] = (0.0, 1.0)
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goods:
    """A category on the shelves: so many of each thousand articles, its makes and its models."""

    category: str
    share: int
    shelf: str
    brands: tuple[str, ...]
    models: tuple[Model, ...]


_CHILDREN = (0.0, 0.5)
_ADULTS = (0.4, 1.0)

_CLASSIC = {"style": "klassisk", "binding": "NNN"}
_SKI = ("Rossignol", "Atomic", "Head", "Fischer", "Salomon", "Elan", "Nordica", "Völkl")
_NORDIC = ("Fischer", "Madshus", "Rossignol", "Salomon", "Peltonen", "Åsnes")
_BOARD = ("Burton", "Nitro", "Head", "Salomon", "K2")
_SKATE = ("Bauer", "CCM", "Graf", "Jofa", "Zandstra", "Lundhags")
_HELMET = ("Giro", "POC", "Uvex", "Salomon", "Bollé", "Alpina")
_ROLLER = ("Rollerblade", "K2", "Fila", "Roces", "Oxelo")
_BALL = ("Select", "Molten", "Mikasa", "Puma", "Adidas", "Nike")
_STICK = ("Exel", "Unihoc", "Salming", "Fatpipe", "Canadien", "Warrior")
_CAMP = ("Fjällräven", "Haglöfs", "Hilleberg", "Urberg", "McKinley", "Bergans")
_WATER = ("Baltic", "Helly Hansen", "Regatta", "Jobe", "Aquarapid", "Itiwit")
_CLOTHES = ("Didriksons", "Helly Hansen", "Reima", "Polarn O. Pyret", "Everest", "Peak Performance")

GOODS = (
    Goods("SLS", 84, "A1 Slalomskidor", _SKI, (
        Model("Slalomskidor junior", _CHILDREN, {"bsl_range": [220, 300], "norm": "ISO 5355"}),
        Model("Slalomskidor", _ADULTS, {"bsl_range": [260, 350], "norm": "ISO 5355"}),
        Model("Twintipskidor", (0.5, 0.9), {"bsl_range": [270, 340], "norm": "GripWalk"}),
    )),
    Goods("SLP", 88, "A2 Slalompjäxor", _SKI, (
        Model("Slalompjäxor junior", _CHILDREN, {"norm": "ISO 5355"}),
        Model("Slalompjäxor", _ADULTS, {"norm": "ISO 5355"}),
        Model("Slalompjäxor GripWalk", _ADULTS, {"norm": "GripWalk"}),
    )),
    Goods("STV", 84, "A3 Stavar", ("Leki", "Swix", "Exel", "Scott", "Rossignol"), (
        Model("Alpinstavar", (0.0, 0.7), {"type": "alpin"}),
        Model("Längdstavar", (0.2, 1.0), {"type": "längd"}),
    )),
    Goods("SNB", 28, "A4 Snowboard", _BOARD, (
        Model("Snowboard junior", _CHILDREN, {"width": "normal", "binding_size": "S"}),
        Model("Snowboard", _ADULTS, {"width": "normal", "binding_size": "M"}),
        Model("Snowboard bred", (0.6, 1.0), {"width": "bred", "binding_size": "L"}),
    )),
    Goods("SNP", 26, "A4 Snowboard", _BOARD, (Model("Snowboardpjäxor"),)),
    Goods("LGS", 84, "B1 Längdskidor", _NORDIC, (
        Model("Längdskidor barn", _CHILDREN, _CLASSIC | {"grip": "vallningsfri"}),
        Model("Längdskidor klassiska", _ADULTS, _CLASSIC | {"grip": "valla"}),
        Model("Längdskidor äldre", _ADULTS, _CLASSIC | {"grip": "valla", "binding": "SNS"}),
        Model("Längdskidor stighud", _ADULTS, _CLASSIC | {"grip": "stighud"}),
        Model("Skateskidor", (0.6, 1.0), {"style": "skate", "binding": "Prolink"}),
        Model("Turskidor", (0.6, 1.0), {"style": "tur", "binding": "75 mm"}),
    )),
    Goods("LGP", 80, "B2 Längdpjäxor", _NORDIC, (
        Model("Längdpjäxor barn", _CHILDREN, {"system": "NNN"}),
        Model("Längdpjäxor", _ADULTS, {"system": "NNN"}),
        Model("Längdpjäxor", _ADULTS, {"system": "SNS"}),
        Model("Turpjäxor", _ADULTS, {"system": "75 mm"}),
    )),
    Goods("SKR", 150, "C1 Skridskor", _SKATE, (
        Model("Hockeyskridskor", (0.0, 1.0), {"type": "ishockey"}),
        Model("Hockeyskridskor junior", _CHILDREN, {"type": "ishockey"}),
        Model("Konståkningsskridskor", (0.0, 0.8), {"type": "konståkning"}),
        Model("Bandyskridskor", _ADULTS, {"type": "bandy"}),
        Model("Långfärdsskridskor", _ADULTS, {"type": "långfärd"}),
    )),
    Goods("SKT", 6, "C2 Stöd på isen", ("Stiga", "Hudora"), (
        Model("Skridskostol"), Model("Skridskotränare"),
    )),
    Goods("HJA", 72, "D1 Skidhjälmar", _HELMET, (
        Model("Skidhjälm barn", (0.0, 0.45), {"class": "B"}),
        Model("Skidhjälm", _ADULTS, {"class": "B"}),
    )),
    Goods("HJC", 30, "D2 Cykelhjälmar", (*_HELMET, "Abus", "Bell"), (Model("Cykelhjälm"),)),
    Goods("HJS", 11, "D2 Cykelhjälmar", ("Hamax", "Abus", "Etto"), (
        Model("Småbarnshjälm grönt spänne"),
    )),
    Goods("HJH", 38, "D3 Hockeyhjälmar", ("Bauer", "CCM", "Jofa", "Warrior"), (
        Model("Hockeyhjälm med galler"),
    )),
    Goods("SKY", 26, "D4 Skydd", ("Rollerblade", "K2", "Jofa", "Bauer", "Oxelo"), (
        Model("Knäskydd", attributes={"body_part": "knä"}),
        Model("Armbågsskydd", attributes={"body_part": "armbåge"}),
        Model("Handledsskydd", attributes={"body_part": "handled"}),
        Model("Benskydd", attributes={"body_part": "ben"}),
        Model("Ryggskydd", attributes={"body_part": "rygg"}),
    )),
    Goods("INL", 28, "E1 Inlines och brädor", _ROLLER, (
        Model("Inlines barn, ställbara", _CHILDREN), Model("Inlines", _ADULTS),
    )),
    Goods("SKB", 18, "E1 Inlines och brädor", ("Stiga", "Penny", "Globe", "Oxelo", "Micro"), (
        Model("Skateboard", (0.1, 0.4), {"type": "skateboard"}),
        Model("Longboard", (0.3, 0.6), {"type": "longboard"}),
        Model("Sparkcykel", (0.2, 0.5), {"type": "sparkcykel"}),
        Model("Kickbike", (0.6, 1.0), {"type": "kickbike"}),
    )),
    Goods("CYK", 24, "E2 Cyklar", ("Crescent", "Monark", "Skeppshult", "Kronan", "Yosemite"), (
        Model("Barncykel", _CHILDREN, {"type": "barncykel"}),
        Model("Damcykel", (0.6, 1.0), {"type": "vuxencykel"}),
        Model("Mountainbike", _ADULTS, {"type": "vuxencykel"}),
    )),
    Goods("BOL", 26, "F1 Bollar och klubbor", _BALL, (
        Model("Fotboll", attributes={"sport": "fotboll"}),
        Model("Basketboll", (0.4, 1.0), {"sport": "basket"}),
        Model("Handboll", (0.0, 0.4), {"sport": "handboll"}),
        Model("Volleyboll", (0.4, 0.7), {"sport": "volleyboll"}),
    )),
    Goods("KLB", 32, "F1 Bollar och klubbor", _STICK, (
        Model("Innebandyklubba", (0.1, 0.6), {"sport": "innebandy"}),
        Model("Bandyklubba", (0.4, 0.7), {"sport": "bandy"}),
        Model("Hockeyklubba", (0.5, 1.0), {"sport": "ishockey"}),
    )),
    Goods("RAC", 30, "F2 Racketar och golf", ("Wilson", "Babolat", "Yonex", "Head", "Stiga"), (
        Model("Tennisracket", attributes={"sport": "tennis"}),
        Model("Badmintonracket", (0.7, 1.0), {"sport": "badminton"}),
        Model("Padelracket", (0.5, 0.8), {"sport": "padel"}),
        Model("Squashracket", (0.8, 1.0), {"sport": "squash"}),
    )),
    Goods("GLF", 8, "F2 Racketar och golf", ("Wilson", "Ping", "Callaway", "Callidus"), (
        Model("Golfset"),
    )),
    Goods("FSK", 16, "F3 Skor", ("Adidas", "Nike", "Puma", "Umbro"), (
        Model("Fotbollsskor", attributes={"studs": "FG, gräs"}),
        Model("Inomhusskor", attributes={"studs": "IN, inomhus"}),
    )),
    Goods("FLY", 32, "G1 Flytvästar", _WATER, (
        Model("Räddningsväst", (0.0, 0.6), {"buoyancy": "100"}),
        Model("Flytväst", (0.3, 1.0), {"buoyancy": "50"}),
    )),
    Goods("VAT", 18, "G2 På och i vattnet", _WATER, (
        Model("Uppblåsbar SUP", (0.3, 0.7), {"type": "SUP"}),
        Model("Kajak", (0.5, 0.9), {"type": "kajak"}),
        Model("Kanot", (0.7, 1.0), {"type": "kanot"}),
    )),
    Goods("FIS", 12, "G3 Fiske", ("Abu Garcia", "Shimano", "Mora", "Berkley"), (
        Model("Kastspö", (0.4, 0.8), {"type": "kastspö"}),
        Model("Metspö", (0.5, 1.0), {"type": "metspö"}),
        Model("Pimpelspö", (0.0, 0.1), {"type": "pimpelspö"}),
        Model("Isborr", (0.2, 0.4), {"type": "isborr"}),
    )),
    Goods("TLT", 13, "H1 Tält", _CAMP, (
        Model("Kupoltält", (0.1, 0.6), {"season": "vår till höst"}),
        Model("Tunneltält", (0.1, 0.5), {"season": "hela året"}),
        Model("Familjetält", (0.4, 1.0), {"season": "sommar"}, (
            "innertält", "yttertält", "stänger", "mittstång", "pinnar", "linor", "matta", "påse",
        )),
    )),
    Goods("SOV", 24, "H2 Sovsäckar", _CAMP, (
        Model("Sovsäck", attributes={"type": "sovsäck"}),
        Model("Liggunderlag", (0.4, 0.8), {"type": "liggunderlag"}),
    )),
    Goods("RYG", 17, "H3 Ryggsäckar och kök", _CAMP, (
        Model("Ryggsäck", attributes={"type": "ryggsäck"}),
        Model("Bärstol", (0.1, 0.3), {"type": "bärstol"}),
    )),
    Goods("KOK", 8, "H3 Ryggsäckar och kök", ("Trangia", "Primus", "Optimus"), (
        Model("Stormkök", attributes={"fuel": "sprit"}),
        Model("Stormkök med gas", attributes={"fuel": "gas"}),
    )),
    Goods("PUL", 30, "I1 Pulkor", ("Stiga", "Hamax", "Plastex"), (
        Model("Pulka", attributes={"type": "pulka"}),
        Model("Stjärtlapp", attributes={"type": "stjärtlapp"}),
        Model("Snowracer", attributes={"type": "snowracer"}),
    )),
    Goods("PAR", 4, "I2 Parasport", ("Tessier", "Hippocampe", "Etac"), (
        Model("Sittski", attributes={"type": "sittski"}),
        Model("Biski", attributes={"type": "biski"}),
        Model("Kälke", attributes={"type": "kälke"}),
        Model("Goalballset", attributes={"type": "goalball"}),
    )),
    Goods("SPE", 14, "I3 Spel", ("Alga", "Bex", "Obut"), (
        Model("Kubbspel", parts=("kung", "10 kubbar", "6 kastpinnar", "4 hörnpinnar", "påse")),
        Model("Boule", parts=("8 klot", "lille", "väska")),
        Model("Krocket", parts=("klubbor", "klot", "bågar", "pinnar", "vagn")),
        Model("Schack", parts=("bräde", "32 pjäser")),
    )),
    Goods("KLA", 43, "I4 Kläder", _CLOTHES, (
        Model("Överdragsbyxor", (0.0, 0.8), {"type": "byxor"}),
        Model("Skaljacka", (0.0, 1.0), {"type": "jacka"}),
        Model("Vinteroverall", (0.0, 0.5), {"type": "overall"}),
        Model("Skidhandskar", (0.7, 1.0), {"type": "handskar"}),
    )),
)  # fmt: skip

NOTES = (
    "Liten repa på sidan, fungerar bra.",
    "Skänkt med påse.",
    "Märkt med grön tejp.",
    "Fint skick, knappt använd.",
    "Lite urblekt.",
    "Lagad en gång, håller.",
)

BENCH_NOTES = (
    "limmet torkar till i morgon",
    "båda sidor",
    "sitter hårt",
    "ny del är beställd",
    "provad, fungerar",
)
"""What the bench writes beside the tiles."""

BLOCKS = (
    "Spricka, visas för leverantören",
    "Reserverad till lägerskolan",
    "Saknar märkning, kontrolleras",
)

WORK_OTHERWISE = ("screw", "replace_part")
WORK = {
    "edge": ("edges", "wax"),
    "base": ("base", "wax"),
    "wax": ("wax", "edges"),
    "skin": ("base", "grip"),
    "binding": ("binding", "screw"),
    "ski_brake": ("binding",),
    "blunt": ("sharpen", "laces"),
    "rust": ("sharpen", "wash"),
    "blade": ("screw", "sharpen"),
    "lace": ("laces",),
    "dial": ("laces", "replace_part"),
    "buckle": ("buckle", "replace_part"),
    "strap": ("strap",),
    "velcro": ("strap", "seam"),
    "crotch_strap": ("strap", "check_vest"),
    "puncture": ("puncture",),
    "valve": ("puncture",),
    "leak": ("puncture", "check_vest"),
    "brake": ("brakes", "replace_part"),
    "chain": ("chain",),
    "gear": ("chain",),
    "grip": ("grip",),
    "handle": ("grip",),
    "wet": ("dry", "wash"),
    "wash": ("wash", "dry"),
    "dirty": ("wash",),
    "tear": ("seam",),
    "seam": ("seam",),
    "zip": ("seam", "replace_part"),
    "proofing": ("waterproof", "wash"),
    "blow": ("check_helmet",),
    "fit": ("check_helmet",),
    "padding": ("replace_part", "wash"),
    "screw": ("screw",),
}
"""What is done about a fault; whatever is not named gets a screw or a new part."""


@dataclass(frozen=True)
class Spare:
    """A kind of part in a drawer, the fault that it is for, and how many are few."""

    name: str
    category: str
    fault: str
    low: int
    size: str = ""


PARTS = (
    Spare("Spänne till slalompjäxa", "SLP", "buckle", 4),
    Spare("Rem till stav", "STV", "strap", 6),
    Spare("Truga", "STV", "basket", 6),
    Spare("Bindning", "LGS", "binding", 2, "NNN"),
    Spare("Skosnöre", "LGP", "lace", 6, "130 cm"),
    Spare("Skosnöre", "SKR", "lace", 10, "180 cm"),
    Spare("Skruv till skena", "SKR", "blade", 12),
    Spare("Spänne till hjälm", "HJA", "buckle", 5),
    Spare("Stoppning", "HJH", "padding", 3),
    Spare("Hjul", "INL", "wheel", 8, "76 mm"),
    Spare("Slang", "CYK", "puncture", 4, "26 tum"),
    Spare("Bromskloss", "CYK", "brake", 4),
    Spare("Kedja", "CYK", "chain", 1),
    Spare("Rem", "FLY", "strap", 3),
    Spare("Dragkedja", "KLA", "zip", 3),
)


@dataclass(frozen=True)
class CalledBack:
    """A recall: what it is about, who said so, so many days before the year is over."""

    maker: str
    model: str
    category: str
    source: str
    advice: str
    days_ago: int
    ended: bool = False


RECALLS = (
    CalledBack(
        "Baltic",
        "Räddningsväst",
        "FLY",
        "Konsumentverket",
        "Spännet kan öppna sig. Använd inte.",
        4,
    ),
    CalledBack("Giro", "Skidhjälm barn", "HJA", "Tillverkaren", "Hakremmen kan lossna.", 9),
    CalledBack(
        "Polaris", "Dragkärra", "CYK", "Konsumentverket", "Kontrollera kopplingen.", 140, ended=True
    ),
)
