"""What a person at the tablet sees: how long from scan to answer, and how heavy the page is."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.bench.running import Running, Tablet, new_borrower
from tests.bench.table import Line, percentile
from tests.browser.chromium import launched

TABLET: ViewportSize = {"width": 1024, "height": 768}
# From the scanner's Enter to the frame that shows the answer of the server for that very code.
WATCH = """() => {
  window.benchTimes = [];
  let started = 0;
  addEventListener("keydown", (event) => {
    if (event.key === "Enter") started = performance.now();
  }, true);
  new MutationObserver(() => {
    const row = document.querySelector("#rows > li");
    if (!started || !row || !row.matches(".outcome-out, .outcome-back")) return;
    const since = started;
    started = 0;
    requestAnimationFrame(() => window.benchTimes.push(performance.now() - since));
  }).observe(document.querySelector("#rows"), {
    childList: true, subtree: true, attributes: true,
  });
}"""


def browse(shop: Running, people: tuple[str, str], articles: list[str]) -> list[Line]:
    """Scan thirty articles out and in again at the size of a tablet."""
    borrower = new_borrower(Tablet(shop.port, *people), "Quentin")
    with _page(shop, people) as (page, weight):
        page.evaluate(WATCH)
        page.keyboard.type("Quentin", delay=90)
        page.locator("#found [role=option]").first.wait_for()
        page.keyboard.press("Enter")
        page.locator("#panel-borrower:not([hidden])").wait_for()
        for article in [*articles[:30]]:
            _scan(page, article)
        page.locator("#panel-actions button").last.click()
        for article in [*articles[:30]]:
            _scan(page, article)
        times: list[float] = page.evaluate("() => window.benchTimes")
    if len(times) < 60:
        raise RuntimeError(f"only {len(times)} of 60 answers of borrower {borrower} were seen")
    p95 = percentile(times, 0.95)
    return [
        Line("scan to visible answer in Chromium, p95", p95, "ms", "<= 100 ms", p95 <= 100),
        Line("counter page, first load over the wire", weight, "kB", "<= 150 kB", weight <= 150),
    ]


@contextmanager
def _page(shop: Running, people: tuple[str, str]) -> Iterator[tuple[Page, float]]:
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        context = browser.new_context(viewport=TABLET, has_touch=True)
        page = context.new_page()
        page.goto(f"{shop.url}/login")
        page.fill("#name", people[0])
        page.fill("#password", people[1])
        page.keyboard.press("Enter")
        page.wait_for_url("**/counter")
        yield page, _weight(page)
        browser.close()


def _weight(page: Page) -> float:
    """Kilobytes of a first load: every body as it came over the wire, with its headers."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    devtools.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.reload(wait_until="networkidle")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": False})
    return sum(received) / 1000


def _scan(page: Page, code: str) -> None:
    seen: int = page.evaluate("() => window.benchTimes.length")
    for digit in code:
        page.keyboard.press(f"Digit{digit}")
    page.keyboard.press("Enter")
    # Not wait_for_function: it evaluates a string, which our own policy forbids.
    while page.evaluate("() => window.benchTimes.length") <= seen:
        page.wait_for_timeout(5)
