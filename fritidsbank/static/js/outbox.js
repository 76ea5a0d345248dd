/**
 * The way every act goes to the server: kept first, sent in order, one flight at a time, and
 * forgotten only when it has been answered. Nothing here knows what an act means.
 */

import { newId } from "./ids.js";
import { seal, unseal } from "./sealed.js";

/** @typedef {import("./outbox_store.js").Store} Store */
/** @typedef {import("./outbox_store.js").Stored} Stored */
/** @typedef {import("./types.js").Act} Act */
/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Personal} Personal */

/** @typedef {Record<string, unknown> & {id: string, kind: string}} Operation */
/** @typedef {"open" | "down" | "signed_out"} Line */
/** @typedef {{status: number, body: any}} Reply */
/** @typedef {{code: string, message: string}} Refused */

/**
 * @typedef {object} Surroundings
 * @property {Store} store
 * @property {(request: {sent_at: string, operations: Operation[]}) => Promise<Reply>} send  throws when nothing comes back
 * @property {() => Promise<"renewed" | "signed_out" | "failed">} renew  asks who is here now, and for a new token
 * @property {(operation: Operation, answer: Answer) => void} onAnswer
 * @property {(operation: Operation, refused: Refused) => void} onRefused  it has left the queue unanswered
 * @property {(line: Line, waiting: number) => void} onState
 * @property {() => number} [now]
 * @property {<T>(flight: () => Promise<T>) => Promise<T>} [alone]  one flight at a time, over all windows
 * @property {(then: () => void, after: number) => number} [later]
 * @property {(timer: number) => void} [never]
 */

const MOST = 50;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** A server that breaks on one act five times will break on it forever, and others wait behind it. */
const MOST_FAILURES = 5;
const TRY_AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);

export class Outbox {
  /** @param {Surroundings} surroundings */
  constructor({ now = Date.now, alone, later, never, ...rest }) {
    this.around = rest;
    this.now = now;
    this.alone = alone ?? ((flight) => flight());
    this.later = later ?? ((then, after) => Number(setTimeout(then, after)));
    this.never = never ?? ((timer) => clearTimeout(timer));
    /** @type {Line} */
    this.line = "open";
    this.waits = 0;
    this.timer = 0;
    this.oneByOne = 0;
    /** @type {Map<number, number>} */
    this.failures = new Map();
    /** @type {Promise<unknown>} */
    this.keeping = Promise.resolve();
    /** @type {Promise<void> | null} */
    this.flying = null;
    this.wanted = false;
  }

  /**
   * Keep an act and send it. Resolves as soon as it is kept; the answer comes through onAnswer.
   * @param {Act} act
   * @param {Personal} [personal]
   */
  act(act, personal) {
    const now = this.now();
    const op = { id: newId(now), v: 1, at: new Date(now).toISOString(), ...act };
    // Sealing takes its time, and a later act must not overtake this one.
    const kept = this.keeping.then(() => this.#keep(op, personal));
    this.keeping = kept.catch(() => {});
    return { id: op.id, kept: kept.then(() => this.#started()) };
  }

  /** Send what waits, now. */
  kick() {
    this.never(this.timer);
    this.wanted = true;
    this.flying ??= this.#fly().finally(() => {
      this.flying = null;
    });
    return this.flying;
  }

  /** After somebody has signed in. */
  signedIn() {
    this.line = "open";
    this.waits = 0;
    return this.kick();
  }

  /** @param {Operation} op @param {Personal} [personal] */
  async #keep(op, personal) {
    const { store } = this.around;
    const key = personal ? await store.key() : null;
    if (personal && key) {
      await store.add({ op, sealed: await seal(key, { ...personal }) });
    } else {
      await store.add(personal ? { op, personal: { ...personal } } : { op });
    }
  }

