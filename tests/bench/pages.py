"""The statements of a check-out, and the memory of a server that has worked."""

import re
from pathlib import Path
from uuid import uuid4

from fritidsbank.app import create_app
from fritidsbank.settings import Settings
from tests.bench.building import Shop
from tests.bench.plans import listen, scans
from tests.bench.running import Running, Tablet, new_borrower, operation
from tests.bench.table import Line

SCANS = 1_000


def statements(data: Path, shop: Shop, people: tuple[str, str]) -> list[Line]:
    """How many statements the first scan of a visit needs, and whether any reads a whole table."""
    app = create_app(Settings.from_environment({"FRITIDSBANK_DATA": str(data)}))
    store = app.extensions["fritidsbank.store"]
    with app.test_client() as client:
        page = client.get("/login").get_data(as_text=True)
        token = re.search(r'name="form_token"\s+value="(\w+)"', page)
        form = {"name": people[0], "password": people[1], "form_token": token and token.group(1)}
        client.post("/login", data=form)
        session = client.get("/api/session").get_json()
        headers = {"X-CSRF-Token": session["csrf"], "Content-Type": "application/json"}

        def send(kind: str, **fields: object) -> None:
            answer = client.post("/api/operations", data=operation(kind, **fields), headers=headers)
            if answer.status_code != 200:
                raise RuntimeError(answer.get_data(as_text=True))

        heard = listen(store)
        visit = str(uuid4())
        send("check_out", article=shop.worn[0], borrower=shop.heavy_borrower, visit=visit)
        first = heard.count()
        read_whole = scans(store, heard)
        heard.statements.clear()
        send("check_in", article=shop.worn[0])
        read_whole += scans(store, heard)
    store.close()
    return [
        Line("statements of the first check-out of a visit", first, "", "<= 14", first <= 14),
        Line(
            f"tables read whole {'; '.join(read_whole)}".strip()[:52],
            len(read_whole),
            "",
            "= 0",
            not read_whole,
        ),
    ]


def memory(shop: Running, people: tuple[str, str], articles: list[str]) -> Line:
    """Memory of the server after a thousand check-outs."""
    tablet = Tablet(shop.port, *people)
    borrower = new_borrower(tablet)
    for _ in range(SCANS // len(articles) + 1):
        for kind in ("check_out", "check_in"):
            for article in articles:
                tablet.post(operation(kind, article=article, borrower=borrower))
    pss = shop.pss_mb()
    return Line("server memory (PSS) after 1,000 check-outs", pss, "MB", "<= 150 MB", pss <= 150)
