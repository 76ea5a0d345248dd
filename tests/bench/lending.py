"""What a check-out costs, how it behaves in a queue, and whether it stays flat."""

import json
import multiprocessing
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.bench.running import Running, Tablet, Wire, new_borrower, operation
from tests.bench.table import Line, middle, percentile

CLIENTS = 8
ROUNDS = 5
FLAT_ROUNDS = 20


@dataclass(frozen=True)
class Counter:
    """A server, a tablet signed in there, a borrower, and own numbers of articles on the shelf."""

    running: Running
    tablet: Tablet
    borrower: str
    articles: list[str]

    def lend(self, articles: list[str]) -> list[float]:
        """Check these out in baskets of four; the milliseconds of each."""
        bodies = []
        for first in range(0, len(articles), 4):
            visit = str(uuid4())
            bodies += [
                operation("check_out", article=article, borrower=self.borrower, visit=visit)
                for article in articles[first : first + 4]
            ]
        return [_timed(self.tablet, body, "lent") for body in bodies]

    def take_back(self, articles: list[str]) -> list[float]:
        """Check these in again; the milliseconds of each."""
        bodies = [operation("check_in", article=article) for article in articles]
        return [_timed(self.tablet, body, "returned") for body in bodies]


def cost(counter: Counter, floor: Running) -> Line:
    """Server CPU of one check-out over HTTP beside a trivial view, median of interleaved rounds."""
    articles = counter.articles[:200]
    sample = operation("check_out", article=articles[0], borrower=counter.borrower)
    plain = Wire(floor.port, counter.tablet.headers)
    ours, trivial = [], []
    counter.lend(articles)
    counter.take_back(articles)
    for _ in range(ROUNDS):
        before = counter.running.cpu_ms()
        counter.lend(articles)
        ours.append((counter.running.cpu_ms() - before) / len(articles))
        before = floor.cpu_ms()
        for _ in articles:
            plain.post(sample)
        trivial.append((floor.cpu_ms() - before) / len(articles))
        counter.take_back(articles)
    ratios = [mine / theirs for mine, theirs in zip(ours, trivial, strict=True)]
    ratio = middle(ratios)
    value, bare = middle(ours), middle(trivial)
    return Line(
        "check-out, server CPU (median of 5 rounds)", value, "ms", "ratio <= 8", ratio <= 8, bare
    )


def syncs(counter: Counter) -> Line:
    """How often the disk is asked to be sure, for one check-out, besides checkpoints."""
    articles = counter.articles[:60]
    trace = subprocess.Popen(
        ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-p", str(counter.running.worker)],
        stderr=subprocess.PIPE,
        text=True,
    )
    stderr = trace.stderr
    if stderr is None:
        raise RuntimeError("strace says nothing")
    stderr.readline()  # attached
    counter.lend(articles)
    trace.terminate()
    calls = [line for line in stderr.read().splitlines() if re.search(r"f(data)?sync\(", line)]
    log = sum("-wal>" in call for call in calls)
    checkpoints = sum(".db>" in call for call in calls)
    counter.take_back(articles)
    # A checkpoint syncs the log before it and the log's new head after it.
    least, most = (log - 2 * checkpoints) / len(articles), log / len(articles)
    return Line("check-out, fsyncs besides checkpoints", least, "syncs", "= 1", least <= 1 <= most)


def queue(port: int, people: tuple[str, str], articles: list[str]) -> list[Line]:
    """Eight tablets at once beside one: no stalls, and no fewer check-outs a second."""
    share = len(articles) // CLIENTS
    alone = _crowd(port, people, [articles[: share * 2]])
    together = _crowd(port, people, [articles[n * share : (n + 1) * share] for n in range(CLIENTS)])
    half, p99, worst = middle(together.ms), percentile(together.ms, 0.99), max(together.ms)
    return [
        Line("8 clients, p99 beside the median", p99, "ms", "ratio <= 3", p99 <= 3 * half, half),
        Line(
            "8 clients, worst beside the median",
            worst,
            "ms",
            "<= median + 100 ms",
            worst <= half + 100,
            half,
        ),
        Line(
            "8 clients, check-outs and returns a second beside 1",
            together.rate,
            "/s",
            "ratio >= 0.9",
            together.rate >= 0.9 * alone.rate,
            alone.rate,
        ),
    ]


