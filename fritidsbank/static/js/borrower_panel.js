/** The right side: whose turn it is, until when, and what they have. */

import { grouped } from "./barcodes.js";
import { done } from "./borrowers.js";
import { clearFinder } from "./finder.js";
import { addDays, longDay, shortDay, weekOf } from "./dates.js";
import { button, el, icon, part, show, showList } from "./dom.js";
import { drawForm } from "./new_borrower.js";
import { drawIdle } from "./idle_panel.js";
import { extendAll, setDue, switchUnder18 } from "./loans.js";
import { titleOf } from "./outcomes.js";
import { changed, state, today } from "./state.js";
import { _, language, ngettext } from "./texts.js";

/** @typedef {import("./state.js").Borrower} Borrower */
/** @typedef {import("./types.js").Loan} Loan */

/** A school may have two hundred things: the rest is one press away. */
const MOST_LOANS = 40;

export function drawPanel() {
  const { borrower, form } = state;
  const panel = part("panel");
  panel.classList.toggle("is-unfolded", state.unfolded);
  panel.dataset.shows = form ? "form" : borrower ? "borrower" : "idle";
  part("panel-form").hidden = !form;
  part("panel-borrower").hidden = !borrower || Boolean(form);
  part("panel-idle").hidden = Boolean(borrower || form);
  drawForm(part("panel-form"));
  drawIdle(part("panel-idle"));
  if (borrower) {
    drawHead(borrower);
    drawLoans(borrower);
    drawActions(borrower);
  } else {
    for (const id of ["panel-head", "panel-count", "panel-actions"]) {
      show(part(id), null, () => []);
    }
    part("panel-loans").replaceChildren();
  }
}

/** @param {Borrower} borrower */
function drawHead(borrower) {
  const { name, mobile, kind, under18 } = borrower;
  const day = dueDay(borrower);
  show(part("panel-head"), [language(), name, mobile, kind, under18, day, state.unfolded], () => [
    el(
      "div",
      { class: "panel-who" },
      el("h2", {}, name || _("Without details")),
      mobile ? el("p", { class: "number" }, mobile) : null,
      kind === "organisation" ? el("p", { class: "muted" }, _("School or association")) : null,
    ),
    day
      ? el(
          "p",
          { class: "panel-due" },
          el("span", { class: "muted" }, _("To be back")),
          el("strong", { class: "due" }, longDay(day, language(), today())),
          el("span", { class: "muted number" }, _("week {week}", { week: weekOf(day) })),
        )
      : null,
    el(
      "div",
      { class: "panel-fold" },
      button(state.unfolded ? _("Hide") : _("Show"), fold, {
        ...{ icon: "list", focus: "fold" },
        "aria-expanded": String(state.unfolded),
      }),
      button(_("Done"), finish, { icon: "check", kind: "", focus: "done-bar" }),
    ),
    el(
      "label",
      { class: "switch panel-more" },
      el("input", {
        ...{ type: "checkbox", role: "switch", checked: under18, "data-focus": "under18" },
        onchange: (event) => switchUnder18(event.target.checked),
      }),
      _("Under 18"),
    ),
  ]);
}

/** @param {Borrower} borrower */
function drawLoans(borrower) {
  const { loans, loansKnown } = borrower;
  const day = dueDay(borrower);
  const n = loans.length;
  show(part("panel-count"), [language(), n, loansKnown], () => [
    loansKnown ? (n > 0 ? ngettext("{n} article out", "{n} articles out", n) : _("Scan an article to lend it")) : "",
  ]);
  showList(part("panel-loans"), loans.slice(0, MOST_LOANS), {
    key: ({ loan }) => `loan-${loan}`,
    shows: ({ due_on, late }) => [language(), due_on, late, due_on === day],
    build: (loan) => lineOf(loan, loan.due_on === day),
  });
  part("panel-rest").hidden = n <= MOST_LOANS;
  show(part("panel-rest"), [language(), n], () => [
    el("a", { href: `/borrowers/${state.borrower?.id}` }, _("All {n} articles", { n })),
  ]);
}

/** @param {Loan} loan @param {boolean} said  whether its day stands above already */
function lineOf({ article, due_on: day, late }, said) {
  const written = shortDay(day, language(), today());
  return el(
    "li",
    { class: "loan" },
    el("span", { class: "loan-what" }, titleOf(article)),
    el("span", { class: "number muted" }, article.code ? grouped(article.code) : ""),
    late ? el("span", { class: "loan-due badge badge-look" }, icon("clock"), _("was due {day}", { day: written })) : null,
    late || said ? null : el("span", { class: "loan-due muted" }, written),
  );
}

/** @param {Borrower} borrower */
function drawActions(borrower) {
  const { lentNow, visit, slip, loans } = borrower;
  const slipOf = lentNow.length > 0 ? visit : slip;
  const older = loans.some(({ loan }) => !lentNow.includes(loan));
  show(part("panel-actions"), [language(), slipOf, loans.length > 0, older, state.choosingDue], () =>
    state.choosingDue
      ? [dueForm(older && lentNow.length > 0, lentNow.length === 0 && older)]
      : [
          button(_("Extend"), extendAll, { icon: "calendar", "aria-disabled": loans.length === 0 ? "true" : null }),
          button(_("Other date"), () => chooseDue(true), { icon: "clock" }),
          state.session?.slip === "never"
            ? null
            : slipOf
            ? el(
                "a",
                { class: "button button-quiet", href: `/slip/${slipOf}`, target: "_blank", "data-focus": "slip" },
                icon("printer"),
                _("Loan slip"),
              )
            : button(_("Loan slip"), () => {}, { icon: "printer", "aria-disabled": "true" }),
          button(_("Done"), finish, { icon: "check", kind: "panel-done", focus: "done" }),
        ],
  );
}

/** @param {boolean} hasBoth @param {boolean} onlyOlder */
function dueForm(hasBoth, onlyOlder) {
  const day = el("input", {
    ...{ id: "due-day", type: "date", required: true, "data-first": true, "data-focus": "due-day" },
    ...{ min: addDays(today(), 1), value: state.borrower?.dueOn ?? addDays(today(), 14) },
  });
  const all = el("input", { type: "checkbox", "data-focus": "due-all" });
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    setDue(day.value, onlyOlder || all.checked ? "all" : "visit");
  };
  return el(
    "form",
    { class: "due-form", onsubmit: send },
    el("div", { class: "field" }, el("label", { for: "due-day" }, _("To be back on")), day),
    hasBoth ? el("label", { class: "check" }, all, _("Also what was lent before")) : null,
    el(
      "div",
      { class: "cluster" },
      el("button", { class: "button", type: "submit", "data-focus": "due-send" }, _("Set the date")),
      button(_("Cancel"), () => chooseDue(false)),
    ),
  );
}

/** @param {boolean} choosing */
function chooseDue(choosing) {
  state.choosingDue = choosing;
  changed();
}

function finish() {
  clearFinder();
  done();
}

function fold() {
  state.unfolded = !state.unfolded;
  changed();
}

/**
 * The day that is said to the borrower: of what goes out now, else the first of what is out.
 * @param {Borrower} borrower
 */
function dueDay({ loans, lentNow, dueOn }) {
  const now = loans.filter(({ loan }) => lentNow.includes(loan));
  const days = (now.length > 0 ? now : loans).map(({ due_on }) => due_on).sort();
  return now.length > 0 ? days[0] : (dueOn ?? days[0]);
}
