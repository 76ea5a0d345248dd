"""What is done at a bench, and what a repair says was done."""

from collections.abc import Callable

import pytest

from fritidsbank.paths import resource
from fritidsbank.stock.catalogue import load as catalogue
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.work import load, mending_first, read, work_in
from tests import make

RepairOf = Callable[[str], Repair | None]
KINDS = [entry for entry in catalogue() if entry.parent is not None]
HELMETS = {"HJA", "HJC", "HJS", "HJH"}
HOPELESS = {"crack", "broken", "worn", "shaft"}
"""What cannot always be mended."""
LONGEST_SENTENCE = 45


def words(works: list[str]) -> str:
    """A list of such work, as it is written in the file."""
    return "\n".join(
        f'[[work]]\ncode = "{code}"\nword = "a"\nword_en = "b"\nplain = "c"\nplain_en = "d"\n'
        'icon = "work-wash"'
        for code in works
    )


@pytest.fixture
def done(repair_of: RepairOf, at_bench: str) -> Callable[[], list[str]]:
    """What was done with the skates so far."""

    def read_it() -> list[str]:
        repair = repair_of(at_bench)
        assert repair is not None
        return repair.work

    return read_it


@pytest.mark.one_database
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_whatever_may_be_wrong_there_is_something_to_do_about_it(kind: object) -> None:
    entry = next(one for one in KINDS if one is kind)
    offered = work_in(entry.code)
    helpless = [
        fault.code
        for fault in entry.faults
        if fault.code not in HOPELESS and not any(fault.code in work.mends for work in offered)
    ]
    assert helpless == []


@pytest.mark.one_database
def test_no_buckle_of_a_helmet_is_changed() -> None:
    assert not any("buckle" in {work.code for work in work_in(code)} for code in HELMETS)


@pytest.mark.one_database
def test_a_category_that_the_shop_has_added_has_the_general_ones() -> None:
    assert [work.code for work in work_in("RAKET")] == ["wash", "screw", "replace_part", "other"]


@pytest.mark.one_database
def test_what_takes_care_of_the_fault_is_offered_first() -> None:
    assert mending_first(work_in("SKR"), "lace")[0].code == "laces"
    assert mending_first(work_in("SKR"), "") == work_in("SKR")


@pytest.mark.one_database
def test_only_categories_and_faults_of_the_catalogue_are_named() -> None:
    codes = {entry.code for entry in KINDS}
    faults = {fault.code for entry in KINDS for fault in entry.faults}
    assert all(work.categories <= codes and work.mends <= faults for work in load())


@pytest.mark.one_database
def test_each_has_a_picture_and_a_sentence_that_fits_on_its_tile() -> None:
    drawn = (resource("static") / "icons" / "bench.svg").read_text(encoding="utf-8")
    assert all(f'id="{work.icon}"' in drawn for work in load())
    assert max(len(work.plain) for work in load()) <= LONGEST_SENTENCE


@pytest.mark.one_database
@pytest.mark.parametrize("wrong", [["wash", "wash"], ["Wash"], ["w" * 21]])
def test_a_file_that_is_wrong_says_so(wrong: list[str]) -> None:
    with pytest.raises(ValueError, match="work"):
        read(words(wrong))


def test_what_was_done_is_said_one_tile_at_a_time_and_taken_back(
    bench: make.Tablet, at_bench: str, done: Callable[[], list[str]]
) -> None:
    for code in ("sharpen", "laces", "sharpen"):
        bench.says("repair_note", article=at_bench, did=code)
    assert done() == ["sharpen", "laces"]
    bench.says("repair_note", article=at_bench, did_not="sharpen")
    assert done() == ["laces"]


def test_all_that_was_done_is_said_at_once(
    bench: make.Tablet, at_bench: str, done: Callable[[], list[str]]
) -> None:
    bench.says("repair_note", article=at_bench, work=["wash", "dry", "wash"])
    assert done() == ["wash", "dry"]


@pytest.mark.parametrize("said", [{"work": ["pray"]}, {"did": "pray"}])
def test_work_that_nobody_does_is_refused(
    bench: make.Tablet, at_bench: str, said: dict[str, object]
) -> None:
    assert bench.says("repair_note", article=at_bench, **said)["outcome"] == "no_such_work"
