/** Until when: extend, another day, and the visit's one switch. */

import { begin } from "./acts.js";
import { newRow, tell } from "./row_state.js";
import { act } from "./sending.js";
import { changed, state } from "./state.js";
import { _ } from "./texts.js";

/** All that the borrower has out. */
export function extendAll() {
  const borrower = state.borrower;
  if (borrower) {
    begin(newRow(""), { kind: "extend", borrower: borrower.id });
    return;
  }
  tell("look", () => _("Extend"), () => _("Choose a borrower first; then everything they have is extended."));
}

/**
 * @param {string} day
 * @param {"visit" | "all"} which
 */
export function setDue(day, which) {
  const borrower = state.borrower;
  if (!borrower) {
    return;
  }
  state.choosingDue = false;
  if (which === "visit") {
    borrower.dueOn = day;
  }
  if (which === "all" && borrower.loans.length > 0) {
    begin(newRow(""), { kind: "set_due", borrower: borrower.id, due_on: day });
  } else if (borrower.lentNow.length > 0) {
    begin(newRow(""), { kind: "set_due", visit: borrower.visit, due_on: day });
  }
  changed();
}

/** @param {boolean} under18 */
export function switchUnder18(under18) {
  const borrower = state.borrower;
  if (!borrower) {
    return;
  }
  borrower.under18 = under18;
  // Before the first loan there is no visit yet to note it on; each check-out says it, too.
  if (borrower.lentNow.length > 0) {
    act({ kind: "under_18", visit: borrower.visit, under_18: under18 }, (answer) => {
      if (answer.refused) {
        tell("stop", () => _("Not done"), () => answer.message);
      }
    });
  }
  changed();
}
