"""The machine: what came out of it, what is wrong with it, and what it answers."""

from collections import deque
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Condition
from typing import Protocol, cast

from PIL import Image

from fritidsbank.printing.emulators.faults import Fault, Head, Roll, Standing
from fritidsbank.printing.emulators.incoming import Asked, Event, Incoming, Printed, Remark
from fritidsbank.refusals import N_

HEADS = {"zpl": Head(832, 203), "escpos": Head(576, 203), "brother": Head(720, 300)}
"""Each language that can be emulated, with a usual head."""
KEPT_PAGES = 200
"""That came out, and that wait for paper: then the memory of the machine is full."""
ANOTHER_ROLL: Roll = (29, 42)
"""What lies in it when the fault is a wrong roll."""
RED = "#c8102e"
Tell = Callable[..., None]
"""Says a sentence with its facts: the terminal's, as `Shop.tell`."""


class Language(Protocol):
    """What each language's file offers."""

    STOPPED_BY: set[Fault]
    KEEPS: bool

    def read(self, incoming: Incoming, head: Head) -> Iterator[Event]:
        """What comes in becomes pages, questions and remarks."""
        ...

    def answer(self, question: bytes, standing: Standing) -> bytes:
        """What it says when it is asked."""
        ...

    def report(self, standing: Standing) -> bytes:
        """What it says by itself when a page came."""
        ...


def language(name: str) -> Language:
    """One of HEADS."""
    return cast("Language", import_module(f"fritidsbank.printing.emulators.{name}"))


class Machine:
    """One printer, used by the threads of all its connections at once."""

    def __init__(
        self,
        speaks: str,
        *,
        head: Head | None = None,
        roll: Roll = Standing.roll,
        folder: Path | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.language = language(speaks)
        self.head = head or HEADS[speaks]
        self.pages: list[Image.Image] = []
        """The last of them, the newest at the end; all ink of them is black."""
        self.printed = 0
        """How many pages came out in all."""
        self.remarks: deque[str] = deque(maxlen=KEPT_PAGES)
        self.port = 0
        self._roll = roll
        self._folder = folder
        self._tell = tell
        self._fault = Fault.OK
        self._waiting: deque[Printed] = deque(maxlen=KEPT_PAGES)
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._numbers = _numbers(folder)
        self.changed = Condition()
        """Held while something changes; whoever waits for a change waits here."""
        self.is_over = False

    @property
    def fault(self) -> Fault:
        """What is wrong with it just now."""
        return self._fault

    @fault.setter
    def fault(self, word: str) -> None:
        """Raises ValueError for a word that is no fault. What waited for paper comes out."""
        with self.changed:
            self._fault = Fault(word)
            if self._fault not in self.language.STOPPED_BY:
                while self._waiting:
                    self._come_out(self._waiting.popleft())
            self.changed.notify_all()

    @property
    def standing(self) -> Standing:
        """How it stands, for whoever asks."""
        roll = ANOTHER_ROLL if self._fault is Fault.ROLL else self._roll
        return Standing(self._fault, len(self._waiting), roll)

    def wait_for(self, printed: int, timeout: float = 5.0) -> bool:
        """Whether so many pages have come out in all, within so many seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: self.printed >= printed, timeout)

    def pause(self, seconds: float | None, fault: Fault) -> None:
        """As long as it has this fault, at most so long."""
        with self.changed:
            self.changed.wait_for(lambda: self.is_over or self._fault is not fault, seconds)

    def switch_off(self) -> None:
        """Nobody waits any longer."""
        with self.changed:
            self.is_over = True
            self.changed.notify_all()

    def take(self, event: Event) -> bytes:
        """Do it, and give what is to be said in return."""
        match event:
            case Asked(question):
                return self.language.answer(question, self.standing)
            case Remark(sentence, facts):
                self.say(sentence, **facts)
                return b""
            case Printed():
                return self._print(event)

    def say(self, sentence: str, **facts: object) -> None:
        """On the terminal, and among the remarks."""
        self.remarks.append(sentence.format(**facts))
        if self._tell:
            self._tell(sentence, **facts)

    def _print(self, job: Printed) -> bytes:
        standing = self.standing
        if job.roll and job.roll != self._roll and self._fault is Fault.OK:
            standing = Standing(Fault.ROLL, standing.waiting, self._roll)
            asked, there = (f"{across} x {along} mm" for across, along in (job.roll, self._roll))
            self.say(
                N_("The page asks for a roll of {asked}, and {there} is in the printer."),
                asked=asked,
                there=there,
            )
        with self.changed:
            if standing.fault not in self.language.STOPPED_BY:
                for _ in range(job.copies):
                    self._come_out(job)
            elif self.language.KEEPS:
                self._waiting.extend([job] * job.copies)
            self.changed.notify_all()
        return b"" if job.quiet else self.language.report(standing)

    def _come_out(self, job: Printed) -> None:
        page = job.page
        self.pages = [*self.pages[-KEPT_PAGES + 1 :], page]
        if self._folder:
            name = f"label-{next(self._numbers):04}.png"
            _seen(job).save(self._folder / name, dpi=(self.head.dpi, self.head.dpi))
            size = " x ".join(f"{dots * 25.4 / self.head.dpi:.0f}" for dots in page.size)
            self.say(N_("{name}: {size} mm"), name=name, size=size)
        self.printed += 1


def _seen(job: Printed) -> Image.Image:
    """As it looks on the paper."""
    if not job.red:
        return job.page
    seen = job.page.convert("RGB")
    seen.paste(RED, (0, 0), job.red.point(lambda dot: 255 - dot))
    return seen


def _numbers(folder: Path | None) -> Iterator[int]:
    """From the first number that is free."""
    files = folder.glob("label-*.png") if folder else ()
    there = [int(file.stem[6:]) for file in files if file.stem[6:].isdigit()]
    yield from count(max(there, default=0) + 1)


def pages_of(speaks: str, job: bytes, head: Head | None = None) -> list[Image.Image]:
    """What a job would print, without a line. Raises JobTooLarge, PageTooLong."""
    read = language(speaks).read(Incoming.of([job]), head or HEADS[speaks])
    return [event.page for event in read if isinstance(event, Printed) for _ in range(event.copies)]
