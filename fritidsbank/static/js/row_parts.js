/** The loose parts of a thing that came back: all there, until somebody taps the one that is not. */

import { mark } from "./acts.js";
import { button, el } from "./dom.js";
import { changed } from "./state.js";
import { _ } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */

/** @param {Row} row */
export function partTicks(row) {
  const parts = row.asks === "" ? (row.answer?.article?.parts ?? []) : [];
  return parts.length > 0
    ? el("div", { class: "outcome-parts", role: "group", "aria-label": _("Loose parts") }, ...parts.map((part) => tick(row, part)))
    : null;
}

/** What is not there is told in one go. @param {Row} row */
export function missingButton(row) {
  const { missing: parts } = row;
  return button(_("Missing: {parts}", { parts: parts.join(", ") }), () => mark(row, { mark: "part_missing", parts }), {
    ...{ icon: "part", kind: "button-mark", focus: "missing" },
  });
}

/** @param {Row} row @param {string} part */
function tick(row, part) {
  const isThere = !row.missing.includes(part);
  const turn = () => {
    row.missing = isThere ? [...row.missing, part] : row.missing.filter((other) => other !== part);
    changed();
  };
  return button(part, turn, { icon: isThere ? "check" : "close", role: "checkbox", "aria-checked": String(isThere) });
}
