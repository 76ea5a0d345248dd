/** Acts of registering go to the server in order, each until it is answered; the same act is done once. */

import { part } from "./dom.js";

const AGAIN_AFTER = 3000;
const LONGEST_FLIGHT = 30_000;

/** @typedef {FormData | URLSearchParams} Act */
/**
 * @typedef {object} Hearing
 * @property {(page: Document, isUnclear: boolean) => void} onPage  what the server answered
 * @property {(waiting: number) => void} onLine  how many acts wait because there is no line
 * @property {(isOut: boolean) => void} onSignedOut  whether they wait for somebody to sign in
 */

export class Queue {
  /** @param {Hearing} hearing */
  constructor(hearing) {
    this.hearing = hearing;
    /** @type {{path: string, act: Act}[]} */
    this.waiting = [];
    this.isSending = false;
    addEventListener("beforeunload", (event) => {
      if (this.waiting.length > 0) {
        event.preventDefault();
      }
    });
  }

  /** @param {string} path @param {Act} act */
  send(path, act) {
    this.waiting.push({ path, act });
    if (!this.isSending) {
      void this.#sendAll();
    }
  }

  async #sendAll() {
    this.isSending = true;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      try {
        const answer = await this.#post(next.path, next.act);
        if (answer.status === 503) {
          throw new Error("busy");
        }
        const page = await pageOf(answer);
        if (isSignIn(answer)) {
          await this.#signedIn();
          continue;
        }
        this.waiting.shift();
        this.hearing.onLine(0);
        this.#take(answer, page);
      } catch {
        this.hearing.onLine(this.waiting.length);
        await rest();
      }
    }
    this.isSending = false;
  }

  /** Until somebody has signed in, in another tab: what waits then goes with the token they got. */
  async #signedIn() {
    this.hearing.onLine(0);
    this.hearing.onSignedOut(true);
    for (let token = ""; token === ""; ) {
      await rest();
      const answer = await fetch("/register", { credentials: "same-origin" });
      const page = await pageOf(answer);
      token = isSignIn(answer) ? "" : (tokensIn(page)[0]?.value ?? "");
      for (const { act } of token ? this.waiting : []) {
        act.set("form_token", token);
      }
      for (const field of token ? tokensIn(document) : []) {
        field.value = token;
      }
    }
    this.hearing.onSignedOut(false);
  }

  /** @param {string} path @param {Act} act */
  #post(path, act) {
    return fetch(path, {
      method: "POST",
      body: act,
      credentials: "same-origin",
      signal: AbortSignal.timeout(LONGEST_FLIGHT),
    });
  }

  /** @param {Response} answer @param {Document} page */
  #take(answer, page) {
    if (page.getElementById("register")) {
      this.hearing.onPage(page, !answer.ok);
    } else {
      // A refusal has a page of its own: its sentence is what there is to say.
      showLine("stop", page.querySelector("h1")?.textContent ?? "");
      this.hearing.onPage(document, false);
    }
  }
}

/**
 * What an act came to, in one line.
 * @param {"back" | "look" | "stop"} tone
 * @param {string} sentence
 */
export function showLine(tone, sentence) {
  const line = document.createElement("p");
  line.className = `act-line ${tone}`;
  line.dataset.tone = tone;
  line.textContent = sentence;
  part("outcome").replaceChildren(line);
}

/** @returns {Promise<void>} */
function rest() {
  return new Promise((wake) => setTimeout(wake, AGAIN_AFTER));
}

/** @param {Response} answer */
async function pageOf(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {Response} answer */
function isSignIn(answer) {
  return new URL(answer.url).pathname.endsWith("/login");
}

/** @param {Document} page */
function tokensIn(page) {
  return /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll("input[name=form_token]"));
}

/**
 * The list of the last acts and what this one came to, as the server has written them.
 * @param {Document} page
 */
export function showActs(page) {
  if (page === document) {
    return;
  }
  for (const id of ["outcome", "registered"]) {
    const fresh = page.getElementById(id);
    if (fresh) {
      part(id).replaceChildren(...document.adoptNode(fresh).childNodes);
    }
  }
}
