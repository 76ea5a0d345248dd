/** What an outcome means at this moment, and the line beside its word. */

import { shortDay } from "./dates.js";
import { titleOf, wordOf } from "./outcomes.js";
import { today } from "./state.js";
import { _, language } from "./texts.js";

/** @typedef {import("./types.js").Answer} Answer */

/** @type {Record<string, string>} */
const MEANING_AT = { workshop: "in_workshop", check: "needs_check", in_transit: "in_transit" };

/**
 * "It is not lent" says little: where the article stands says more.
 * @param {Answer} answer
 */
export function meaningOf({ outcome, article, lendable }) {
  if (outcome !== "was_not_out" || lendable || !article) {
    return outcome;
  }
  return MEANING_AT[article.place] ?? (article.blocked ? "blocked" : outcome);
}

/** @param {Answer} answer @param {string} meaning */
export function lineFor(answer, meaning) {
  const { article, due_on: day, outcome, message } = answer;
  switch (meaning) {
    case "lent":
    case "relent":
      return [day ? _("back {day}", { day: shortDay(day, language(), today()) }) : message, ...noticesOf(answer)].join(". ");
    case "already_theirs":
    case "extended":
    case "due_set":
      return day ? _("back {day}", { day: shortDay(day, language(), today()) }) : message;
    case "returned":
    case "found":
    case "checked_ok":
      return article?.place_name ?? "";
    case "to_check":
      return _("Look at it before it goes out again.");
    case "put_aside":
      return answer.because ?? "";
    case "needs_check":
      return _("Look at it first.");
    case "guardian_needed":
      return _("Has a guardian said yes?");
    // The word and the button have said it all.
    case "out_to_other":
    case "already_back":
      return "";
    default:
      return meaning === outcome ? message : (article?.note ?? "");
  }
}

/** @param {Answer} answer @returns {string[]} */
function noticesOf({ notices = [] }) {
  const sentences = {
    from_season_store: _("It comes from the season store"),
    from_other_branch: _("It belongs to another branch"),
    green_buckle: _("Under 7 years: green buckle"),
  };
  return notices.map((notice) => sentences[notice]);
}

/** All of it in one sentence, for those who do not look. @param {Answer} answer */
export function spoken(answer) {
  const meaning = meaningOf(answer);
  const title = answer.article ? titleOf(answer.article) : "";
  return [wordOf(meaning), title, lineFor(answer, meaning)].filter(Boolean).join(". ");
}
