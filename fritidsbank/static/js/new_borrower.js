/** Somebody new: two fields, Enter moves on. */

import { grouped } from "./barcodes.js";
import { forgetForm, openForm, register } from "./borrowers.js";
import { button, el, show } from "./dom.js";
import { changed, state } from "./state.js";
import { focusFinder } from "./finder.js";
import { _, language } from "./texts.js";
import { LONGEST_NAME, shownMobile } from "./typed.js";

/** @typedef {import("./state.js").Form} Form */

let wasOpen = false;

/** @param {HTMLElement} part */
export function drawForm(part) {
  const { form } = state;
  const shows = form && [language(), form.kind, form.card, form.error];
  show(part, shows, () => (form ? [formOf(form)] : []));
  if (form && !wasOpen) {
    const hasMobile = form.mobile && (form.kind === "person" || !form.name);
    const first = document.getElementById(hasMobile ? "new-name" : "new-mobile");
    const field = /** @type {HTMLInputElement} */ (first);
    field.focus();
    // Fast fingers have begun a name before the form was there, and go on with it.
    field.setSelectionRange(field.value.length, field.value.length);
  }
  wasOpen = form !== null;
}

/** @param {Form} form */
function formOf(form) {
  const mobile = input("new-mobile", form.mobile ? shownMobile(form.mobile) : "", { type: "tel", inputmode: "tel" });
  const name = input("new-name", form.name, { autocapitalize: "words" });
  const contact = input("new-contact", form.contact, { autocapitalize: "words" });
  const isOrganisation = form.kind === "organisation";
  const needsMobile = form.kind !== "alias";
  const fields = [
    field(_("Mobile"), mobile, needsMobile ? "" : _("May be left out")),
    field(nameOf(form.kind), name),
    ...(isOrganisation ? [field(_("Who to ask for"), contact)] : []),
  ];
  const written = () => ({ ...form, mobile: mobile.value.trim(), name: name.value.trim(), contact: contact.value.trim() });
  for (const [place, current] of [mobile, name].entries()) {
    current.addEventListener("input", () => Object.assign(state.form ?? {}, written()));
    current.addEventListener("keydown", (event) => moveOn(event, place === 0 ? name : isOrganisation ? contact : null));
  }
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    register({ ...written(), error: "" });
    focusFinder();
  };
  return el(
    "form",
    { class: "new-borrower", onsubmit: send, autocomplete: "off", onkeydown: (event) => event.key === "Escape" && close() },
    el("h2", {}, _("New borrower")),
    form.error ? el("p", { class: "field-error", role: "alert" }, form.error) : null,
    form.card ? el("p", { class: "muted number" }, _("Card {number}", { number: grouped(form.card) })) : null,
    ...fields,
    el("button", { class: "button button-big", type: "submit", "data-focus": "send" }, _("Go on")),
    el("p", { class: "field-hint" }, _("Protected identity? Take an alias, or no details.")),
    el("div", { class: "new-borrower-other" }, ...otherWays(form, written), button(_("Cancel"), close)),
  );
}

/** @param {Form} form @param {() => Form} written */
function otherWays({ kind }, written) {
  const become = (/** @type {string} */ other) => () => openForm({ ...written(), kind: other, error: "" });
  const without = () => {
    register({ ...written(), kind: "without_details", name: "", mobile: "", contact: "", error: "" });
    focusFinder();
  };
  return [
    kind === "person" ? null : button(_("Person"), become("person")),
    kind === "alias" ? null : button(_("Alias"), become("alias")),
    kind === "organisation" ? null : button(_("School or association"), become("organisation")),
    button(_("Without details"), without),
  ];
}

/** @param {string} kind */
function nameOf(kind) {
  if (kind === "alias") {
    return _("Alias");
  }
  return kind === "organisation" ? _("Name of the organisation") : _("Name");
}

/** @param {string} id @param {string} value @param {Record<string, string>} more */
function input(id, value, more) {
  return el("input", {
    ...{ id, value, "data-focus": id, autocomplete: "off", spellcheck: "false", maxlength: LONGEST_NAME },
    ...more,
  });
}

/** @param {string} label @param {HTMLInputElement} control @param {string} [hint] */
function field(label, control, hint) {
  return el(
    "div",
    { class: "field" },
    el("label", { for: control.id }, label),
    hint ? el("p", { class: "field-hint", id: `${control.id}-hint` }, hint) : null,
    control,
  );
}

/** @param {KeyboardEvent} event @param {HTMLInputElement | null} next */
function moveOn(event, next) {
  if (event.key === "Enter" && !event.isComposing && next && next.value.trim() === "") {
    event.preventDefault();
    next.focus();
  }
}

function close() {
  forgetForm();
  changed();
  focusFinder();
}
