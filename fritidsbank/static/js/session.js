/** Who is signed in, in which language, and who can take over with one tap. */

import { unsay } from "./aloud.js";
import { get, post, useToken } from "./api.js";
import { tell } from "./row_state.js";
import { changed, itIs, state } from "./state.js";
import { _, language, speak } from "./texts.js";

/** @typedef {import("./types.js").Session} Session */
/** @typedef {import("./types.js").Category} Category */

const KEPT_AS = "fritidsbank.language";

/** The language of the last visit, so that its texts need not wait for the session. */
export function likelyLanguage() {
  try {
    return localStorage.getItem(KEPT_AS) === "en" ? "en" : "sv";
  } catch {
    return "sv";
  }
}

/** @returns {Promise<boolean>} whether somebody is signed in */
export async function loadSession() {
  const { status, body } = await get("/api/session");
  if (status !== 200 && status !== 401) {
    throw new Error(`no session: ${status}`);
  }
  state.signedOut = status === 401;
  if (status === 200) {
    await useSession(body);
  }
  changed();
  return status === 200;
}

/** @param {number} account */
export async function switchTo(account) {
  state.menuOpen = false;
  await asked(() => post("/api/session/switch", { account }), useSession);
}

/** @param {string} wanted */
export async function choose(wanted) {
  await asked(
    () => (state.session ? post("/api/session/language", { language: wanted }) : Promise.resolve({ status: 200, body: null })),
    () => talk(wanted),
  );
}

/** @param {Session} session */
export async function useSession(session) {
  state.session = session;
  useToken(session.csrf);
  itIs(session.today);
  await talk(session.account.language);
}

/** @param {string} wanted */
async function talk(wanted) {
  const before = language();
  if (wanted !== before || state.categories.size === 0) {
    await Promise.all([speak(wanted, get), state.session ? loadCatalogue() : null]);
  }
  if (wanted !== before) {
    unsay();
  }
  try {
    localStorage.setItem(KEPT_AS, wanted);
  } catch {
    // Then the texts come one request later the next time.
  }
  changed();
}

async function loadCatalogue() {
  const { status, body } = await get("/api/catalogue");
  if (status === 200) {
    /** @type {Category[]} */
    const categories = body.categories;
    state.categories = new Map(categories.map((category) => [category.code, category]));
  }
}

/**
 * @param {() => Promise<import("./api.js").Reply>} ask
 * @param {(body: any) => Promise<void>} then
 */
async function asked(ask, then) {
  try {
    const { status, body } = await ask();
    if (status === 200) {
      await then(body);
    } else if (status === 401) {
      state.signedOut = true;
    } else {
      tell("stop", () => _("Not done"), () => body?.message ?? "");
    }
  } catch {
    tell("look", () => _("Offline"), () => _("That works again when the line is back."));
  }
  changed();
}
