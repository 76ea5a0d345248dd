"""What the open minutes cost: a search in ten thousand items, a page of a meeting, a long PDF."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from time import perf_counter
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from fritidsbank import clock
from fritidsbank.companion import minutes_store
from fritidsbank.migrating import migrate
from fritidsbank.minutes.rendition import GroupRef, MinutesPage
from fritidsbank.minutes.rules import ItemKind
from fritidsbank.settings import Settings
from tests.bench.running import Running, server
from tests.bench.table import Line, middle
from tests.minutes import public_world
from tests.ports import free_port

ALONE = ["fritidsbank.cli", "serve"]
MEETINGS, ITEMS, GROUPS = 1_000, 10, 20
SEARCHES, READERS, ROUNDS = 100, 200, 5
FIRST = date(2012, 1, 11)
_WORDS = """
hjälmar skridskor lokalen budgeten verkstaden sommarlovet hälsodagen föreningarna tältet skidorna
cyklarna praktiken handledarna öppettiderna affischen skolorna flytvästarna rullstolen kansliet
bussen isen köket nycklarna valideringen mallarna sponsorerna
"""
SUBJECTS = _WORDS.split()
SAID = (
    "Vi pratade om {0} och om {1}. Det som återstår är {2}, och det tar vi upp igen när {3} är "
    "klara. Alla var överens om att {1} är viktigast just nu."
)


def figures(folder: Path) -> Iterator[Line]:
    """A companion with a thousand meetings, beside a bare page of the same database."""
    meetings = _build(folder)
    os.environ |= {"FRITIDSBANK_ROOMS": "minutes", "BENCH_MINUTES": str(folder)}
    try:
        with (
            server(ALONE, folder, free_port()) as ours,
            server(["tests.bench.trivial"], folder, free_port()) as bare,
        ):
            yield from _search(_Reader(ours), _Reader(bare))
            yield from _pages(_Reader(ours), _Reader(bare), meetings)
    finally:
        del os.environ["FRITIDSBANK_ROOMS"], os.environ["BENCH_MINUTES"]
    yield _long_pdf(folder / "long.pdf")


def _search(ours: "_Reader", bare: "_Reader") -> Iterator[Line]:
    """Two words each time, and each time others, so that nothing was kept."""
    rng = Random(6)
    asked = [" ".join(rng.sample(SUBJECTS, 2)) for _ in range(SEARCHES)]
    took = [ours.seconds(f"/moten/sok?q={quote(each)}") for each in asked]
    median = middle(took) * 1000
    yield Line("search in 10,000 items, median", median, "ms", "<= 20 ms", median <= 20)
    pairs = []
    for n in range(ROUNDS):
        # Another capital letter, another address: whoever asks is never answered from memory.
        now = [each[: n + 1].upper() + each[n + 1 :] for each in asked]
        mine = ours.cpu_ms([f"/moten/sok?q={quote(each)}" for each in now])
        floor = bare.cpu_ms([f"/found?q={quote(each)}" for each in now])
        pairs.append((mine, floor))
    yield _beside("search, server CPU, beside the bare query's page", pairs)


def _pages(ours: "_Reader", bare: "_Reader", meetings: list[str]) -> Iterator[Line]:
    """One page that many read, as after a link was sent around; then every page once.

    What is kept is measured beside a short page made from memory, what is not beside one as long as
    ours that reads its row.
    """
    pairs = []
    for key in meetings[:ROUNDS]:
        ours.cpu_ms([f"/moten/{key}"])  # from then on it is kept
        mine = ours.cpu_ms([f"/moten/{key}"] * READERS)
        pairs.append((mine, bare.cpu_ms([f"/meeting?key={key}"] * READERS)))
    yield _beside("page of a meeting, server CPU, beside a bare one", pairs)
    # All of them once, each read by nobody before; no two in a row are of the same week.
    Random(2).shuffle(meetings)
    pairs = []
    for start in range(0, len(meetings), READERS):
        asked = meetings[start : start + READERS]
        mine = ours.cpu_ms([f"/moten/{key}" for key in asked])
        pairs.append((mine, bare.cpu_ms([f"/whole-meeting?key={key}" for key in asked])))
    yield _beside("the same of 1,000, each for the first time", pairs)
    pss = ours.running.pss_mb()
    yield Line("server memory (PSS) after all of them", pss, "MB", "<= 150 MB", pss <= 150)


def _beside(what: str, pairs: list[tuple[float, float]]) -> Line:
    ratio = middle([mine / floor for mine, floor in pairs])
    mine, floor = (middle([pair[each] for pair in pairs]) for each in (0, 1))
    return Line(what, mine, "ms", "ratio <= 2", ratio <= 2, floor)


class _Reader:
    """A citizen with a browser, and what the questions cost the server."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.wire = HTTPConnection("localhost", running.port, timeout=60)

    def seconds(self, path: str) -> float:
        """Until the whole answer is there."""
        began = perf_counter()
        self.wire.request("GET", path)
        answer = self.wire.getresponse()
        body = answer.read()
        if answer.status != 200 or len(body) < 500:
            raise RuntimeError(f"{path}: {answer.status}")
        return perf_counter() - began

    def cpu_ms(self, paths: list[str]) -> float:
        """Processor time of one answer, on average."""
        before = self.running.cpu_ms()
        for path in paths:
            self.seconds(path)
        return (self.running.cpu_ms() - before) / len(paths)


