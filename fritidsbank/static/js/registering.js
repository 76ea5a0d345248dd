/**
 * Registering at speed. The page works without this; with it a scan anywhere registers what is
 * described, the page stays where it is, and what has no line waits.
 */

import { ownNumber } from "./barcodes.js";
import { part } from "./dom.js";
import { fieldOf } from "./fields.js";
import { Queue, showActs, showLine } from "./registering_queue.js";
import {
  asNext,
  chooseShelf,
  oneOfTwo,
  sheetOf,
  showSteps,
  stepCopies,
  takeUp,
  turnTo,
  writeSize,
} from "./registering_sheet.js";
import { isMuted, play } from "./sound.js";
import { looksLikeLabel } from "./typed.js";
import { Wedge } from "./wedge.js";

/** A finger that taps twice means one article; two alike take longer to look at. */
const ONE_TAP = 600;
/** A scanner that is held still reads the same label again. */
const SAME_BEEP = 2000;

const home = part("register").dataset.home ?? "";
const queue = new Queue({
  onPage: takePage,
  onLine: (waiting) => part("no-line").toggleAttribute("hidden", waiting === 0),
  onSignedOut: (isOut) => part("signed-out").toggleAttribute("hidden", !isOut),
});
let lastTap = -Infinity;
let lastBeep = { text: "", at: -Infinity };

/** @param {string} text */
function scanned(text) {
  const code = ownNumber(text, home);
  const isBounce = text === lastBeep.text && performance.now() - lastBeep.at < SAME_BEEP;
  lastBeep = { text, at: performance.now() };
  if (isBounce) {
    return;
  }
  const sheet = sheetOf();
  if (code?.kind === "place" && sheet) {
    shelfChosen(chooseShelf(code.digits));
  } else if (!sheet && code?.kind !== "place") {
    location.assign(`/register?code=${encodeURIComponent(text)}`);
  } else if (sheet) {
    register(sheet, text);
  }
}

/** @param {string} name of the shelf, or nothing when it is none of this branch */
function shelfChosen(name) {
  const tone = name ? "back" : "look";
  showLine(tone, name || (part("register").dataset.unknownShelf ?? ""));
  speak(part("outcome").textContent ?? "");
}

/** @param {HTMLFormElement} sheet @param {string} label */
function register(sheet, label) {
  const act = new FormData(sheet);
  act.set("code", label);
  if (label) {
    act.set("copies", "1");
  }
  asNext(sheet, { labelled: label !== "" });
  queue.send(sheet.action, act);
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest("#register")) {
    return;
  }
  event.preventDefault();
  if (form.id !== "describe") {
    // Where no file is waited for, a form that could hold one is not let in.
    queue.send(form.action, new URLSearchParams(/** @type {any} */ (new FormData(form))));
    return;
  }
  if (performance.now() - lastTap < ONE_TAP) {
    return;
  }
  lastTap = performance.now();
  const code = /** @type {HTMLInputElement} */ (part("code")).value.trim();
  register(form, code);
}

/**
 * What came back: the list, what the act came to, and the sheet when something in it is unclear.
 * @param {Document} page
 * @param {boolean} isUnclear
 */
function takePage(page, isUnclear) {
  showActs(page);
  const outcome = part("outcome").querySelector("[data-tone]");
  const isAboutLabel = page.querySelector("#code-error") !== null;
  if (isUnclear && !isAboutLabel) {
    takeUp(page);
  }
  const tone = outcome instanceof HTMLElement ? outcome.dataset.tone : "stop";
  speak(outcome?.textContent ?? page.querySelector("h1, .error-summary")?.textContent ?? "");
  if (!isMuted()) {
    play(/** @type {import("./types.js").Tone} */ (tone ?? "stop"));
  }
}

/** @param {string} sentence */
function speak(sentence) {
  part("said").textContent = sentence.replace(/\s+/g, " ").trim();
}

/** @param {MouseEvent} event */
function clicked(event) {
  const target = event.target instanceof Element ? event.target : null;
  const step = target?.closest("[data-copies]");
  const link = target?.closest("a");
  if (step instanceof HTMLElement) {
    stepCopies(Number(step.dataset.copies));
  } else if (link?.matches("#kinds a, [data-like]") && !isAside(event)) {
    event.preventDefault();
    void turnTo(link);
  }
}

/** @param {MouseEvent} event */
function isAside(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
}

const wedge = new Wedge({
  fieldOf: () => fieldOf(document.activeElement, part("register").querySelector("#code") ?? part("register")),
  isOwn: (text) => ownNumber(text, home) !== null,
  isLabel: looksLikeLabel,
  onScan: scanned,
  onTyped: writeSize,
});
document.addEventListener("keydown", (event) => wedge.keydown(event), { capture: true });
document.addEventListener("keydown", (event) => {
  const isOnPage = event.target === document.body || event.target === part("main");
  if (event.key === "Enter" && isOnPage && !event.defaultPrevented) {
    sheetOf()?.requestSubmit();
  }
});
document.addEventListener("submit", submitted);
document.addEventListener("click", clicked);
document.addEventListener("input", oneOfTwo);
showSteps();
