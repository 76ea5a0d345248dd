"""After everything that pages can put right, the doctor finds nothing wrong."""

from datetime import timedelta

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from tests import make
from tests.counter.conftest import OpenCounter


def test_the_doctor_finds_nothing_after_a_day_of_corrections(counter: OpenCounter) -> None:
    sara, double, bo = (
        counter.meets(name, mobile)
        for name, mobile in (
            ("Sara", "070-174 06 05"),
            ("Sarah", "070-174 06 05"),
            ("Bo", "070-174 06 06"),
        )
    )
    long_ago = counter.now - timedelta(days=25)
    boots, skis, poles, helmet = (
        counter.registers(name, category=category)
        for name, category in (
            ("Pjäxor", "SLP"),
            ("Skidor", "SLP"),
            ("Stavar", "STV"),
            ("Hjälm", "HJA"),
        )
    )
    lost = counter.lends(boots, bo, long_ago)
    wrong = counter.lends(skis, bo, long_ago)
    counter.lends(poles, double, long_ago)
    staff = counter.astrid
    staff.sends_form(f"/loans/{lost}/write-off")
    staff.sends_form(f"/loans/{wrong}/move", to=sara)
    staff.sends_form(f"/borrowers/{sara}/merge", double=double)
    staff.sends_form(f"/borrowers/{bo}/forget")
    yesterday = (local_day(counter.now) - timedelta(days=1)).isoformat()
    paper = {"sheet": make.uid(), "step": "enter", "day": yesterday}
    codes = f"{helmet.code}\n???"
    staff.sends_form("/paper", **paper, way="out", borrower=sara, codes=codes)
    staff.sends_form("/paper", **paper, way="back", codes=helmet.code)
    staff.sends_form("/check", article=helmet.code, verdict="scrap", operation=make.uid())
    counter.tablet.says("check_in", article=boots.code)
    staff.sends_form(f"/borrowers/{sara}/alias", alias="Blå mössan")
    with counter.shop.store.reading() as db:
        assert findings(db) == []
