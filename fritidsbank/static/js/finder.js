/** The scan field as a search: people and articles as somebody types, chosen by arrow, Enter or finger. */

import { get } from "./api.js";
import { ownNumber } from "./barcodes.js";
import { say } from "./aloud.js";
import { chooseFound, openForm } from "./borrowers.js";
import { el, part } from "./dom.js";
import { optionsFor } from "./find_options.js";
import { drawOption } from "./find_view.js";
import { state } from "./state.js";
import { _, ngettext } from "./texts.js";

/** @typedef {import("./find_options.js").Option} Option */

const PAUSE = 150;
const SHORTEST = 2;

const field = /** @type {HTMLInputElement} */ (part("scan"));
const list = part("found");

/** @type {Option[]} */
let options = [];
let active = -1;
/** What the list is about; something else has been typed since when it differs from the field. */
let listed = "";
let timer = 0;
let enterWaits = false;
/** @type {AbortController | null} */
let asking = null;
/** @type {(text: string) => void} */
let scanned = () => {};

/** @param {(text: string) => void} onCode */
export function startFinder(onCode) {
  scanned = onCode;
  field.addEventListener("input", typed);
  field.addEventListener("keydown", keydown);
  field.addEventListener("blur", () => {
    field.inputMode = "none";
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  for (const [id, mode] of [["digits", "tel"], ["letters", "text"]]) {
    part(id ?? "").addEventListener("click", () => showKeyboard(mode ?? "text"));
  }
}

/** Text that was written while no field had the focus. @param {string} text */
export function typedElsewhere(text) {
  field.focus({ preventScroll: true });
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  typed();
}

export function clearFinder() {
  field.value = "";
  close();
}

export function focusFinder() {
  field.focus({ preventScroll: true });
}

/** @param {string} mode */
function showKeyboard(mode) {
  // The keyboard follows the mode only when the field gets its focus anew.
  field.blur();
  field.inputMode = mode;
  field.focus();
}

function typed() {
  clearTimeout(timer);
  enterWaits = false;
  const text = field.value.trim();
  if (text.length < SHORTEST) {
    close();
  } else {
    timer = Number(setTimeout(() => void find(text), PAUSE));
  }
}

/** @param {string} text */
async function find(text) {
  clearTimeout(timer);
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  let found = { borrowers: [], articles: [] };
  try {
    const reply = await get(`/api/find?q=${encodeURIComponent(text)}`, mine.signal);
    found = reply.status === 200 ? reply.body : found;
  } catch {
    if (mine.signal.aborted) {
      return;
    }
  }
  if (field.value.trim() === text) {
    const made = optionsFor(text, found);
    open(text, made.options, made.chosen);
  }
}

/** @param {string} text @param {Option[]} found @param {number} chosen */
function open(text, found, chosen) {
  listed = text;
  options = found;
  if (enterWaits) {
    enterWaits = false;
    if (chosen >= 0 || options.length === 0) {
      take(chosen);
      return;
    }
  }
  draw(chosen);
  say(
    options.length > 0
      ? ngettext("{n} suggestion. Choose with the arrows.", "{n} suggestions. Choose with the arrows.", options.length)
      : _("Nothing found."),
  );
}

/** @param {number} chosen */
function draw(chosen) {
  active = chosen;
  list.replaceChildren(
    ...options.map((option, place) =>
      drawOption(option, {
        id: `found-${place}`,
        active: place === active,
        choose: () => take(place),
      }),
    ),
    ...(options.length === 0 ? [el("div", { class: "found-none" }, _("Nothing found. Enter reads it as a number."))] : []),
  );
  list.hidden = false;
  field.setAttribute("aria-expanded", String(options.length > 0));
  if (active >= 0) {
    field.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  options = [];
  active = -1;
  listed = "";
  enterWaits = false;
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

/** @param {KeyboardEvent} event */
function keydown(event) {
  if (event.isComposing) {
    return;
  }
  const last = options.length - 1;
  if (event.key === "ArrowDown" && last >= 0) {
    draw(active >= last ? 0 : active + 1);
  } else if (event.key === "ArrowUp" && last >= 0) {
    draw(active <= 0 ? last : active - 1);
  } else if (event.key === "Escape") {
    clearFinder();
  } else if (event.key === "Enter") {
    enter();
  } else {
    return;
  }
  event.preventDefault();
}

function enter() {
  const text = field.value.trim();
  if (text === "") {
    return;
  }
  const own = ownNumber(text, state.session?.home);
  if (own && own.kind !== "article") {
    accept(text);
  } else if (listed !== text) {
    enterWaits = true;
    void find(text);
  } else if (active >= 0 || options.length === 0) {
    take(active);
  } else {
    // It could mean several things: which, is said by whoever typed it.
    draw(0);
  }
}

/** @param {number} place */
function take(place) {
  const option = options[place];
  const text = field.value.trim();
  if (!option) {
    accept(text);
    return;
  }
  clearFinder();
  if (option.kind === "borrower") {
    void chooseFound(option.borrower);
  } else if (option.kind === "article") {
    scanned(option.article.code ?? text);
  } else {
    openForm({ mobile: option.mobile, name: option.name });
  }
}

/** @param {string} text */
function accept(text) {
  clearFinder();
  scanned(text);
}
