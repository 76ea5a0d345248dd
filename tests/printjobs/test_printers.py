"""What a branch may say of its printers, and who of them prints what."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from fritidsbank.printing.addresses import BadAddress, NotReachedSo
from fritidsbank.printing.profiles import NoSuchMedium, NoSuchPrinter
from fritidsbank.printjobs.actions import (
    Described,
    add_printer,
    change_printer,
    enrol_agent,
    load_medium,
    remove_printer,
    revoke_agent,
)
from fritidsbank.printjobs.models import ShopPrinter
from fritidsbank.printjobs.queries import (
    agent_of,
    agent_with_token,
    agents_of,
    any_printers,
    has_printer_for,
    printer_for,
    printer_of,
    printers_of,
)
from fritidsbank.printjobs.rules import (
    JobState,
    NoPrinter,
    NoSuchAgent,
    NoSuchShopPrinter,
    PrinterNameNeeded,
    Purpose,
)
from fritidsbank.printjobs.taking import note_printer
from fritidsbank.refusals import Refusal
from tests import make
from tests.conftest import Shop
from tests.printjobs.conftest import Queue


@pytest.mark.parametrize(
    ("described", "refusal"),
    [
        (replace(make.ZEBRA, name="  "), PrinterNameNeeded),
        (replace(make.ZEBRA, name="å" * 81), PrinterNameNeeded),
        (replace(make.ZEBRA, model="zebra"), NoSuchPrinter),
        (replace(make.ZEBRA, medium="no-such-roll"), NoSuchMedium),
        (replace(make.ZEBRA, address="file:///etc/passwd"), BadAddress),
        (replace(make.ZEBRA, address="ipp://127.0.0.1/ipp/print"), NotReachedSo),
        (replace(make.ZEBRA, agent="no such agent"), NoSuchAgent),
    ],
)
def test_what_cannot_be_a_printer_is_refused(
    shop: Shop, db: Session, described: Described, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        add_printer(db, shop.branch, described)


def test_an_agent_of_another_branch_is_no_agent_here(shop: Shop, db: Session) -> None:
    other = make.branch(db, "Ringstorp")
    agent, _ = enrol_agent(db, other, "Datorn i Ringstorp", now=shop.now)

    with pytest.raises(NoSuchAgent):
        add_printer(db, shop.branch, replace(make.ZEBRA, agent=agent.id))


def test_the_first_printer_for_a_purpose_has_it(
    shop: Shop, db: Session, zebra: ShopPrinter
) -> None:
    add_printer(db, shop.branch, replace(make.ZEBRA, name="En till"))

    assert printer_for(db, shop.branch, Purpose.LABELS) is zebra


def test_a_branch_without_a_printer_for_it_is_told(
    shop: Shop, db: Session, zebra: ShopPrinter
) -> None:
    with pytest.raises(NoPrinter):
        printer_for(db, shop.branch, Purpose.SLIPS)
    assert not has_printer_for(db, shop.branch, Purpose.SLIPS)


def test_another_branch_has_printers_of_its_own(
    shop: Shop, db: Session, zebra: ShopPrinter
) -> None:
    other = make.branch(db, "Ringstorp")

    assert printers_of(db, other) == []
    with pytest.raises(NoSuchShopPrinter):
        printer_of(db, other, zebra.id)


def test_a_printer_that_is_removed_is_not_there(
    shop: Shop, db: Session, zebra: ShopPrinter, queued: Queue
) -> None:
    job = queued()
    remove_printer(db, zebra, now=shop.now)
    db.refresh(job)

    assert (printers_of(db, shop.branch), any_printers(db)) == ([], False)
    assert (job.state, job.trouble) == (JobState.CANCELLED, "printer_gone")
    with pytest.raises(NoSuchShopPrinter):
        printer_of(db, shop.branch, zebra.id)


def test_a_printer_that_is_changed_has_no_trouble_yet(
    shop: Shop, db: Session, zebra: ShopPrinter
) -> None:
    note_printer(db, zebra.id, "no_paper", now=shop.now)
    change_printer(db, zebra, replace(make.ZEBRA, address="tcp://127.0.0.1:9101"))

    assert (zebra.trouble, zebra.address) == (None, "tcp://127.0.0.1:9101")


def test_a_roll_that_does_not_fit_is_not_loaded(db: Session, zebra: ShopPrinter) -> None:
    with pytest.raises(NoSuchMedium):
        load_medium(db, zebra, "no-such-roll")


def test_the_token_of_an_agent_is_not_kept(shop: Shop, db: Session) -> None:
    agent, token = enrol_agent(db, shop.branch, "Datorn i butiken", now=shop.now)

    assert token not in {agent.token_hash, agent.id, agent.name}
    assert agent_with_token(db, token) is agent
    assert agent_with_token(db, token + "x") is None


def test_a_revoked_agent_is_nobody(shop: Shop, db: Session) -> None:
    agent, token = enrol_agent(db, shop.branch, "Datorn i butiken", now=shop.now)
    revoke_agent(db, agent, now=shop.now)

    assert (agent_with_token(db, token), agents_of(db, shop.branch)) == (None, [])
    with pytest.raises(NoSuchAgent):
        agent_of(db, shop.branch, agent.id)
