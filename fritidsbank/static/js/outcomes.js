/** The word and the icon of each outcome; the sentence comes with the answer. */

import { _ } from "./texts.js";

/** @typedef {import("./types.js").Answer} Answer */

/** Outcomes that changed something, and so can be undone. */
const CHANGES = new Set([
  "lent",
  "relent",
  "returned",
  "to_check",
  "wanted",
  "to_check_wanted",
  "put_aside",
  "found",
  "marked_whole",
  "marked_workshop",
  "marked_part_missing",
  "marked_scrap",
  "checked_ok",
  "checked_to_repair",
  "checked_scrap",
  "extended",
  "extended_some",
  "due_set",
  "due_set_some",
]);

/** @param {Answer} answer */
export function changesSomething(answer) {
  return CHANGES.has(answer.outcome) && !answer.refused;
}

/** @param {string} outcome */
export function wordOf(outcome) {
  switch (outcome) {
    case "lent":
    case "relent":
      return _("Lent");
    case "already_theirs":
      return _("Already theirs");
    case "out_to_other":
      return _("Lent to somebody else");
    case "guardian_needed":
      return _("Under 18");
    case "blocked":
      return _("Blocked");
    case "needs_check":
    case "check_due":
      return _("To be checked");
    case "in_workshop":
      return _("In the workshop");
    case "in_transit":
      return _("On its way");
    case "missing":
      return _("Missing");
    case "gone":
      return _("Left the stock");
    case "held":
      return _("Put aside");
    case "booked_up":
    case "booked_later":
    case "waited_for":
    case "waited_for_later":
      return _("Booked");
    case "wanted":
    case "to_check_wanted":
      return _("Back: somebody waits");
    case "returned":
      return _("Back");
    case "to_check":
      return _("Back, to be checked");
    case "put_aside":
      return _("Back: put it aside");
    case "found":
      return _("Found");
    case "already_back":
      return _("Already back");
    case "was_not_out":
      return _("Not lent");
    case "marked_whole":
      return _("Back and whole");
    case "marked_workshop":
    case "checked_to_repair":
      return _("To the workshop");
    case "marked_part_missing":
      return _("Part missing");
    case "scrapped_before":
    case "marked_scrap":
    case "checked_scrap":
      return _("Scrapped");
    case "checked_ok":
      return _("Checked");
    case "extended":
    case "extended_some":
      return _("Extended");
    case "due_set":
    case "due_set_some":
      return _("New date");
    case "nothing_out":
      return _("Nothing is out");
    case "undone":
      return _("Undone");
    case "unknown_code":
      return _("Unknown number");
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
  in_workshop: "wrench",
  marked_workshop: "wrench",
  checked_to_repair: "wrench",
  marked_part_missing: "part",
  marked_scrap: "bin",
  checked_scrap: "bin",
  checked_ok: "check",
  marked_whole: "check",
  extended: "calendar",
  due_set: "calendar",
};

/** @param {Answer} answer */
export function iconOf(answer) {
  return ICONS[answer.outcome] ?? answer.tone;
}

/** @param {import("./types.js").Article} article */
export function titleOf(article) {
  // "150" and "cm" stay on one line.
  const size = article.size?.replaceAll(" ", "\u00a0");
  return [article.name, size].filter(Boolean).join(" ");
}
