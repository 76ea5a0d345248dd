/** Building the page by hand: elements, icons, and lists that change only where they must. */

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Property */
/** @typedef {Node | string | null | undefined | false} Child */

const SPRITE = new URL("../icons/sprite.svg", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";

/** Drawn from the page itself: a sprite outside is asked for again with every new icon, so with every scan. */
export async function loadIcons() {
  const text = await (await fetch(SPRITE)).text();
  const sprite = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  for (const symbol of sprite.querySelectorAll("symbol")) {
    symbol.id = `icon-${symbol.id}`;
  }
  sprite.setAttribute("class", "visually-hidden");
  sprite.setAttribute("aria-hidden", "true");
  document.body.append(document.adoptNode(sprite));
}

/**
 * An element; properties that are functions listen ("onclick"), false and null are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Property>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @param {string} name @param {string} [className] */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * A button with a word and, before it, an icon. `focus` names it across rebuilding.
 * @param {string} word
 * @param {() => void} onclick
 * @param {{icon?: string, kind?: string, focus?: string} & Record<string, Property>} [more]
 */
export function button(word, onclick, { icon: name, kind = "button-quiet", focus, ...more } = {}) {
  const properties = { type: "button", class: `button ${kind}`, "data-focus": focus ?? word, onclick, ...more };
  return el("button", properties, name ? icon(name) : null, word);
}

/**
 * The element with this id, which the shell is sure to have.
 * @param {string} id
 */
export function part(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the shell has no #${id}`);
  }
  return found;
}

/** @type {WeakMap<Element, string>} */
const looks = new WeakMap();

/**
 * Rebuild a part only when what it shows has changed; the focus stays on the button of the same name.
 * @param {HTMLElement} parent
 * @param {unknown} shows
 * @param {() => Child[]} build
 */
export function show(parent, shows, build) {
  const look = JSON.stringify(shows);
  if (looks.get(parent) === look) {
    return;
  }
  looks.set(parent, look);
  const focus = focusWithin(parent);
  const children = build().filter((child) => child !== null && child !== undefined && child !== false);
  parent.replaceChildren(...children);
  focus?.(parent);
}

/**
 * A list whose lines are rebuilt one by one, so that nothing else moves or loses its focus.
 * @template Item
 * @param {HTMLElement} list
 * @param {Item[]} items
 * @param {{key: (item: Item) => string, shows: (item: Item) => unknown, build: (item: Item) => HTMLElement}} how
 */
export function showList(list, items, { key, shows, build }) {
  const old = new Map([...list.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key, child]));
  const wanted = items.map((item) => {
    const look = JSON.stringify(shows(item));
    const before = old.get(key(item));
    old.delete(key(item));
    if (before && looks.get(before) === look) {
      return before;
    }
    const made = build(item);
    made.dataset.key = key(item);
    looks.set(made, look);
    if (before) {
      const focus = focusWithin(before);
      before.replaceWith(made);
      focus?.(made);
    }
    return made;
  });
  for (const gone of old.values()) {
    gone.remove();
  }
  for (const [place, element] of wanted.entries()) {
    if (list.children[place] !== element) {
      list.insertBefore(element, list.children[place] ?? null);
    }
  }
}

/** @param {Element} parent */
function focusWithin(parent) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !parent.contains(focused) || focused === parent) {
    return null;
  }
  const name = focused.dataset.focus;
  return (/** @type {Element} */ now) => {
    const same = [...now.querySelectorAll("[data-focus]")].find(
      (element) => /** @type {HTMLElement} */ (element).dataset.focus === name,
    );
    const next = same ?? now.querySelector("[data-first]") ?? document.getElementById("scan");
    /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
  };
}

/**
 * How something ended, as every list of scans shows it.
 * @param {{ picture: string, word: string, line: string, title: string, code: string, note?: string }} how
 */
export function outcome({ picture, word, line, title, code, note }) {
  return [
    el("span", { class: "outcome-icon" }, icon(picture)),
    el(
      "div",
      { class: "outcome-what" },
      el("p", { class: "outcome-word" }, word, " ", line ? el("span", { class: "outcome-line" }, line) : null),
      el(
        "p",
        { class: "outcome-title" },
        title ? el("span", {}, title) : null,
        code ? el("span", { class: "outcome-code number" }, code) : null,
      ),
      note ? el("p", { class: "outcome-note" }, note) : null,
    ),
  ];
}
