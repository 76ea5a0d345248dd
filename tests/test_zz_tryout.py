from sqlalchemy import select
def test_a(db, shop):
    from fritidsbank.branches.models import Branch
    assert db.scalars(select(Branch)).one().id == shop.branch
def test_b(shop, db): test_a(db, shop)
def test_c(db):
    from fritidsbank.branches.models import Branch
    assert not db.scalars(select(Branch)).all()
def test_d(store): pass
def test_e(store): pass
def test_f(app): pass
