/** What an answer changes in the list of what the borrower has. */

import { isTurnOf, state } from "./state.js";

/** @typedef {import("./state.js").Done} Done */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Loan} Loan */

/**
 * @param {string} borrower  whose act it was
 * @param {Answer} answer
 * @returns {Map<number, string> | undefined} the due days before, when they were changed
 */
export function effect(borrower, answer) {
  const open = state.borrower;
  if (!open) {
    return undefined;
  }
  switch (answer.outcome) {
    case "lent":
    case "relent":
      if (isTurnOf(borrower) && answer.article && answer.loan && answer.due_on) {
        const loan = { loan: answer.loan, article: answer.article, due_on: answer.due_on };
        open.loans = [loan, ...open.loans.filter((other) => other.loan !== answer.loan)];
        open.lentNow = [...open.lentNow, answer.loan];
      }
      return undefined;
    case "returned":
    case "to_check":
    case "wanted":
    case "to_check_wanted":
    case "put_aside":
      forget(answer.loan);
      return undefined;
    case "extended":
    case "extended_some":
    case "due_set":
    case "due_set_some":
      return redate(answer);
    default:
      return undefined;
  }
}

/** @param {Done} done */
export function undoEffect({ answer, dueBefore }) {
  const open = state.borrower;
  if (!open) {
    return;
  }
  if (answer.outcome === "lent" || answer.outcome === "relent") {
    forget(answer.loan);
  } else if (dueBefore) {
    open.loans = open.loans.map((loan) => ({ ...loan, due_on: dueBefore.get(loan.loan) ?? loan.due_on }));
  }
}

/** @param {number | undefined} gone */
function forget(gone) {
  const open = state.borrower;
  if (open) {
    open.loans = open.loans.filter(({ loan }) => loan !== gone);
    open.lentNow = open.lentNow.filter((loan) => loan !== gone);
  }
}

/** @param {Answer} answer */
function redate({ loans = [], due_on }) {
  const days = new Map(
    loans.map((loan) =>
      typeof loan === "number" ? [loan, due_on] : [loan.loan ?? loan.id, loan.due_on ?? due_on],
    ),
  );
  /** @type {Map<number, string>} */
  const before = new Map();
  const open = state.borrower;
  if (open) {
    open.loans = open.loans.map((loan) => {
      const day = days.get(loan.loan);
      if (!day) {
        return loan;
      }
      before.set(loan.loan, loan.due_on);
      return { ...loan, due_on: day, late: false };
    });
  }
  return before;
}
