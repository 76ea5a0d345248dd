/**
 * Pages on which one thing is done after another: articles scanned onto a shelf or into a car, visits
 * counted. Each form that says `data-act` becomes an act in the outbox of this tablet, and what has
 * changed is then drawn from the same page of the server. Where the scan field says `data-goes`, a scan
 * opens the page of its article instead. Without this file the forms are just sent.
 */

import { say, sound } from "./aloud.js";
import { useToken } from "./api.js";
import { read, ownNumber } from "./barcodes.js";
import { part } from "./dom.js";
import { fieldOf } from "./fields.js";
import { act, sendWhatWaits, startSending } from "./sending.js";
import { isMuted } from "./sound.js";
import { state, watch } from "./state.js";
import { looksLikeLabel } from "./typed.js";
import { Wedge } from "./wedge.js";

/** @typedef {import("./types.js").Answer} Answer */

/** They belong to the form as it is sent without script. */
const NOT_IN_THE_ACT = new Set(["form_token", "operation", "back"]);
/** What the act calls by another name than the form. */
const CALLED = new Map([["undoes", "operation"]]);

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.scanning"));
const field = /** @type {HTMLInputElement | null} */ (form?.elements.namedItem("article") ?? null);
const place = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-place]"));

/** @param {string} sentence @param {import("./types.js").Tone} tone */
function tell(sentence, tone) {
  say(sentence);
  sound(tone);
  const shown = part("fresh-said");
  const notice = document.createElement("div");
  notice.className = `notice notice-${tone === "back" || tone === "out" ? "good" : "look"}`;
  const line = document.createElement("p");
  line.textContent = sentence;
  notice.append(line);
  shown.replaceChildren(notice);
}

/** @param {HTMLFormElement} from @param {HTMLElement | null} pressed */
function fieldsOf(from, pressed) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [name, value] of new FormData(from, pressed)) {
    if (!NOT_IN_THE_ACT.has(name) && typeof value === "string") {
      fields[CALLED.get(name) ?? name] = value;
    }
  }
  return fields;
}

/** @param {string} kind @param {Record<string, string>} fields */
function does(kind, fields) {
  act({ kind, ...fields }, (answer) => {
    sound(answer.tone);
    say([answer.article?.name, answer.message].filter(Boolean).join(". "));
    const goes = kind === form?.dataset.act ? form.dataset.goes : "";
    if (goes && answer.article) {
      location.assign(`${goes}${answer.article.id}?done=${answer.id}`);
    } else {
      void refresh(answer);
    }
  });
}

/** @type {Promise<void>} */
let drawn = Promise.resolve();

/** What has changed is drawn as the server draws it; one after the other, so that the last one stays. @param {Answer} answer */
function refresh(answer) {
  drawn = drawn.then(() => draw(answer)).catch(() => tell(answer.message, answer.tone));
  drawn = drawn.then(() => point(answer));
  return drawn;
}

/** At the word that was refused, which only the page that sent it is told. @param {Answer} answer */
function point(answer) {
  if (!answer.field) {
    return;
  }
  part("fresh-said").querySelector(".notice p:last-child")?.replaceChildren(answer.message);
  const written = document.querySelector(`main [name="${CSS.escape(answer.field)}"]:not([type=hidden])`);
  if (written instanceof HTMLTextAreaElement || written instanceof HTMLInputElement) {
    written.focus({ preventScroll: true });
    written.setSelectionRange(answer.begins ?? 0, answer.ends ?? 0);
  }
}

/** @param {Answer} answer */
async function draw(answer) {
  const address = new URL(location.href);
  address.searchParams.set("done", answer.id);
  address.hash = "";
  const reply = await fetch(address, { credentials: "same-origin" });
  if (!reply.ok) {
    throw new Error(`not drawn: ${reply.status}`);
  }
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.getElementById(old.id);
    if (fresh) {
      const focused = document.activeElement;
      const hadFocus = focused !== null && old.contains(focused) && focused !== old;
      const same = hadFocus ? focused.id : "";
      old.replaceChildren(...fresh.childNodes);
      if (hadFocus) {
        focusAgain(old, same);
      }
    }
  }
}

/** On the button that was pressed, if it is still there. @param {Element} inside @param {string} id */
function focusAgain(inside, id) {
  const same = id ? document.getElementById(id) : null;
  const next = same ?? field ?? /** @type {HTMLElement | null} */ (inside.querySelector("button, a"));
  next?.focus({ preventScroll: true });
}

/** @param {string} text */
function scanned(text) {
  if (!form || !field) {
    return;
  }
  const reading = read(text, form.dataset.home);
  const code = typeof reading === "string" ? null : reading;
  field.value = "";
  if (code?.kind === "place" && place) {
    placeScanned(code.digits);
  } else if (code && code.kind !== "article") {
    tell(form.dataset.notHere ?? "", "look");
  } else if (place && place.value === "") {
    tell(place.dataset.needed ?? "", "look");
  } else {
    does(String(form.dataset.act), { ...fieldsOf(form, null), article: code ? code.digits : text.slice(0, 400) });
  }
}

/** @param {string} digits */
function placeScanned(digits) {
  const known = [...(place?.options ?? [])].find((option) => option.value === digits);
  if (!place || !known) {
    tell(place?.dataset.unknown ?? "", "look");
    return;
  }
  place.value = digits;
  placeChosen();
}

/** The page comes back to the same shelf when it is loaded again. */
function placeChosen() {
  if (!place) {
    return;
  }
  history.replaceState(null, "", place.value ? `?to=${place.value}` : location.pathname);
  if (place.value) {
    tell(`${place.dataset.now}: ${place.selectedOptions[0]?.textContent?.trim()}`, "back");
  }
  field?.focus();
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const sent = event.target;
  if (!(sent instanceof HTMLFormElement) || !sent.dataset.act) {
    return;
  }
  event.preventDefault();
  if (sent === form) {
    if (field?.value.trim()) {
      scanned(field.value.trim());
    }
  } else {
    does(sent.dataset.act, fieldsOf(sent, event.submitter));
  }
}

function drawLine() {
  part("line-down").hidden = state.line !== "down" || state.waiting === 0;
  part("line-waiting").textContent = String(state.waiting);
  part("line-out").hidden = !state.signedOut;
}

function listen() {
  document.addEventListener("submit", submitted);
  place?.addEventListener("change", placeChosen);
  if (!field) {
    return;
  }
  const wedge = new Wedge({
    fieldOf: () => fieldOf(document.activeElement, field),
    isOwn: (text) => ownNumber(text, form?.dataset.home) !== null,
    isLabel: looksLikeLabel,
    onScan: scanned,
    onTyped: (text) => {
      field.value += text;
      field.focus();
    },
  });
  document.addEventListener("keydown", (event) => wedge.keydown(event), { capture: true });
}

async function start() {
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("main [name=form_token]"));
  useToken(token?.value ?? "");
  state.muted = isMuted();
  watch(drawLine);
  // Acts of the counter that waited are sent from here, too; what they came to must be said somewhere.
  await startSending((_operation, answer) => tell(answer.message, answer.tone));
  listen();
  document.documentElement.dataset.scanning = "ready";
  await sendWhatWaits();
}

void start();
