/**
 * What stands in the workshop, drawn anew when the server says that it is something else. The server is
 * asked each second by the tag of what is shown, and answers 304 as long as nothing has changed.
 */

const EVERY = 1000;
const LONGEST = 5000;
/** One lost answer is no lost line. */
const DOWN_AFTER = 2;
/** So long after a touch nothing moves: the next one is on its way. */
const LIFTED = 600;

export const live = { isDown: false, isSignedOut: false, asOf: clock() };

/** @type {WeakMap<Element, string>} how each card looked when the server drew it */
const drawnAs = new WeakMap();
let tag = "";
let failures = 0;
let touching = false;
let liftedAt = -Infinity;
/** @type {Document | null} */
let waits = null;

/** @param {() => void} told  when the line is lost or back */
export function followWorkshop(told) {
  tag = /** @type {HTMLElement} */ (document.querySelector("[data-tag]")).dataset.tag ?? "";
  for (const card of document.querySelectorAll("[data-cards] > li")) {
    drawnAs.set(card, card.outerHTML);
  }
  watchFingers();
  const round = async () => {
    if (!document.hidden) {
      await look();
      told();
    }
    setTimeout(() => void round(), EVERY);
  };
  void round();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      void look().then(told);
    }
  });
}

async function look() {
  try {
    const reply = await fetch(location.pathname, {
      headers: { "If-None-Match": `W/"${tag}"` },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(LONGEST),
    });
    // Whoever is signed out is led to the page for signing in, and so is a fetch.
    live.isSignedOut = reply.redirected || reply.status === 401;
    if (reply.ok && !reply.redirected) {
      show(new DOMParser().parseFromString(await reply.text(), "text/html"));
    } else if (reply.status >= 500) {
      throw new Error(`not drawn: ${reply.status}`);
    }
    failures = 0;
    live.isDown = false;
    live.asOf = clock();
  } catch {
    failures += 1;
    live.isDown = failures >= DOWN_AFTER;
  }
}

/** @param {Document} page */
function show(page) {
  if (isOfAnotherProgram(page)) {
    location.reload();
    return;
  }
  if (isTouched()) {
    waits = page;
    setTimeout(showWhatWaits, LIFTED);
    return;
  }
  waits = null;
  tag = /** @type {HTMLElement | null} */ (page.querySelector("[data-tag]"))?.dataset.tag ?? "";
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(old.id);
    if (fresh && fresh.innerHTML !== old.innerHTML) {
      old.replaceChildren(...fresh.childNodes);
    }
  }
  for (const list of document.querySelectorAll("[data-cards]")) {
    const fresh = page.getElementById(list.id);
    if (fresh) {
      merge(list, [...fresh.children]);
    }
  }
}

function showWhatWaits() {
  if (waits) {
    show(waits);
  }
}

/** Cards that are as they were stay the same elements, where they are. @param {Element} list @param {Element[]} wanted */
function merge(list, wanted) {
  const focused = document.activeElement?.closest("li")?.id ?? "";
  const old = new Map([...list.children].map((card) => [card.id, card]));
  const cards = wanted.map((card) => {
    const before = old.get(card.id);
    if (before && drawnAs.get(before) === card.outerHTML) {
      return before;
    }
    const made = document.importNode(card, true);
    drawnAs.set(made, card.outerHTML);
    if (!before) {
      made.classList.add("is-new");
    }
    return made;
  });
  for (const gone of old.values()) {
    if (!cards.includes(gone)) {
      gone.remove();
    }
  }
  for (const [place, card] of cards.entries()) {
    if (list.children[place] !== card) {
      list.insertBefore(card, list.children[place] ?? null);
    }
  }
  const again = focused && list.contains(document.getElementById(focused)) && document.getElementById(focused);
  if (again && !again.contains(document.activeElement)) {
    again.querySelector("button")?.focus({ preventScroll: true });
  }
}

function watchFingers() {
  const touches = (/** @type {boolean} */ down) => () => {
    touching = down;
    liftedAt = performance.now();
  };
  const options = { capture: true, passive: true };
  document.addEventListener("pointerdown", touches(true), options);
  for (const event of ["pointerup", "pointercancel"]) {
    document.addEventListener(event, touches(false), options);
  }
  document.addEventListener("scroll", touches(false), options);
}

function isTouched() {
  return touching || performance.now() - liftedAt < LIFTED;
}

/** Styles and scripts have other addresses when the program is a newer one. @param {Document} page */
function isOfAnotherProgram(page) {
  const style = (/** @type {Document} */ from) => from.querySelector("link[rel=stylesheet]")?.getAttribute("href");
  return style(page) !== style(document) || page.documentElement.lang !== document.documentElement.lang;
}

function clock() {
  return new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" });
}
