/** The day of what lay in the drop box: today, unless somebody says otherwise, and then in plain sight. */

import { addDays, longDay } from "./dates.js";
import { button, el, icon, part, show } from "./dom.js";
import { changed, state, today } from "./state.js";
import { _, language } from "./texts.js";

const OLDEST = 30;

export function drawReturnDay() {
  const holder = part("return-day");
  const { returnedOn, choosingReturnDay, borrower } = state;
  // Its room stays, so that the rows below do not jump when somebody is chosen.
  holder.classList.toggle("is-idle", borrower !== null);
  holder.classList.toggle("is-other", returnedOn !== null && !choosingReturnDay);
  holder.classList.toggle("is-choosing", choosingReturnDay);
  show(holder, [language(), returnedOn, choosingReturnDay, today()], () =>
    choosingReturnDay ? chooser() : shown(),
  );
}

function shown() {
  const { returnedOn } = state;
  if (!returnedOn) {
    return [button(_("Returned today"), () => choose(true), { icon: "calendar", kind: "button-plain", focus: "day" })];
  }
  const day = longDay(returnedOn, language(), today());
  return [
    icon("calendar"),
    el("p", { role: "status" }, _("Everything is taken back as of {day}", { day })),
    button(_("Today again"), () => set(null), { focus: "day" }),
  ];
}

function chooser() {
  const yesterday = addDays(today(), -1);
  const other = el("input", {
    ...{ type: "date", id: "other-day", max: today(), min: addDays(today(), -OLDEST), "data-focus": "other-day" },
    onchange: (event) => event.target.value && set(event.target.value),
  });
  return [
    el("p", {}, _("Returned on")),
    button(_("Today"), () => set(null), { focus: "day", "data-first": true }),
    button(_("Yesterday"), () => set(yesterday)),
    el("span", { class: "cluster" }, el("label", { for: "other-day" }, _("Other day")), other),
  ];
}

/** @param {boolean} choosing */
function choose(choosing) {
  state.choosingReturnDay = choosing;
  changed();
}

/** @param {string | null} day */
function set(day) {
  state.returnedOn = day === today() ? null : day;
  choose(false);
}
