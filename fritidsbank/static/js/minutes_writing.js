/**
 * The editor of the minutes saves itself. Each part of the page is an ordinary form; what is typed
 * is kept on this device at once, sent within two seconds, and forgotten here when it is saved.
 */

import { openKept } from "./minutes_kept.js";
import { fieldsOf, fill, growRows } from "./minutes_rows.js";

/** @typedef {import("./minutes_kept.js").Kept} Kept */

const KEPT_WITHIN = 300;
const SENT_WITHIN = 1200;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
const LONGEST_FLIGHT = 15_000;

const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));
const trouble = /** @type {HTMLElement} */ (document.getElementById("trouble"));
const meeting = saved.dataset.meeting ?? "";
const opening = openKept();

/** One form of the page, and how far what is typed in it has come. */
class Unit {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.name = `${meeting}/${form.dataset.unit}`;
    this.saved = JSON.stringify(fieldsOf(asServed(form)));
    /** What the server could not read: it is not sent again until it has changed. */
    this.refused = "";
    this.stopped = false;
    this.wait = FIRST_WAIT;
    this.keepTimer = 0;
    this.sendTimer = 0;
    /** @type {Promise<void> | null} */
    this.flight = null;
  }

  get edition() {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem("edition"));
  }

  get isDirty() {
    return said(this.form) !== this.saved;
  }

  typed() {
    this.keepTimer ||= window.setTimeout(() => void this.keep(), KEPT_WITHIN);
    if (!this.stopped) {
      say("typing");
      this.sendTimer ||= window.setTimeout(() => void this.send(), SENT_WITHIN);
    }
  }

  async keep() {
    clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    const { form, name: unit } = this;
    const kept = { unit, action: form.action, edition: this.edition.value, fields: fieldsOf(form) };
    const keeping = await opening;
    await keeping.keep({ ...kept, at: Date.now() }).catch(() => complain("unkept"));
  }

  /** Send it, one flight at a time; what is typed meanwhile goes with the next. */
  send() {
    clearTimeout(this.sendTimer);
    this.sendTimer = 0;
    this.flight ??= this.#fly().finally(() => {
      this.flight = null;
      if (this.isDirty && !this.sendTimer && !this.stopped && said(this.form) !== this.refused) {
        this.sendTimer = window.setTimeout(() => void this.send(), this.wait);
      }
    });
    return this.flight;
  }

  async #fly() {
    const sent = said(this.form);
    if (this.stopped || sent === this.saved || sent === this.refused) {
      return;
    }
    const answer = await post(this.form).catch(() => null);
    if (answer?.status === 200) {
      this.wait = FIRST_WAIT;
      await this.#wasSaved(sent, answer.body);
    } else if (answer?.status === 409) {
      this.meanwhile();
    } else if (answer?.status === 422) {
      this.refused = sent;
      complain("unclear", answer.body.message);
    } else {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      const isAway = answer === null || answer.status >= 500 || answer.status === 429;
      complain(isAway ? "offline" : "signedOut");
    }
  }

  /** @param {string} sent @param {{edition: number, saved: string, html: string}} answer */
  async #wasSaved(sent, answer) {
    this.edition.value = String(answer.edition);
    this.saved = sent;
    const preview = this.form.querySelector("[data-preview]");
    if (preview) {
      preview.innerHTML = answer.html; // made by the server's Markdown, which lets no HTML in
    }
    if (this.isDirty) {
      await this.keep();
    } else {
      clearTimeout(this.keepTimer);
      this.keepTimer = 0;
      await drop(this.name);
      say("saved", answer.saved);
    }
    calm();
  }

  /** Somebody else has written here: a person looks at both before anything is sent. */
  meanwhile() {
    this.stopped = true;
    void this.keep();
    this.form.querySelector("[data-meanwhile]")?.removeAttribute("hidden");
    saved.hidden = true;
  }

  /** What was kept when this page was last open. @param {Kept} kept */
  takeUp(kept) {
    if (JSON.stringify(bare(kept.fields)) === JSON.stringify(bare(JSON.parse(this.saved)))) {
      void drop(this.name);
      return;
    }
    fill(this.form, kept.fields);
    if (kept.edition === this.edition.value) {
      this.typed();
    } else {
      this.edition.value = kept.edition;
      this.meanwhile();
    }
  }
}

/** @param {HTMLFormElement} form */
function said(form) {
  return JSON.stringify(fieldsOf(form));
}

/** The form as it came: a browser that opens a page again fills in what was typed before. @param {HTMLFormElement} form */
function asServed(form) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  copy.reset();
  return copy;
}

/** Without the names that each page gives anew to its empty rows. @param {[string, string][]} fields */
function bare(fields) {
  return fields.filter(([name]) => name !== "outcome_key");
}

/** @param {string} unit */
async function drop(unit) {
  const keeping = await opening;
  await keeping.drop(unit).catch(() => undefined);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<{status: number, body: any}>}
 */
