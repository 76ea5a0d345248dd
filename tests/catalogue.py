"""The sentences of the program, and the Swedish catalogue kept in step with them.

`make messages` brings new sentences in without a translation, keeps what is translated, and drops
what nobody says any more.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tests.tracked import HOUSE, tracked

SWEDISH = HOUSE / "fritidsbank/translations/sv/LC_MESSAGES/messages.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,  # what {% trans %} becomes
    "ngettext": (1, 2),
    "say_many": (1, 2),
}
_READERS = {".py": "python", ".html": "jinja2", ".js": "javascript"}
_OPTIONS = {"jinja2": {"silent": "false", "trimmed": "true"}}
# No dates: two people who add a sentence each should not meet in the header.
_HEADER = """\
# Swedish. `make messages` brings new sentences in; write their translations here.
msgid ""
msgstr ""
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def sources() -> Iterator[Path]:
    """Every file that may hold sentences for people."""
    for path in tracked():
        if path.parts[0] in {"fritidsbank", "templates"} and path.suffix in _READERS:
            yield path


def spoken() -> Catalog:
    """All sentences of the program, with the files that say them."""
    catalogue = Catalog(locale="sv", charset="utf-8")
    for path in sources():
        reader = _READERS[path.suffix]
        with (HOUSE / path).open("rb") as file:
            for _, msgid, _, context in extract(
                reader, file, keywords=KEYWORDS, options=_OPTIONS.get(reader, {})
            ):
                if msgid:
                    catalogue.add(msgid, locations=[(path.as_posix(), 0)], context=context)
    return catalogue


def translated() -> Catalog:
    """The Swedish catalogue as it stands."""
    if not SWEDISH.exists():
        return Catalog(locale="sv", charset="utf-8")
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def write(catalogue: Catalog) -> None:
    """Sorted by sentence and without line numbers, so that a change shows what changed."""
    written = BytesIO()
    write_po(
        written,
        catalogue,
        width=100,
        omit_header=True,
        ignore_obsolete=True,
        include_lineno=False,
        sort_output=True,
    )
    SWEDISH.parent.mkdir(parents=True, exist_ok=True)
    SWEDISH.write_text(_HEADER + written.getvalue().decode().strip() + "\n", encoding="utf-8")


def main() -> None:
    """Update the file and say what is left to translate."""
    catalogue = translated()
    catalogue.update(spoken(), no_fuzzy_matching=True)
    write(catalogue)
    left = [message for message in translated() if message.id and not all(texts(message.string))]
    print(f"{len(catalogue)} sentences, {len(left)} to translate: {SWEDISH.relative_to(HOUSE)}")


def texts(strings: object) -> list[str]:
    """One text, or the forms of a plural, as a list."""
    return [strings] if isinstance(strings, str) else list(strings)  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
