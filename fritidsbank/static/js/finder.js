/** The scan field as a search: people and articles as somebody types, chosen by arrow, Enter or finger. */

import { lookUp } from "./api.js";
import { ownNumber } from "./barcodes.js";
import { chooseFound, openForm, register } from "./borrowers.js";
import { part } from "./dom.js";
import { optionsFor } from "./find_options.js";
import { activePlace, closeList, isOpen, moveBy, moveTo, openList, startList } from "./found_list.js";
import { tell } from "./row_state.js";
import { changed, state } from "./state.js";
import { _ } from "./texts.js";
import { LONGEST_NAME } from "./typed.js";
import { LONGEST_GAP } from "./wedge.js";

/** @typedef {import("./find_options.js").Option} Option */

const PAUSE = 150;
const SHORTEST = 2;

const field = /** @type {HTMLInputElement} */ (part("scan"));

/** @type {Option[]} */
let options = [];
/** What the list is about; something else has been typed since when it differs from the field. */
let listed = "";
let timer = 0;
/**
 * Enter was pressed before the answer came. Fast fingers go on writing: what they add belongs to the next step.
 * @type {{text: string, again: boolean} | null}
 */
let hurry = null;
let calmed = () => {};
let writtenAt = -Infinity;
/** @type {AbortController | null} */
let asking = null;
let toldOffline = false;
/** @type {(text: string) => void} */
let scanned = () => {};

/** @param {(text: string) => void} onCode */
export function startFinder(onCode) {
  scanned = onCode;
  startList(take);
  field.addEventListener("input", typed);
  field.addEventListener("keydown", keydown);
  field.addEventListener("blur", () => {
    field.inputMode = "none";
  });
  for (const [id, mode] of [["digits", "tel"], ["letters", "text"]]) {
    part(id ?? "").addEventListener("click", () => showKeyboard(mode ?? "text"));
  }
}

/**
 * Text that was written while no field had the focus.
 * @param {string} text
 */
export function typedElsewhere(text) {
  field.focus({ preventScroll: true });
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  typed();
}

export function clearFinder() {
  field.value = "";
  close();
}

/** A scan came in between: the list must not hide its outcome, and what was typed is easily typed over. */
export function putAside() {
  if (!hurry && isOpen()) {
    close();
    field.select();
  }
}

/**
 * What is scanned behind a name and Enter belongs to whoever has that name.
 * @returns {Promise<void> | null}
 */
export function whenChosen() {
  return hurry && new Promise((resolve) => {
    calmed = () => resolve(undefined);
  });
}

function calm() {
  hurry = null;
  calmed();
}

export function focusFinder() {
  field.focus({ preventScroll: true });
}

/**
 * After a finger on a button the scan field has the focus again; whoever uses the keys stays where they are.
 * @param {MouseEvent} event
 */
export function comeBack(event) {
  const byFinger = event.detail > 0;
  const busy = document.activeElement?.closest("input:not([type=checkbox]), select, textarea, form, .menu, #who");
  if (byFinger && !busy) {
    focusFinder();
  }
}

/** @param {string} mode */
function showKeyboard(mode) {
  // The keyboard follows the mode only when the field gets its focus anew.
  field.blur();
  field.inputMode = mode;
  field.focus();
}

function typed() {
  writtenAt = performance.now();
  if (hurry && field.value.trimStart().startsWith(hurry.text)) {
    return;
  }
  clearTimeout(timer);
  calm();
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
    const path = text.length > LONGEST_NAME ? null : `/api/find?q=${encodeURIComponent(text)}`;
    const reply = path ? await lookUp(path, mine) : { status: 0, body: null };
    found = reply.status === 200 ? reply.body : found;
    toldOffline = false;
  } catch {
    if (asking !== mine) {
      return;
    }
    tellOffline();
  }
  if (hurry || field.value.trim() === text) {
    const made = optionsFor(text, found);
    open(text, made.options, made.chosen);
  }
}

/** Once for each time without a line: "new" must not look as if nobody had been found. */
function tellOffline() {
  if (!toldOffline) {
    toldOffline = true;
    tell("look", () => _("Offline"), () => _("Nobody can be looked up now. Scan their card, or write them in as new."));
    changed();
  }
}

/** @param {string} text @param {Option[]} found @param {number} chosen */
function open(text, found, chosen) {
  const still = hurry ? writtenAt + LONGEST_GAP - performance.now() : 0;
  if (still > 0) {
    // A scan has begun over what was written: it must be whole before the field is emptied.
    timer = Number(setTimeout(() => open(text, found, chosen), still));
    return;
  }
  listed = text;
  options = found;
  const hurried = hurry;
  calm();
  if (hurried && (chosen >= 0 || options.length === 0)) {
    const added = field.value.trimStart().slice(hurried.text.length);
    field.value = text;
    take(chosen, added.trimStart(), hurried.again);
    return;
  }
  openList(options, chosen);
}

function close() {
  clearTimeout(timer);
  asking?.abort();
  asking = null;
  options = [];
  listed = "";
  calm();
  closeList();
}

/** @param {KeyboardEvent} event */
function keydown(event) {
  if (event.isComposing) {
    return;
  }
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
  if (step && options.length > 0) {
    moveBy(step);
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
  if (hurry) {
    hurry.again = true;
  } else if (own && own.kind !== "article") {
    clearFinder();
    scanned(text);
  } else if (listed !== text) {
    hurry = { text, again: false };
    void find(text);
  } else if (activePlace() >= 0 || options.length === 0) {
    take(activePlace());
  } else {
    // It could mean several things: which, is said by whoever typed it.
    moveTo(0);
  }
}

/**
 * @param {number} place
 * @param {string} [added]  what was written after Enter
 * @param {boolean} [again]  and whether Enter came once more after it
 */
function take(place, added = "", again = false) {
  const option = options[place];
  const text = field.value.trim();
  clearFinder();
  if (option?.kind === "new") {
    startNew(option, added, again);
    return;
  }
  if (option?.kind === "borrower") {
    void chooseFound(option.borrower);
  } else {
    scanned(option?.article.code ?? text);
  }
  if (added) {
    typedElsewhere(added);
  }
}

/** @param {{mobile: string, name: string}} known @param {string} added @param {boolean} again */
function startNew({ mobile, name }, added, again) {
  openForm({ mobile: mobile || added, name: name || added });
  if (state.form && added && again) {
    register(state.form);
  }
}
