"""Facts for every design: with å, ä and ö, with the longest that a shop writes, with the least."""

from collections.abc import Sequence
from typing import Any

from fritidsbank.barcodes import Kind, own
from fritidsbank.labels.rules import (
    ArticleFacts,
    CardFacts,
    CommandFacts,
    PlaceFacts,
    PosterFacts,
    SheetFacts,
)

HOME = "https://disk.example.se"
SHOP = "Fritidsbanken Åkersberga"
SHORT, LONG = own(Kind.ARTICLE, 1).digits, own(Kind.ARTICLE, 500_000 + 1_234).digits

ARTICLE = ArticleFacts(SHORT, HOME, "Slalompjäxor Nordica", "26,5", "Slalompjäxor", SHOP)
LONG_ARTICLE = ArticleFacts(
    LONG,
    HOME,
    "Längdskidor för klassisk åkning med bindning och väldigt långt namn",
    "180–185 cm",
    "Längdskidor, klassiska",
    "Fritidsbanken Örnsköldsvik-Själevad",
)
PLAIN_ARTICLE = ArticleFacts(own(Kind.ARTICLE, 42).digits, HOME, "Fotboll", "", "Bollar", SHOP)
BARE_ARTICLE = ArticleFacts(own(Kind.ARTICLE, 7_777).digits, HOME)
ARTICLES = (ARTICLE, LONG_ARTICLE, PLAIN_ARTICLE, BARE_ARTICLE)

COMMANDS = SheetFacts(
    "Kommandokoder",
    [
        CommandFacts(own(Kind.COMMAND, serial).digits, said)
        for serial, said in enumerate(
            [
                [
                    ("Klar", "Låntagaren är färdig. Skanna den här före nästa."),
                    ("Done", "The borrower is finished. Scan this before the next one."),
                ],
                [
                    ("Ångra", "Tar tillbaka det som gjordes senast."),
                    ("Undo", "Takes back what was done last."),
                ],
                [
                    ("Till verkstaden", "För prylen som just kom tillbaka."),
                    ("To the workshop", "For the article that was just taken back."),
                ],
                [
                    ("Förläng", "En lånetid till för allt som låntagaren har."),
                    ("Extend", "Another loan time for all that the borrower has."),
                ],
            ],
            start=1,
        )
    ],
)
POSTER = PosterFacts(
    SHOP,
    f"{HOME}/lagersaldo",
    [
        (
            "Vad finns inne just nu?",
            (
                "Skridskor, skidor, hjälmar, tält: se vad du kan låna, i vilka storlekar, "
                "innan du kommer."
            ),
            "Håll mobilens kamera över rutan.",
        ),
        (
            "What is in just now?",
            (
                "Skates, skis, helmets, tents: see what you can borrow, in which sizes, "
                "before you come."
            ),
            "Hold the camera of your telephone over the square.",
        ),
    ],
)

SAMPLES: dict[str, Sequence[Any]] = {
    "article": ARTICLES,
    "small": ARTICLES,
    "ladder": ARTICLES,
    "flag": ARTICLES,
    "shelf": (
        PlaceFacts(own(Kind.PLACE, 1).digits, "Fack Å7", "Hylla", SHOP),
        PlaceFacts(
            own(Kind.PLACE, 100_000 + 9).digits,
            "Längst in i källarförrådet bakom skidställen",
            "Förråd",
            LONG_ARTICLE.shop,
        ),
    ),
    "card": (
        CardFacts(own(Kind.CARD, 1).digits, SHOP),
        CardFacts(own(Kind.CARD, 100_000 + 9).digits, LONG_ARTICLE.shop, "Förskolan Blåsippan"),
    ),
    "commands": (COMMANDS,),
    "poster": (POSTER,),
}
"""By the name of the design."""
