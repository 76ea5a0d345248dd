/** Acts of registering go to the server in order, each until it is answered; the same act is done once. */

import { part } from "./dom.js";

const AGAIN_AFTER = 3000;
const LONGEST_FLIGHT = 30_000;

/** @typedef {FormData | URLSearchParams} Act */
/**
 * @typedef {object} Hearing
 * @property {(page: Document, isUnclear: boolean) => void} onPage  what the server answered
 * @property {(waiting: number) => void} onLine  how many acts wait because there is no line
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
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        this.waiting.shift();
        this.hearing.onLine(0);
        this.#take(answer, page);
      } catch {
        this.hearing.onLine(this.waiting.length);
        await new Promise((wake) => setTimeout(wake, AGAIN_AFTER));
      }
    }
    this.isSending = false;
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
    if (new URL(answer.url).pathname.endsWith("/login")) {
      this.waiting = [];
      location.assign("/login?next=/register");
    } else if (page.getElementById("register")) {
      this.hearing.onPage(page, !answer.ok);
    } else {
      // A refusal has a page of its own: its sentence is what there is to say.
      const line = document.createElement("p");
      line.className = "act-line stop";
      line.dataset.tone = "stop";
      line.textContent = page.querySelector("h1")?.textContent ?? "";
      part("outcome").replaceChildren(line);
      this.hearing.onPage(document, false);
    }
  }
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
