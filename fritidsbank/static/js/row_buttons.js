/** What can be done next with an outcome: big, and never more than one question at a time. */

import { lend, mark, relend, safetyCheck, takeBack } from "./acts.js";
import { shortName } from "./borrowers.js";
import { button, el, icon } from "./dom.js";
import { meaningOf } from "./outcome_lines.js";
import { missingButton } from "./row_parts.js";
import { careButtons, verdictButton } from "./row_points.js";
import { changed, isTurnOf, state } from "./state.js";
import { _ } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./types.js").Answer} Answer */

/** @param {Row} row */
export function takesMarks({ answer, undone }) {
  return !undone && ["returned", "to_check", "wanted", "to_check_wanted", "found"].includes(answer?.outcome ?? "");
}

/** @param {Row} row */
export function askFault(row) {
  row.asks = "faults";
  row.unfolded = true;
  changed();
}

/** @param {Row} row @param {boolean} unfolded */
export function rowButtons(row, unfolded) {
  const buttons = row.asks === "" ? choices(row, unfolded) : answers(row);
  return buttons.length > 0 ? el("div", { class: "outcome-buttons" }, ...buttons) : null;
}

/** @param {Row} row @param {boolean} unfolded @returns {HTMLElement[]} */
function choices(row, unfolded) {
  const { answer } = row;
  if (!answer) {
    return [];
  }
  if (takesMarks(row)) {
    const again = answer.outcome === "found" ? lendAgain(row) : [];
    return [...again, ...(unfolded ? marks(row) : [fold(row)])];
  }
  switch (meaningOf(answer)) {
    case "out_to_other":
      return withBorrower(row, (name) =>
        big(_("Take back and lend to {name}", { name }), () => relend(row), "out"),
      );
    case "guardian_needed":
      return withBorrower(row, () =>
        big(_("A guardian has said yes"), () => lend(row, { guardian: true }), "check"),
      );
    case "booked_later":
      return withBorrower(row, () =>
        big(_("Lend it until that day"), () => lend(row, { due_on: answer.until_on }), "calendar"),
      );
    case "held":
      return [link(_("To the booking"), `/bookings?slip=${encodeURIComponent(answer.slip ?? "")}`, "next")];
    case "already_theirs":
      return [big(_("Take it back"), () => takeBack(row), "back")];
    case "missing":
      return [big(_("It is here: found"), () => takeBack(row), "check")];
    case "needs_check":
    case "check_due":
      return [
        verdictButton(row),
        big(_("To the workshop"), () => safetyCheck(row, { verdict: "to_repair" }), "wrench"),
        big(_("Scrap"), () => safetyCheck(row, { verdict: "scrap" }), "bin"),
      ];
    case "checked_ok":
      return lendAgain(row);
    case "unknown_code":
      return [link(_("Register this number"), `/articles/new?code=${encodeURIComponent(row.scanned)}`, "plus")];
    case "in_workshop":
    case "in_transit":
    case "blocked":
    case "put_aside":
    case "gone":
    case "scrapped_before":
      // Called back while somebody had it, and here now: nobody needs to be called any more.
      if (answer.article?.place === "out") {
        return [big(_("Take it back"), () => takeBack(row), "back")];
      }
      return answer.article ? [link(_("About the article"), `/articles/${answer.article.id}`, "next")] : [];
    default:
      return [];
  }
}

/** @param {Row} row */
function marks(row) {
  if (row.missing.length > 0) {
    return [missingButton(row)];
  }
  const whole =
    row.answer?.article?.place === "check"
      ? verdictButton(row)
      : big(_("Whole"), () => mark(row, { mark: "whole" }), "check");
  return [
    whole,
    ...careButtons(row),
    big(_("To the workshop"), () => askFault(row), "wrench"),
    big(_("Part missing"), () => mark(row, { mark: "part_missing" }), "part"),
    big(_("Scrap"), () => ask(row, "reasons"), "bin"),
  ];
}

/** @param {Row} row */
function answers(row) {
  const never = button(_("Cancel"), () => ask(row, ""), { kind: "button-plain", focus: "cancel" });
  if (row.asks === "reasons") {
    return [
      el("p", { class: "outcome-question" }, _("Why?")),
      ...[
        ["worn_out", _("Worn out")],
        ["unsafe", _("Not safe")],
        ["parts_taken", _("Used for parts")],
      ].map(([reason = "", word = ""], place) => tile(word, () => mark(row, { mark: "scrap", reason }), place)),
      never,
    ];
  }
  const faults = state.categories.get(row.answer?.article?.category ?? "")?.faults ?? [];
  return [
    el("p", { class: "outcome-question" }, _("What is wrong?")),
    ...faults.map(({ code, word }, place) => tile(word, () => mark(row, { mark: "workshop", fault: code }), place)),
    // Most categories have a word for anything else; without the list of words the bench finds out.
    ...(faults.length > 0 ? [] : [tile(_("Not sure"), () => mark(row, { mark: "workshop" }), 0)]),
    never,
  ];
}

/** @param {Row} row */
function lendAgain(row) {
  return withBorrower(row, (name) => big(_("Lend to {name}", { name }), () => lend(row), "out"));
}

/**
 * Only while the one it was scanned for still stands here.
 * @param {Row} row
 * @param {(name: string) => HTMLElement} build
 */
function withBorrower(row, build) {
  const open = state.borrower;
  return open && isTurnOf(row.borrower) ? [build(shortName(open))] : [];
}

/** @param {Row} row */
function fold(row) {
  const unfold = () => {
    row.unfolded = true;
    changed();
  };
  return button(_("How was it?"), unfold, { focus: "unfold" });
}

/** @param {Row} row @param {Row["asks"]} what */
function ask(row, what) {
  row.asks = what;
  changed();
}

/** @param {string} word @param {() => void} onclick @param {string} picture */
function big(word, onclick, picture) {
  return button(word, onclick, { icon: picture, kind: "button-quiet button-mark" });
}

/** @param {string} word @param {() => void} onclick @param {number} place */
function tile(word, onclick, place) {
  return button(word, onclick, { kind: "button-quiet button-mark", "data-first": place === 0 });
}

/** @param {string} word @param {string} href @param {string} picture */
function link(word, href, picture) {
  return el("a", { class: "button button-quiet button-mark", href, "data-focus": word }, icon(picture), word);
}