def _build(folder: Path) -> list[str]:
    """A thousand meetings with ten items each, published; their keys."""
    folder.mkdir(mode=0o700)
    store = minutes_store(Settings.from_environment({"FRITIDSBANK_DATA": str(folder)}))
    migrate(store)
    rng, keys, moment = Random(1), [], clock.now()
    with store.writing() as db:
        public_world.publish(db, public_world.SITE, now=moment)
        for number in range(GROUPS):
            group = replace(public_world.GROUP, slug=f"grupp-{number}", name=f"Grupp {number}")
            public_world.publish(db, group, now=moment)
        for number in range(MEETINGS):
            made = _minutes(rng, number)
            public_world.publish(db, made, now=moment)
            keys.append(f"{made.group.slug}/{made.slug}")
        db.commit()
    store.close()
    return keys


def _minutes(rng: Random, number: int) -> MinutesPage:
    day = FIRST + timedelta(weeks=number // GROUPS)
    begins = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    items = []
    for place in range(1, ITEMS + 1):
        words = [rng.sample(SUBJECTS, 4) for _ in range(3)]
        said = [SAID.format(*each) for each in words]
        title = f"Om {words[0][0]}"
        kind = rng.choice([ItemKind.INFORMATION, ItemKind.DISCUSSION, ItemKind.DECISION])
        items.append(public_world.item(place, title, *said, kind=kind))
    return replace(
        public_world.MINUTES,
        group=GroupRef(f"grupp-{number % GROUPS}", f"Grupp {number % GROUPS}"),
        slug=day.isoformat(),
        uid=f"{number}@bench",
        starts_at=begins,
        ends_at=begins + timedelta(minutes=90),
        items=tuple(items),
    )


def _long_pdf(file: Path) -> Line:
    """Twenty pages of minutes, read by the command as somebody would."""
    paper = Canvas(str(file))
    rng = Random(2)
    for page in range(20):
        height = 800.0
        paper.setFont("Helvetica", 11)
        paper.drawString(60, height, f"Ledningsgrupp för utveckling 19 april 2017 sida {page + 1}")
        for number in range(12):
            height -= 28
            paper.setFont("Helvetica-Bold", 12)
            paper.drawString(60, height, f"Om {rng.choice(SUBJECTS)} {page}-{number}")
            paper.setFont("Helvetica", 11)
            for _ in range(2):
                height -= 14
                paper.drawString(60, height, SAID.format(*rng.sample(SUBJECTS, 4))[:90])
        paper.showPage()
    paper.save()
    command = [sys.executable, "-m", "fritidsbank.cli", "minutes", "read", str(file), "--json"]
    began = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    took = perf_counter() - began
    return Line("reading a PDF of 20 pages", took, "s", "<= 3 s", took <= 3)
