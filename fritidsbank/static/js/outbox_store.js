/**
 * Where acts wait until they are answered: on the disk of the tablet (IndexedDB), or in memory
 * where the browser gives no disk.
 */

/** @typedef {{iv: Uint8Array<ArrayBuffer>, data: ArrayBuffer}} Sealed */
/** @typedef {{seq?: number, op: Record<string, unknown>, personal?: Record<string, unknown>, sealed?: Sealed}} Waiting */
/** @typedef {Waiting & {seq: number}} Stored */

/**
 * @typedef {object} Store
 * @property {boolean} lasting  whether it outlives the page
 * @property {(waiting: Waiting) => Promise<number>} add  gives the number in the queue
 * @property {(many: number) => Promise<Stored[]>} first  the oldest, in order
 * @property {(seq: number) => Promise<void>} remove
 * @property {() => Promise<number>} count
 * @property {() => Promise<CryptoKey | null>} key  what personal data is sealed with
 */

const NAME = "fritidsbank";
const ACTS = "acts";
const KEYS = "keys";

/** @returns {Store} */
export function memoryStore() {
  /** @type {Map<number, Stored>} */
  const acts = new Map();
  let last = 0;
  return {
    lasting: false,
    add: async (waiting) => {
      last += 1;
      acts.set(last, { ...waiting, seq: last });
      return last;
    },
    first: async (many) => [...acts.values()].slice(0, many),
    remove: async (seq) => {
      acts.delete(seq);
    },
    count: async () => acts.size,
    key: async () => null,
  };
}

/**
 * The store on disk, or the one in memory when the browser refuses one (private windows, a full disk).
 * @returns {Promise<Store>}
 */
export async function openStore() {
  try {
    const db = await openDatabase();
    const store = diskStore(db);
    await store.count();
    return store;
  } catch {
    return memoryStore();
  }
}

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ACTS, { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore(KEYS);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** @param {IDBDatabase} first @returns {Store} */
function diskStore(first) {
  let db = first;

  /**
   * @template T
   * @param {string} name
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T>}
   */
  async function ask(name, mode, ask) {
    try {
      return await inTransaction(db, name, mode, ask);
    } catch (error) {
      // A tablet that slept may have lost its connection; opening it anew is all it takes.
      if (!(error instanceof DOMException) || error.name === "QuotaExceededError") {
        throw error;
      }
      db = await openDatabase();
      return inTransaction(db, name, mode, ask);
    }
  }

  return {
    lasting: true,
    add: (waiting) => ask(ACTS, "readwrite", (acts) => acts.add(waiting)).then(Number),
    first: (many) => ask(ACTS, "readonly", (acts) => acts.getAll(null, many)),
    remove: (seq) => ask(ACTS, "readwrite", (acts) => acts.delete(seq)),
    count: () => ask(ACTS, "readonly", (acts) => acts.count()),
    key: async () => {
      if (!globalThis.crypto?.subtle) {
        return null;
      }
      const kept = await ask(KEYS, "readonly", (keys) => keys.get("personal"));
      if (kept instanceof CryptoKey) {
        return kept;
      }
      const uses = /** @type {const} */ (["encrypt", "decrypt"]);
      const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, uses);
      await ask(KEYS, "readwrite", (keys) => keys.put(made, "personal"));
      return made;
    },
  };
}

/**
 * @template T
 * @param {IDBDatabase} db
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
function inTransaction(db, name, mode, ask) {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(name, mode);
    const request = ask(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
