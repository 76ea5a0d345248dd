/** The sentences that stand in templates/counter/counter.html, written here so that they are translated. */

import { _ } from "./texts.js";

/** @returns {Map<string, string>} from the English sentence to the one shown */
export function shellTexts() {
  return new Map([
    ["The counter", _("The counter")],
    ["To the scan field", _("To the scan field")],
    ["Scan, or write a name, a mobile or an article", _("Scan, or write a name, a mobile or an article")],
    ["Scan, or write a name or a mobile", _("Scan, or write a name or a mobile")],
    ["Scan or write", _("Scan or write")],
    ["Show the number keys", _("Show the number keys")],
    ["Show the letter keys", _("Show the letter keys")],
    ["Suggestions", _("Suggestions")],
    ["Borrower", _("Borrower")],
    ["Not lent yet", _("Not lent yet")],
    ["The latest", _("The latest")],
    ["Language", _("Language")],
    ["More", _("More")],
    ["Scan an article to begin", _("Scan an article to begin")],
  ]);
}
