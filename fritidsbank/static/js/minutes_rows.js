/** The rows of a form that grow by themselves: an empty one always waits at the end. */

import { newId } from "./ids.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** The fields of a form that are sent, besides what is ours. @param {HTMLFormElement} form */
export function fieldsOf(form) {
  /** @type {[string, string][]} */
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (name !== "form_token" && name !== "edition" && name !== "more_guests") {
      fields.push([name, String(value).replaceAll("\r\n", "\n")]);
    }
  }
  return fields;
}

/** When something is written in the last row, there is one more. @param {Element} field */
export function growRows(field) {
  const row = field.closest("[data-empty]");
  const rows = field.closest("[data-rows]");
  if (row && rows && "value" in field && field.value) {
    const next = /** @type {HTMLElement} */ (row.cloneNode(true));
    row.removeAttribute("data-empty");
    clear(next);
    row.after(next);
  }
}

/**
 * Write what was kept into the fields again, with as many rows as it had.
 * @param {HTMLFormElement} form
 * @param {[string, string][]} fields
 */
export function fill(form, fields) {
  /** @type {Map<string, string[]>} */
  const byName = new Map();
  for (const [name, value] of fields) {
    byName.set(name, [...(byName.get(name) ?? []), value]);
  }
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const name = rows.querySelector("[data-empty] :is(input, select)")?.getAttribute("name") ?? "";
    const wanted = byName.get(name)?.length ?? 0;
    while (rows.querySelectorAll(`[name="${name}"]`).length < wanted) {
      const last = rows.querySelector("[data-empty]");
      const next = /** @type {HTMLElement} */ (last?.cloneNode(true));
      last?.removeAttribute("data-empty");
      clear(next);
      last?.after(next);
    }
  }
  for (const field of fillable(form)) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") {
      field.checked = byName.has(field.name);
    } else if (field.name !== "more_guests") {
      field.value = byName.get(field.name)?.shift() ?? "";
    }
  }
  for (const row of form.querySelectorAll("details")) {
    const empty = row.matches("[data-empty]");
    row.open ||= !empty && fillable(row).some((field) => field.value && field.type !== "hidden");
  }
}

/** @param {Element} parent @returns {Field[]} */
function fillable(parent) {
  /** @type {NodeListOf<Field>} */
  const found = parent.querySelectorAll("input[name], select[name], textarea[name]");
  return [...found].filter((field) => !["form_token", "edition"].includes(field.name));
}

/** @param {HTMLElement} row */
function clear(row) {
  if (row instanceof HTMLDetailsElement) {
    row.open = false;
  }
  for (const field of fillable(row)) {
    if (field instanceof HTMLSelectElement) {
      field.selectedIndex = 0;
    } else {
      field.value = field.name === "outcome_key" ? newId() : "";
    }
  }
}
