/** The list under the scan field: what is shown in it, and which line the keys are on. */

import { say } from "./aloud.js";
import { el, part } from "./dom.js";
import { drawOption } from "./find_view.js";
import { _, ngettext } from "./texts.js";

/** @typedef {import("./find_options.js").Option} Option */

const field = part("scan");
const list = part("found");

/** @type {Option[]} */
let options = [];
let active = -1;
/** @type {(place: number) => void} */
let chosen = () => {};

/** @param {(place: number) => void} onChoose */
export function startList(onChoose) {
  chosen = onChoose;
  // The field keeps the focus, and with it the keyboard of a tablet stays where it is.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

export function isOpen() {
  return !list.hidden;
}

export function activePlace() {
  return active;
}

/** @param {Option[]} found @param {number} first */
export function openList(found, first) {
  options = found;
  moveTo(first);
  say(
    options.length > 0
      ? ngettext("{n} suggestion. Choose with the arrows.", "{n} suggestions. Choose with the arrows.", options.length)
      : _("Nothing found."),
  );
}

export function closeList() {
  options = [];
  active = -1;
  list.hidden = true;
  list.replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

/** @param {1 | -1} step */
export function moveBy(step) {
  const last = options.length - 1;
  if (step > 0) {
    moveTo(active >= last ? 0 : active + 1);
  } else {
    moveTo(active <= 0 ? last : active - 1);
  }
}

/** @param {number} place */
export function moveTo(place) {
  active = place;
  list.replaceChildren(...(options.length > 0 ? options.map(line) : [nothing()]));
  list.hidden = false;
  field.setAttribute("aria-expanded", "true");
  if (active >= 0) {
    field.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

/** @param {Option} option @param {number} place */
function line(option, place) {
  return drawOption(option, { id: `found-${place}`, active: place === active, choose: () => chosen(place) });
}

function nothing() {
  const properties = { class: "found-none", role: "option", "aria-disabled": "true", "aria-selected": "false" };
  return el("div", properties, _("Nothing found. Enter reads it as a number."));
}
