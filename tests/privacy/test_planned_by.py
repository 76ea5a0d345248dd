"""What a database notes of its columns to plan queries by has samples of what stands in them."""

from fritidsbank.migrating import downgrade, migrate
from tests.privacy.lent import Lent
from tests.privacy.residents import Resident, Traces
from tests.privacy.searching import in_tables, takes_samples
from tests.privacy.test_erasure_ledger import erases

QVIST = Resident("Sara", "Qvåbwölqvist", "+46709191234")
BEFORE = "0013"


def test_a_forgotten_name_is_no_sample(lent: Lent) -> None:
    who = lent.meets(QVIST.name, QVIST.mobile)
    takes_samples(lent.shop.store)
    erases(lent, who)
    assert in_tables(lent.shop.store, Traces([QVIST]))[0] == {}


def test_an_upgrade_throws_the_samples_of_names_away(lent: Lent) -> None:
    store = lent.shop.store
    lent.meets(QVIST.name, QVIST.mobile)
    downgrade(store, BEFORE)
    takes_samples(store)
    migrate(store)
    assert in_tables(store, Traces([QVIST]))[0].keys() == {"borrower_details"}
