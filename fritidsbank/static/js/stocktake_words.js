/** The word and the icon of each outcome in a stocktake; the sentence comes with the answer. */

import { _ } from "./texts.js";

/** @typedef {import("./types.js").Answer} Answer */

/** Whether it stands in the stocktake now because of this scan. @param {Answer} answer */
export function isCounted({ outcome, refused }) {
  return !refused && outcome.startsWith("counted") && outcome !== "counted_again";
}

/** @param {string} outcome */
export function wordOf(outcome) {
  switch (outcome) {
    case "counted":
      return _("In place");
    case "counted_again":
      return _("Counted already");
    case "counted_elsewhere":
      return _("Wrong place");
    case "counted_other_branch":
      return _("Another branch");
    case "counted_out":
      return _("Lent in the register");
    case "counted_workshop":
      return _("In the workshop");
    case "counted_check":
      return _("To be checked");
    case "counted_in_transit":
      return _("On its way");
    case "counted_missing":
      return _("Was missing");
    case "counted_gone":
      return _("Left the stock");
    case "counted_unknown":
      return _("Unknown number");
    case "stocktake_ended":
      return _("Ended");
    case "uncounted":
      return _("Taken away");
    case "not_counted":
      return _("Not counted");
    case "not_an_article":
      return _("Not an article");
    case "not_our_code":
      return _("Not our label");
    case "misread":
      return _("Not read");
    default:
      return _("Not done");
  }
}

/** @type {Record<string, string>} */
const ICONS = {
  counted: "check",
  counted_again: "check",
  counted_workshop: "wrench",
  counted_unknown: "search",
  counted_out: "out",
};

/** @param {Answer} answer */
export function iconOf(answer) {
  return ICONS[answer.outcome] ?? answer.tone;
}