async function post(form) {
  const answer = await sent(form);
  if (answer.status !== 403) {
    return answer;
  }
  // Somebody has signed in anew since the page was loaded: its forms have another token now.
  const page = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = fresh.querySelector("[name=form_token]")?.getAttribute("value") ?? "";
  for (const field of document.querySelectorAll("[name=form_token]")) {
    field.setAttribute("value", token);
  }
  return sent(form);
}

/** @param {HTMLFormElement} form */
async function sent(form) {
  const data = new FormData(form);
  data.delete("more_guests");
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(/** @type {any} */ (data)),
    headers: { Accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.timeout(LONGEST_FLIGHT),
  });
  const isRead = answer.status === 200 || answer.status === 422;
  return { status: answer.status, body: isRead ? await answer.json() : {} };
}

/** @param {"saved" | "typing"} word @param {string} [time] */
function say(word, time = "") {
  saved.hidden = false;
  saved.textContent = (saved.dataset[word] ?? "").replace("{time}", time);
}

/** @param {"offline" | "signedOut" | "unclear" | "unkept"} word @param {string} [more] */
function complain(word, more = "") {
  const sentence = `${trouble.dataset[word] ?? ""} ${more}`.trim();
  if (trouble.hidden || trouble.textContent !== sentence) {
    trouble.textContent = sentence;
    trouble.hidden = false;
  }
}

function calm() {
  trouble.hidden = true;
  trouble.textContent = "";
}

/** What belongs to a point that is not on the page any more. @param {Kept} kept */
function showLeftBehind(kept) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("left-behind"));
  const form = /** @type {HTMLFormElement} */ (
    /** @type {Element} */ (template.content.firstElementChild).cloneNode(true)
  );
  form.action = kept.action;
  const token = document.querySelector("[name=form_token]")?.getAttribute("value") ?? "";
  for (const [name, value] of [["form_token", token], ["edition", kept.edition], ...kept.fields]) {
    const field = document.createElement("input");
    [field.type, field.name, field.value] = ["hidden", name ?? "", value ?? ""];
    form.append(field);
  }
  trouble.after(form);
}

/** @type {Map<string, Unit>} */
const units = new Map();
for (const form of document.querySelectorAll("form")) {
  if (!form.dataset.unit) {
    continue;
  }
  const unit = new Unit(form);
  units.set(unit.name, unit);
}

/** @param {EventTarget | null} target */
function unitOf(target) {
  const form = target instanceof Element ? target.closest("form") : null;
  return form?.dataset.unit ? units.get(`${meeting}/${form.dataset.unit}`) : undefined;
}

document.addEventListener("input", ({ target }) => {
  const unit = unitOf(target);
  if (unit && target instanceof Element) {
    growRows(target);
    unit.typed();
  }
});

/** A button leaves the page: first all that is typed anywhere on it is kept, and sent if it can. */
let leaving = false;
document.addEventListener("submit", (event) => {
  const dirty = [...units.values()].filter((unit) => unit.isDirty || unit.flight);
  if (leaving || dirty.length === 0 || !(event.target instanceof HTMLFormElement)) {
    return;
  }
  event.preventDefault();
  const { target: form, submitter } = event;
  const before = dirty.map(async (unit) => {
    await unit.keep();
    await Promise.race([unit.send(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  });
  void Promise.all(before).then(() => {
    leaving = true;
    form.requestSubmit(submitter);
  });
});

window.addEventListener("pagehide", () => {
  for (const unit of units.values()) {
    if (unit.keepTimer) {
      void unit.keep();
    }
  }
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
window.addEventListener("online", () => {
  for (const unit of units.values()) {
    void unit.send();
  }
});

document.addEventListener("keydown", (event) => {
  const steps = { ArrowUp: "up", ArrowDown: "down" };
  const way = event.altKey ? steps[/** @type {keyof steps} */ (event.key)] : undefined;
  const item = event.target instanceof Element ? event.target.closest(".minutes-item") : null;
  const button = item?.querySelector(`button[value="${way}"]`);
  if (way && button instanceof HTMLButtonElement && !button.disabled) {
    event.preventDefault();
    button.click();
  }
});

const settled = new URLSearchParams(location.search).get("settled");
if (settled) {
  await drop(`${meeting}/${settled}`);
  // Opened again at this address, it must not drop what is typed from now on.
  history.replaceState(null, "", location.pathname + location.hash);
}
const keeping = await opening;
for (const kept of await keeping.all(`${meeting}/`).catch(() => [])) {
  const unit = units.get(kept.unit);
  if (unit) {
    unit.takeUp(kept);
  } else {
    showLeftBehind(kept);
  }
}
for (const unit of units.values()) {
  if (unit.isDirty && !unit.stopped) {
    unit.typed();
  }
}
if (location.hash) {
  document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
}
document.documentElement.dataset.ready = "yes";