  #started() {
    void this.kick();
  }

  async #fly() {
    while (this.wanted) {
      this.wanted = false;
      try {
        await this.alone(() => this.#emptyQueue());
      } catch {
        this.#waitAndRetry();
      }
    }
  }

  async #emptyQueue() {
    for (;;) {
      const many = this.oneByOne > 0 ? 1 : MOST;
      const batch = await this.around.store.first(many);
      if (batch.length === 0) {
        await this.#tell("open");
        return;
      }
      if (!(await this.#send(batch))) {
        return;
      }
      this.oneByOne = Math.max(0, this.oneByOne - 1);
    }
  }

  /**
   * Whether the next may be sent.
   * @param {Stored[]} batch
   */
  async #send(batch) {
    /** @type {Operation[]} */
    const operations = await Promise.all(batch.map((stored) => this.#whole(stored)));
    const reply = await this.#reply(operations);
    if (reply.status === 401) {
      await this.#tell("signed_out");
      return false;
    }
    const answered = await this.#settle(batch, operations, reply.body?.answers);
    if (answered > 0) {
      this.waits = 0;
      this.failures.clear();
      return true;
    }
    return this.#unanswered(batch, operations, reply);
  }

  /** @param {Stored[]} batch @param {Operation[]} operations @param {Reply} reply */
  async #unanswered(batch, operations, { status, body }) {
    const [first] = batch;
    const [operation] = operations;
    const refused = status >= 400 && !TRY_AGAIN.has(status);
    if (!first || !operation || (!refused && status !== 500)) {
      this.#waitAndRetry();
      return false;
    }
    if (batch.length > 1) {
      this.oneByOne = batch.length + 1;
      return true;
    }
    if (status === 500 && this.#failed(first.seq) < MOST_FAILURES) {
      this.#waitAndRetry();
      return false;
    }
    if (status === 403 && this.#failed(first.seq) === 1) {
      const session = await this.around.renew();
      if (session === "signed_out") {
        this.failures.clear();
        await this.#tell("signed_out");
        return false;
      }
      if (session === "renewed") {
        return true;
      }
    }
    await this.around.store.remove(first.seq);
    this.around.onRefused(operation, { code: body?.code ?? "", message: body?.message ?? "" });
    return true;
  }

  /** @param {number} seq */
  #failed(seq) {
    const times = (this.failures.get(seq) ?? 0) + 1;
    this.failures.set(seq, times);
    return times;
  }

  /** @param {Operation[]} operations @returns {Promise<Reply>} */
  async #reply(operations) {
    try {
      return await this.around.send({ sent_at: new Date(this.now()).toISOString(), operations });
    } catch {
      return { status: 0, body: null };
    }
  }

  /**
   * How many of the batch have been answered.
   * @param {Stored[]} batch
   * @param {Operation[]} operations
   * @param {Answer[] | undefined} answers
   */
  async #settle(batch, operations, answers) {
    if (!Array.isArray(answers)) {
      return 0;
    }
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    let settled = 0;
    for (const [place, operation] of operations.entries()) {
      const answer = byId.get(operation.id);
      if (answer) {
        settled += 1;
        this.around.onAnswer(operation, answer);
        await this.around.store.remove(Number(batch[place]?.seq));
      }
    }
    return settled;
  }

  /** @param {Stored} stored @returns {Promise<Operation>} */
  async #whole({ op, seq, sealed, personal }) {
    const opened = sealed ? await this.#open(sealed) : personal;
    return /** @type {Operation} */ (/** @type {unknown} */ ({ ...op, seq, ...opened }));
  }

  /** @param {import("./outbox_store.js").Sealed} sealed */
  async #open(sealed) {
    const key = await this.around.store.key();
    // With a lost key the name is lost: the server then refuses the act in words, and the queue moves on.
    return key ? unseal(key, sealed).catch(() => ({})) : {};
  }

  #waitAndRetry() {
    const wait = Math.min(FIRST_WAIT * 2 ** this.waits, LONGEST_WAIT);
    this.waits += 1;
    this.wanted = false;
    this.never(this.timer);
    this.timer = this.later(() => void this.kick(), wait);
    void this.#tell("down");
  }

  /** @param {Line} line */
  async #tell(line) {
    this.line = line;
    this.around.onState(line, await this.around.store.count());
  }
}