def flat(what: str, full: Callable[[], list[float]], empty: Callable[[], list[float]]) -> Line:
    """Two ways of lending, interleaved for twenty rounds: the median of the ratios of medians."""
    ratios, mine, bare = [], [], []
    for _ in range(FLAT_ROUNDS):
        first, second = full(), empty()
        mine.append(middle(first))
        bare.append(middle(second))
        ratios.append(mine[-1] / bare[-1])
    ratio = middle(ratios)
    return Line(what, ratio * middle(bare), "ms", "ratio <= 1.2", ratio <= 1.2, middle(bare))


def flatness(full: Counter, empty: Counter, heavy: Counter) -> list[Line]:
    """The same work with a long history, with heavy things, and late in a long basket."""
    some, others = full.articles[:20], empty.articles[:20]

    def lend_and_return(counter: Counter, articles: list[str]) -> list[float]:
        times = counter.lend(articles)
        counter.take_back(articles)
        return times

    def one_by_one(counter: Counter) -> list[float]:
        return [time for _ in some for time in lend_and_return(counter, counter.articles[:1])]

    def basket() -> tuple[float, float]:
        visit, articles = str(uuid4()), full.articles[:50]
        times = [
            _timed(
                full.tablet,
                operation("check_out", article=article, borrower=full.borrower, visit=visit),
                "lent",
            )
            for article in articles
        ]
        full.take_back(articles)
        return times[49], times[1]

    pairs = [basket() for _ in range(FLAT_ROUNDS)]
    ratio = middle([late / early for late, early in pairs])
    return [
        flat(
            "check-out with 1,000,000 past loans beside an empty shop",
            lambda: lend_and_return(full, some),
            lambda: lend_and_return(empty, others),
        ),
        flat(
            "borrower with 200 out, article with 1,000 past loans",
            lambda: one_by_one(heavy),
            lambda: one_by_one(empty),
        ),
        Line(
            "the 50th scan of a basket beside the 2nd",
            ratio * middle([early for _, early in pairs]),
            "ms",
            "ratio <= 1.2",
            ratio <= 1.2,
            middle([early for _, early in pairs]),
        ),
    ]


@dataclass(frozen=True)
class Crowd:
    """What several clients saw together."""

    ms: list[float]
    rate: float


def _crowd(port: int, people: tuple[str, str], shares: list[list[str]]) -> Crowd:
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(len(shares))
    answers = context.Queue()
    clients = [
        context.Process(target=_client, args=(port, people, share, start, answers))
        for share in shares
    ]
    for client in clients:
        client.start()
    found = [answers.get(timeout=300) for _ in clients]
    for client in clients:
        client.join()
    ms = [one for times, _, _ in found for one in times]
    seconds = max(end for _, _, end in found) - min(begin for _, begin, _ in found)
    return Crowd(ms, len(ms) / seconds)


def _client(port: int, people: tuple[str, str], articles: list[str], start, answers) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    tablet = Tablet(port, *people)
    borrower = new_borrower(tablet)
    counter = Counter(Running(0, port), tablet, borrower, articles)
    start.wait()
    begin = time.time()  # noqa: TID251 - seconds between processes
    times: list[float] = []
    for _ in range(4):
        times += counter.lend(articles)
        times += counter.take_back(articles)
    answers.put((times, begin, time.time()))  # noqa: TID251


def _timed(tablet: Tablet, body: bytes, outcome: str) -> float:
    begin = time.perf_counter()
    status, answer = tablet.post(body)
    took = (time.perf_counter() - begin) * 1000
    if status != 200 or json.loads(answer)["answers"][0]["outcome"] != outcome:
        raise RuntimeError(f"{status}: {answer[:300]!r}")
    return took
