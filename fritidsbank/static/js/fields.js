/** What a scanner may have written into, and how it is taken out again. */

/** @typedef {import("./wedge.js").Field} Field */

const NO_TEXT = new Set([
  "button",
  "checkbox",
  "color",
  "file",
  "hidden",
  "image",
  "radio",
  "range",
  "reset",
  "submit",
]);

/**
 * The field a key event goes into, or null when none has the focus.
 * @param {EventTarget | null} target
 * @param {HTMLElement} scanField
 * @returns {Field | null}
 */
export function fieldOf(target, scanField) {
  if (target instanceof HTMLSelectElement) {
    return { kind: "text", save: () => keepSelection(target) };
  }
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !NO_TEXT.has(target.type));
  if (!isText) {
    return null;
  }
  if (target.type === "password") {
    return { kind: "secret", save: () => () => {} };
  }
  return { kind: target === scanField ? "scan" : "text", save: () => keepText(target) };
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field */
function keepText(field) {
  const value = field.value;
  const start = field.selectionStart;
  const end = field.selectionEnd;
  return () => {
    if (field.value === value) {
      return;
    }
    field.value = value;
    // Fields of numbers and dates have no caret to give back.
    if (start !== null) {
      field.setSelectionRange(start, end);
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

/** @param {HTMLSelectElement} select */
function keepSelection(select) {
  const chosen = select.selectedIndex;
  return () => {
    if (select.selectedIndex !== chosen) {
      select.selectedIndex = chosen;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
}
