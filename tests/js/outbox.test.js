import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../fritidsbank/static/js/outbox.js";
import { memoryStore } from "../../fritidsbank/static/js/outbox_store.js";
import { seal, unseal } from "../../fritidsbank/static/js/sealed.js";

const answered = ({ operations }) => ({
  status: 200,
  body: { answers: operations.map(({ id, kind }) => ({ id, kind, outcome: "lent" })) },
});
const nothing = () => {
  throw new TypeError("network");
};
const status =
  (code, body = null) =>
  () => ({ status: code, body });

/** A queue before a server that answers as the test says, once each, and then as it should. */
function tablet(...replies) {
  let renewal = "renewed";
  const seen = { requests: [], answers: [], refused: [], lines: [], waits: [], renewed: 0 };
  const store = memoryStore();
  let waiting = null;
  let inFlight = 0;
  const outbox = new Outbox({
    store,
    send: async (request) => {
      inFlight += 1;
      assert.equal(inFlight, 1, "one flight at a time");
      seen.requests.push(request);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return (replies.shift() ?? answered)(request);
    },
    renew: async () => {
      seen.renewed += 1;
      return renewal;
    },
    onAnswer: (operation, answer) => seen.answers.push([operation.kind, answer.outcome]),
    onRefused: (operation, refused) => seen.refused.push([operation.kind, refused.message]),
    onState: (line, many) => seen.lines.push([line, many]),
    now: () => Date.parse("2026-03-02T14:05:09.080Z"),
    later: (then, after) => {
      seen.waits.push(after);
      waiting = then;
      return 1;
    },
    never: () => {
      waiting = null;
    },
  });
  const landed = async () => {
    await outbox.keeping;
    await new Promise((resolve) => setImmediate(resolve));
    await outbox.flying;
  };
  const timePasses = async () => {
    waiting?.();
    await landed();
  };
  const signOut = () => {
    renewal = "signed_out";
  };
  return { outbox, store, seen, landed, timePasses, signOut };
}

test("an act is kept, sent with the time, and forgotten when it is answered", async () => {
  const { outbox, store, seen, landed } = tablet();
  const { id, kept } = outbox.act({ kind: "check_out", article: "20012362" });
  await kept;
  await landed();
  const [request] = seen.requests;
  assert.equal(request.sent_at, "2026-03-02T14:05:09.080Z");
  assert.deepEqual(request.operations, [
    { id, v: 1, at: "2026-03-02T14:05:09.080Z", kind: "check_out", article: "20012362", seq: 1 },
  ]);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(seen.answers, [["check_out", "lent"]]);
  assert.equal(await store.count(), 0);
});

test("on an idle line one scan is one request, and nothing follows the answer", async () => {
  const { outbox, seen, landed } = tablet();
  for (const article of ["1", "2", "3"]) {
    await outbox.act({ kind: "check_out", article }).kept;
    await landed();
  }
  assert.deepEqual(
    seen.requests.map(({ operations }) => operations.length),
    [1, 1, 1],
  );
});

test("what comes during a flight goes together in the next, in order", async () => {
  const { outbox, seen, landed } = tablet();
  await outbox.act({ kind: "first" }).kept;
  await Promise.all(["second", "third", "fourth"].map((kind) => outbox.act({ kind }).kept));
  await landed();
  assert.deepEqual(
    seen.requests.map(({ operations }) => operations.map(({ kind }) => kind)),
    [["first"], ["second", "third", "fourth"]],
  );
});

test("without an answer an act stays and is sent again, the same", async () => {
  const { outbox, store, seen, landed, timePasses } = tablet(nothing);
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.equal(await store.count(), 1);
  assert.deepEqual(seen.lines.at(-1), ["down", 1]);
  await timePasses();
  assert.deepEqual(seen.requests[0].operations, seen.requests[1].operations);
  assert.deepEqual(seen.lines.at(-1), ["open", 0]);
});

