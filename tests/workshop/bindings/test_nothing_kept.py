"""What somebody weighs, their height, age and how they ski is kept nowhere."""

import logging
import re
from pathlib import Path

import pytest

from fritidsbank.settings import Settings
from fritidsbank.stock.queries import Thing
from fritidsbank.workshop.models import BindingSetting
from tests import make
from tests.snapshots import snapshot
from tests.staff.crew import Crew
from tests.workshop.bindings.conftest import at, sealed_in

MEASURES = {"weight": "71,37", "height": "171.83", "age": "37,91", "type": "III+"}
"""Numbers that stand nowhere else; III+ moves them to a value of their own."""
TRACES = re.compile(
    "|".join(re.escape(each) for each in ["71,37", "71.37", "171.83", "37,91", "37.91", "III"])
)


def tries(crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing) -> list[str]:
    """Everything is tried with them, also wrongly; the addresses that were asked."""
    sole = {"boot": boots.code, "sole": ""}
    pages = [sven.sends_form(at(skis), **(MEASURES | sole))]
    sealed = sealed_in(pages[0])
    pages += [
        sven.sends_form(at(skis), **(MEASURES | {"sole": "31,5"})),
        sven.sends_form(at(skis), **(MEASURES | {"weight": "9999,71,37", "sole": "315"})),
        crew.disken.sends_form(at(skis), **(MEASURES | sole)),
        sven.sends_form(at(skis, "sole"), **(MEASURES | sole)),
        sven.sends_form(at(skis, "set"), **(MEASURES | {"found": sealed, "front": "99"})),
        sven.sends_form(
            at(skis, "set"), **(MEASURES | {"found": sealed, "front": "7", "heel": "7"})
        ),
        sven.sends_form(at(skis, "card"), **MEASURES),
        sven.sends_form("/language", **(MEASURES | {"language": "en", "next": at(skis)})),
    ]
    return [page.request.url + page.headers.get("Location", "") for page in pages]


def test_no_row_holds_them(crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing) -> None:
    tries(crew, sven, skis, boots)
    kept = [
        (table, row)
        for table, rows in snapshot(crew.store).items()
        for row in map(str, rows)
        if TRACES.search(row)
    ]
    assert kept == []
    with crew.store.reading() as db:
        assert db.query(BindingSetting).count() == 2, "they were used, and led to something"


@pytest.mark.one_database
def test_no_byte_of_the_folder_holds_them(
    settings: Settings, crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing
) -> None:
    tries(crew, sven, skis, boots)
    looked_at = [file for file in Path(settings.data).rglob("*") if file.is_file()]
    assert {"fritidsbank.db", "fritidsbank.db-wal"} <= {file.name for file in looked_at}
    traces = [rb"71[.,]37", rb"171[.,]83", rb"37[.,]91"]
    found = [
        (file.name, trace)
        for file in looked_at
        for trace in traces
        if re.search(trace, file.read_bytes())
    ]
    assert found == []


@pytest.mark.one_database
def test_no_address_and_no_line_of_the_log_holds_them(
    caplog: pytest.LogCaptureFixture, crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = tries(crew, sven, skis, boots)
    assert [address for address in asked if TRACES.search(address)] == []
    assert TRACES.search(caplog.text) is None


@pytest.mark.one_database
def test_the_sealed_value_says_nothing_of_them(sven: make.Visitor, skis: Thing) -> None:
    def told(**skier: str) -> list[str]:
        page = sven.sends_form(at(skis), sole="315", **skier)
        return sealed_in(page).split(".")[:5]

    tall = told(weight="70", height="190", age="30", type="II")
    assert tall == told(weight="72", height="170", age="40", type="II")
    assert tall == told(weight="60", height="162", age="20", type="III")
