"""Two people and two tablets in the same moment: one closes, and nothing is lost or done twice."""

from collections.abc import Callable

from fritidsbank.counter.actions import check_in_seen
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stocktake.closing import CountedMeanwhile, close
from tests import make
from tests.at_once import at_once, saying
from tests.stocktake.conftest import Count

ROUNDS = 8


def closing(count: Count) -> Callable[[], object]:
    """Somebody who has read what differs presses the button."""
    signed, version = count.signed(), count.counts().version

    def press() -> str:
        with count.store.writing() as db:
            close(db, count.id, version, check_in_seen, signed=signed)
            db.commit()
        return "closed"

    return press


def scanning(count: Count, tablet: make.Tablet, thing: Thing) -> Callable[[], object]:
    """A tablet scans something."""
    return saying(tablet, "count", stocktake=count.id, article=thing.code)


def test_of_two_people_who_close_it_one_is_told_that_it_is_closed(count: Count) -> None:
    for _ in range(ROUNDS):
        boots = count.registers()
        count.begins()

        assert sorted(map(str, at_once(closing(count), closing(count)))) == ["closed", "has_ended"]
        assert count.sees(boots).spot.kind is PlaceKind.MISSING
    assert count.is_healthy()


def test_two_tablets_that_scan_the_same_thing_count_it_once(count: Count) -> None:
    for _ in range(ROUNDS):
        boots = count.registers()
        count.begins()

        said = at_once(*(scanning(count, tablet, boots) for tablet in (count.tablet, count.other)))

        assert sorted(map(str, said)) == ["counted", "counted_again"]
        assert (count.counts().found, count.counts().again) == (1, 1)
        count.closes()


def test_what_is_lent_in_the_moment_of_closing_is_lent_or_missing_and_never_both(
    count: Count,
) -> None:
    for _ in range(ROUNDS):
        boots = count.registers()
        count.begins()

        said = at_once(
            closing(count),
            saying(count.other, "check_out", article=boots.code, borrower=count.borrower),
        )

        stands = count.sees(boots).spot.kind
        assert (said[1], stands) in {
            ("lent", PlaceKind.OUT),
            ("missing", PlaceKind.MISSING),
        }
    assert count.is_healthy()


def test_what_is_scanned_in_the_moment_of_closing_is_counted_or_kept(count: Count) -> None:
    for _ in range(ROUNDS):
        boots = count.registers()
        count.begins()

        said = at_once(closing(count), scanning(count, count.tablet, boots))

        assert said in (["closed", "stocktake_ended"], [CountedMeanwhile.code_name(), "counted"])
        if said[1] == "counted":
            count.closes()
    assert count.is_healthy()
