/** The sheet of commands on the desk: numbers of the kind 9 that do what a button does. */

import { undo } from "./acts.js";
import { done } from "./borrowers.js";
import { extendAll } from "./loans.js";
import { askFault, takesMarks } from "./row_buttons.js";
import { tell } from "./row_state.js";
import { state } from "./state.js";
import { _ } from "./texts.js";

/** Kind digit and serial; the check digits follow from them. */
export const DONE = "900001";
export const UNDO = "900002";
export const TO_WORKSHOP = "900003";
export const EXTEND = "900004";

/** @param {string} digits */
export function commandScanned(digits) {
  switch (digits.slice(0, -2)) {
    case DONE:
      done();
      break;
    case UNDO:
      undoLast();
      break;
    case TO_WORKSHOP:
      lastToWorkshop();
      break;
    case EXTEND:
      extendAll();
      break;
    default:
      tell("look", () => _("Unknown command"), () => _("Print a new sheet of commands."), digits);
  }
}

function undoLast() {
  const last = state.rows.find((row) => row.done.length > 0);
  if (last) {
    undo(last);
  } else {
    tell("look", () => _("Undo"), () => _("There is nothing to undo."));
  }
}

function lastToWorkshop() {
  const last = state.rows.find(takesMarks);
  if (last) {
    askFault(last);
  } else {
    tell("look", () => _("To the workshop"), () => _("Take the article back first, then scan this."));
  }
}
