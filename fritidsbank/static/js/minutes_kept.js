/**
 * What was typed and is not saved yet, on the disk of this device (IndexedDB): a killed tab or a
 * lost line takes nothing with it. It is gone from here as soon as the server has it.
 */

/** @typedef {{unit: string, action: string, edition: string, fields: [string, string][], at: number}} Kept */

/**
 * @typedef {object} Keeping
 * @property {boolean} lasting  whether it outlives the page
 * @property {(kept: Kept) => Promise<void>} keep
 * @property {(unit: string) => Promise<void>} drop
 * @property {(under: string) => Promise<Kept[]>} all  what begins with these words
 */

const NAME = "fritidsbank-minutes";
const TEXTS = "texts";

/** @returns {Promise<Keeping>} */
export async function openKept() {
  try {
    return onDisk(await openDatabase());
  } catch {
    return inMemory();
  }
}

/** @returns {Keeping} */
function inMemory() {
  /** @type {Map<string, Kept>} */
  const texts = new Map();
  return {
    lasting: false,
    keep: async (kept) => {
      texts.set(kept.unit, kept);
    },
    drop: async (unit) => {
      texts.delete(unit);
    },
    all: async (under) => [...texts.values()].filter((kept) => kept.unit.startsWith(under)),
  };
}

/** @param {IDBDatabase} db @returns {Keeping} */
function onDisk(db) {
  return {
    lasting: true,
    keep: async (kept) => {
      await ask(db, "readwrite", (texts) => texts.put(kept));
    },
    drop: async (unit) => {
      await ask(db, "readwrite", (texts) => texts.delete(unit));
    },
    all: (under) =>
      ask(db, "readonly", (texts) => texts.getAll(IDBKeyRange.bound(under, `${under}\uffff`))),
  };
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TEXTS, { keyPath: "unit" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {IDBDatabase} db
 * @param {IDBTransactionMode} mode
 * @param {(texts: IDBObjectStore) => IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function ask(db, mode, request) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(TEXTS, mode);
    const asked = request(transaction.objectStore(TEXTS));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
