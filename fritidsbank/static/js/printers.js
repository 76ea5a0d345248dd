/** The page of printers: while somebody looks at it, it shows how each is just now. */

const EVERY = 2000;
/** A page that nobody touches asks no more. */
const WHILE_USED = 10 * 60_000;

let tag = "";
let touchedAt = Date.now();

async function look() {
  if (!document.hidden && Date.now() - touchedAt < WHILE_USED) {
    try {
      await refresh();
    } catch {
      // Without a line it stays as it is, and is asked for again.
    }
  }
  setTimeout(() => void look(), EVERY);
}

async function refresh() {
  const reply = await fetch("/printers", {
    credentials: "same-origin",
    cache: "no-store",
    headers: tag ? { "If-None-Match": tag } : {},
    signal: AbortSignal.timeout(10_000),
  });
  if (reply.status !== 200 || reply.redirected) {
    return;
  }
  tag = reply.headers.get("ETag") ?? "";
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(old.id);
    if (fresh && fresh.innerHTML !== old.innerHTML) {
      const form = old.contains(document.activeElement) ? document.activeElement?.closest("form") : null;
      const action = form?.getAttribute("action");
      old.replaceChildren(...fresh.childNodes);
      // Whoever stood on a button still does.
      /** @type {HTMLElement | null} */ (action ? old.querySelector(`form[action="${action}"] button`) : null)?.focus();
    }
  }
}

for (const event of ["keydown", "pointerdown", "wheel", "scroll"]) {
  document.addEventListener(
    event,
    () => {
      touchedAt = Date.now();
    },
    { capture: true, passive: true },
  );
}
document.documentElement.dataset.printers = "ready";
void look();
