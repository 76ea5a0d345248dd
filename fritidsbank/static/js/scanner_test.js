/**
 * The page on which a scanner is tried: every key it presses, and in words whether that is fine.
 * Without this file the form is sent, and the page says what was read.
 */

import { el, part } from "./dom.js";
import { fieldOf } from "./fields.js";
import { MOST_KEYS, readingOf, suffixOf, writes } from "./scanner_reading.js";

/** @typedef {import("./scanner_reading.js").Press} Press */

/** Longer than the pauses of the slowest scanner, which shall be seen here, too. */
const SILENCE = 400;
/** Fewer keys are somebody who moves about on the page. */
const FEWEST = 3;

const form = /** @type {HTMLFormElement} */ (part("try"));
const field = /** @type {HTMLInputElement} */ (part("text"));
/** @type {Press[]} */
let presses = [];
let timer = 0;

/** @param {KeyboardEvent} event */
function pressed(event) {
  const { code, key, shiftKey, altKey, timeStamp: at } = event;
  const press = { code, key, shiftKey, altKey, at };
  const running = presses.length > 0 && at - (presses.at(-1)?.at ?? 0) <= SILENCE;
  // A scanner that writes by Alt and a number uses the pad; all else are the browser's own keys.
  if (event.ctrlKey || event.metaKey || event.repeat || (altKey && !code.startsWith("Numpad"))) {
    return;
  }
  if (suffixOf(press) !== "none") {
    if (running && presses.length >= FEWEST) {
      event.preventDefault();
      presses.push(press);
      ended();
    }
    return;
  }
  if (!writes(press)) {
    return;
  }
  if (!running) {
    presses = [];
  }
  if (!fieldOf(event.target, field) && (key !== " " || running)) {
    event.preventDefault(); // "/" would open the browser's search
  }
  presses = [...presses, press].slice(0, MOST_KEYS);
  clearTimeout(timer);
  timer = setTimeout(ended, SILENCE);
}

function ended() {
  clearTimeout(timer);
  const keys = presses;
  presses = [];
  if (keys.length < FEWEST) {
    return;
  }
  const reading = readingOf(keys, form.dataset.home ?? "");
  field.value = "";
  part("seen").hidden = false;
  part("seen-text").textContent = reading.text;
  part("seen-shown").textContent = reading.shown;
  part("seen-shown").parentElement?.toggleAttribute("hidden", reading.shown === reading.text);
  part("seen-gap").textContent = String(reading.slowest);
  for (const line of document.querySelectorAll("[data-advice]")) {
    const name = /** @type {HTMLElement} */ (line).dataset.advice ?? "";
    line.toggleAttribute("hidden", !reading.advice.includes(name));
  }
  part("seen-keys").replaceChildren(
    ...keys.map((press, place) =>
      el(
        "tr",
        {},
        el("td", {}, press.code || "–"),
        el("td", {}, press.key === " " ? "␣" : press.key),
        el("td", { class: "number" }, String(reading.gaps[place] ?? 0)),
      ),
    ),
  );
  void ask(reading.own?.digits ?? reading.text);
}

let asked = 0;

/** What it stands for, as the register knows. @param {string} text */
async function ask(text) {
  asked += 1;
  const mine = asked;
  const body = new URLSearchParams({ text });
  for (const [name, value] of new FormData(form)) {
    if (name === "form_token" && typeof value === "string") {
      body.set(name, value);
    }
  }
  const reply = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const fresh = page.getElementById("meaning");
  if (fresh && mine === asked) {
    part("meaning").replaceChildren(...fresh.childNodes);
  }
}

document.addEventListener("keydown", pressed, true);
document.documentElement.dataset.scanning = "ready";