test("it waits 1, 2, 4 seconds and so on, never more than 30", async () => {
  const { outbox, seen, landed, timePasses } = tablet(...Array(7).fill(status(503)));
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  for (let time = 0; time < 7; time += 1) {
    await timePasses();
  }
  assert.deepEqual(seen.waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.deepEqual(seen.answers, [["check_out", "lent"]]);
});

test("the wait begins anew after an answer", async () => {
  const { outbox, seen, landed, timePasses } = tablet(nothing, nothing, answered, nothing);
  await outbox.act({ kind: "one" }).kept;
  await landed();
  await timePasses();
  await timePasses();
  await outbox.act({ kind: "two" }).kept;
  await landed();
  assert.deepEqual(seen.waits, [1000, 2000, 1000]);
});

test("something that is no answer, such as the page of a hotel network, counts as none", async () => {
  const { outbox, store, landed } = tablet(status(200, "<html>"));
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.equal(await store.count(), 1);
});

test("signed out, the queue is kept, and goes when somebody has signed in", async () => {
  const { outbox, store, seen, landed } = tablet(status(401));
  await outbox.act({ kind: "check_in" }).kept;
  await landed();
  assert.deepEqual(seen.lines.at(-1), ["signed_out", 1]);
  assert.deepEqual(seen.waits, []);
  await outbox.signedIn();
  assert.equal(await store.count(), 0);
  assert.deepEqual(seen.answers, [["check_in", "lent"]]);
});

test("a refusal of one act is its answer, whatever the status", async () => {
  const refusal = ({ operations: [{ id, kind }] }) => ({
    status: 404,
    body: { answers: [{ id, kind, outcome: "unknown_code", refused: true }] },
  });
  const { outbox, store, seen, landed } = tablet(refusal);
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.deepEqual(seen.answers, [["check_out", "unknown_code"]]);
  assert.equal(await store.count(), 0);
});

test("an act that cannot be read leaves the queue with its sentence", async () => {
  const { outbox, store, seen, landed } = tablet(status(422, { code: "too_old", message: "Too old." }));
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.deepEqual(seen.refused, [["check_out", "Too old."]]);
  assert.equal(await store.count(), 0);
});

test("a refused batch is sent one by one, and only the bad act is lost", async () => {
  const { outbox, seen, landed } = tablet(
    answered,
    status(422, { message: "no" }),
    answered,
    status(422, { message: "no" }),
    answered,
  );
  await outbox.act({ kind: "zero" }).kept;
  await Promise.all(["good", "bad", "fine"].map((kind) => outbox.act({ kind }).kept));
  await landed();
  assert.deepEqual(
    seen.requests.map(({ operations }) => operations.length),
    [1, 3, 1, 1, 1],
  );
  assert.deepEqual(
    seen.answers.map(([kind]) => kind),
    ["zero", "good", "fine"],
  );
  assert.deepEqual(seen.refused, [["bad", "no"]]);
});

test("a token that has grown old is renewed once, and the act goes again", async () => {
  const { outbox, seen, landed } = tablet(status(403, { code: "csrf" }));
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.equal(seen.renewed, 1);
  assert.deepEqual(seen.answers, [["check_out", "lent"]]);
});

test("whoever has signed out in another window signs in again, and the act is kept", async () => {
  const { outbox, seen, landed, signOut } = tablet(status(403, { code: "foreign_form" }));
  signOut();
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.equal(seen.lines.at(-1)?.[0], "signed_out");
  assert.deepEqual([seen.answers, seen.refused], [[], []]);
  await outbox.signedIn();
  await landed();
  assert.deepEqual(seen.answers, [["check_out", "lent"]]);
});

test("what may not be done at all is refused in the end", async () => {
  const { outbox, seen, landed } = tablet(status(403), status(403, { message: "Not you." }));
  await outbox.act({ kind: "check_out" }).kept;
  await landed();
  assert.deepEqual(seen.refused, [["check_out", "Not you."]]);
});

test("an act the server breaks on five times stands in nobody's way", async () => {
  const breaks = (request) =>
    request.operations.some(({ kind }) => kind === "poison") ? { status: 500, body: null } : answered(request);
  const { outbox, store, seen, landed, timePasses } = tablet(...Array(30).fill(breaks));
  await Promise.all(["poison", "check_out"].map((kind) => outbox.act({ kind }).kept));
  await landed();
  for (let time = 0; time < 3; time += 1) {
    await timePasses();
  }
  assert.equal(seen.refused.length, 0);
  await timePasses();
  assert.deepEqual(seen.refused, [["poison", ""]]);
  assert.deepEqual(seen.answers, [["check_out", "lent"]]);
  assert.equal(await store.count(), 0);
});

test("a name that waits for sealing is not overtaken by the next act", async () => {
  const { outbox, store, seen, landed } = tablet();
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  store.key = async () => key;
  const kept = [];
  const add = store.add;
  store.add = (waiting) => {
    kept.push(waiting);
    return add(waiting);
  };
  outbox.act({ kind: "register_borrower", borrower: "b" }, { name: "Sara", mobile: "0701740605" });
  await outbox.act({ kind: "check_out", borrower: "b" }).kept;
  await landed();
  const sent = seen.requests.flatMap(({ operations }) => operations);
  assert.deepEqual(
    sent.map(({ kind }) => kind),
    ["register_borrower", "check_out"],
  );
  assert.equal(sent[0].name, "Sara");
  assert.ok(!JSON.stringify(kept).includes("Sara"), "the tablet keeps it sealed");
});

test("what was sealed comes back as it was, and only with the same key", async () => {
  const make = () =>
    crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const key = await make();
  const sealed = await seal(key, { name: "Åsa" });
  assert.deepEqual(await unseal(key, sealed), { name: "Åsa" });
  await assert.rejects(unseal(await make(), sealed));
});
