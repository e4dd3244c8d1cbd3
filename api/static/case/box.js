// What lies on the phone: sealed records by id, in a database of its own. Nothing in this file can read what they hold.
// Stores: `vault` (how the key is made from the passphrase), `cases`, `photos` (originals), `thumbs` (small pictures).
const NAME = "mokcheck-cases";
const STORES = ["vault", "cases", "photos", "thumbs"];

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => { for (const name of STORES) request.result.createObjectStore(name, { keyPath: "id" }); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** The result of the request that `act` makes in one transaction over `names`; resolved when it lies on the disk. */
async function transact(names, mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const request = act((name) => transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = ({ target }) => reject(target.error); // the transaction's own is not there yet
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
  } finally {
    database.close();
  }
}

export const get = (name, id) => transact([name], "readonly", (store) => store(name).get(id));

export const all = (name) => transact([name], "readonly", (store) => store(name).getAll());

/** Puts `[store, record]` and drops `[store, id]`, all of them or none. */
export function write(puts, drops = []) {
  const names = [...new Set([...puts, ...drops].map(([name]) => name))];
  return transact(names, "readwrite", (store) => {
    for (const [name, record] of puts) store(name).put(record);
    for (const [name, id] of drops) store(name).delete(id);
  });
}

/** Deletes everything. */
export const erase = () => transact(STORES, "readwrite", (store) => { for (const name of STORES) store(name).clear(); });
