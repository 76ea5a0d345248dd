/** The sheet that says what is registered next: changed in place, and kept for the next one alike. */

import { part } from "./dom.js";
import { newId } from "./ids.js";

/** What is said of one article alone, and not of the next. */
const ITS_OWN = ["note", "photo"];
const MOST = 50;

/** @returns {HTMLFormElement | null} */
export function sheetOf() {
  const sheet = document.getElementById("describe");
  return sheet instanceof HTMLFormElement ? sheet : null;
}

/**
 * Everything stays as it is, since the next one may be alike; but it is another act.
 * @param {HTMLFormElement} sheet
 * @param {{labelled: boolean}} how
 */
export function asNext(sheet, { labelled }) {
  input(sheet, "operation").value = newId();
  input(sheet, "code").value = "";
  for (const name of ITS_OWN) {
    input(sheet, name).value = "";
  }
  const copies = input(sheet, "copies");
  // Of several alike each is scanned by itself, so one fewer is left to scan.
  copies.value = labelled ? String(Math.max(1, Number(copies.value) - 1)) : "1";
}

/** @param {number} step */
export function stepCopies(step) {
  const sheet = sheetOf();
  if (sheet) {
    const copies = input(sheet, "copies");
    copies.value = String(Math.min(MOST, Math.max(1, (Number(copies.value) || 1) + step)));
  }
}

/**
 * The label of a shelf was scanned: what is registered from now on has its home there.
 * @param {string} digits
 * @returns {string} the name of the shelf, or nothing when it is none of this branch
 */
export function chooseShelf(digits) {
  const shelf = sheetOf()?.elements.namedItem("shelf");
  const option = shelf instanceof HTMLSelectElement ? [...shelf.options].find(({ value }) => value === digits) : null;
  if (!option || !(shelf instanceof HTMLSelectElement)) {
    return "";
  }
  shelf.value = digits;
  return option.text;
}

/**
 * Written while no field had the focus: sizes are what one writes here.
 * @param {string} text
 */
export function writeSize(text) {
  const other = document.getElementById("size_other");
  if (other instanceof HTMLInputElement) {
    other.focus();
    other.value += text;
    other.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * Another kind of thing, or another like one of the list: the server writes the sheet.
 * @param {HTMLAnchorElement} link
 */
export async function turnTo(link) {
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("describe")) {
      throw new Error(`no sheet: ${answer.status}`);
    }
    takeUp(page);
    history.replaceState(null, "", link.href);
  } catch {
    location.assign(link.href);
  }
}

/**
 * The sheet as a page has it. A label that was scanned before the kind was chosen stays.
 * @param {Document} page
 */
export function takeUp(page) {
  for (const id of sheetOf() ? ["kinds", "sheet"] : ["kinds", "sheet", "register-bar"]) {
    const fresh = page.getElementById(id);
    if (fresh) {
      part(id).replaceChildren(...document.adoptNode(fresh).childNodes);
    }
  }
  showSteps();
  document.querySelector(".error-summary")?.scrollIntoView({ block: "center" });
}

/** Buttons that do nothing without this script are not shown without it. */
export function showSteps() {
  for (const step of part("register").querySelectorAll("[data-copies]")) {
    step.removeAttribute("hidden");
  }
}

/**
 * A button and the field beside it say the same thing: what was said last holds.
 * @param {Event} event
 */
export function oneOfTwo({ target }) {
  const sheet = sheetOf();
  if (!sheet || !(target instanceof HTMLInputElement) || target.form !== sheet) {
    return;
  }
  const other = sheet.elements.namedItem(`${target.name}_other`);
  if (target.type === "radio" && other instanceof HTMLInputElement) {
    other.value = "";
  } else if (target.matches(".pick-other")) {
    choose(sheet, target.name.replace(/_other$/, ""), target.value.trim());
  }
}

/** @param {HTMLFormElement} sheet @param {string} name @param {string} written */
function choose(sheet, name, written) {
  for (const pick of sheet.querySelectorAll("input[type=radio]")) {
    if (pick instanceof HTMLInputElement && pick.name === name) {
      // Decimals are written with a comma here, and by some with a point.
      pick.checked = pick.value === written.replace(".", ",");
    }
  }
}

/** @param {HTMLFormElement} sheet @param {string} name */
function input(sheet, name) {
  return /** @type {HTMLInputElement} */ (sheet.elements.namedItem(name));
}
