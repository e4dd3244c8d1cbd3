// What waits on this phone: photos until they are answered, then their answer until it was seen; photos of a gallery. What
// was refused keeps its photos until they are sent again or deleted.
// The page and the service worker both run this file, so it exports nothing: `globalThis.waiting` is what both use.
// An entry is {id, time, state, photos, number, category, lang, rate, answer}; state: waiting, done, or shared; rate:
// bytes a second of a slow sending that failed.
// The same database has the answers that were seen (kept.js), to which `store` leads.
{
  const STORES = ["waiting", "answers"];
  const OPEN_MS = 3000;
  const SLOW = 100_000; // bytes a second
  const channel = new BroadcastChannel("waiting");
  const failed = new Map(); // id → how often it was tried in vain: one that the service cannot answer holds up no other

  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open("mokcheck", 2);
    request.onupgradeneeded = () => {
      const { result } = request;
      const missing = STORES.filter((name) => !result.objectStoreNames.contains(name));
      for (const name of missing) result.createObjectStore(name, { keyPath: "id", autoIncrement: true });
    };
    const late = setTimeout(() => { // an older page holds it open; nothing waits for that page to be closed
      request.onsuccess = () => request.result.close();
      reject(new Error("blocked"));
    }, OPEN_MS);
    request.onsuccess = () => { clearTimeout(late); resolve(request.result); };
    request.onerror = () => { clearTimeout(late); reject(request.error); };
  });

  /** The result of the request that `act` makes of a store. Rejects where the browser keeps nothing. */
  async function store(name, mode, act) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(name, mode);
        const request = act(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = ({ target }) => reject(target.error); // the transaction's own is not there yet
        transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      });
    } finally {
      database.close();
    }
  }

  const everything = () => store("waiting", "readonly", (all) => all.getAll());

  async function change(act) {
    await store("waiting", "readwrite", act);
    channel.postMessage("changed");
  }

  const put = (entry) => change((all) => all.put(entry));
  const drop = (id) => change((all) => all.delete(id));

  /** The form that the service takes. */
  function formOf({ photos, category, lang }) {
    const form = new FormData();
    photos.forEach((photo, index) => form.append("photos", photo, `photo-${index + 1}`));
    if (category) form.append("category", category);
    form.append("lang", lang);
    return form;
  }

  /** Whether it is an answer, and whole: not what a Wi-Fi's sign-in page says in its place, nor one that was cut off. */
  const isAnswer = ({ status, type, text }) =>
    status === 200 && type.startsWith("text/html") && text.includes("data-verdict=") && text.trimEnd().endsWith("</html>");

  // One page or worker at a time. Pages without HTTPS have no locks, and no worker either.
  let busy = false;
  async function alone(act) {
    if (navigator.locks) return navigator.locks.request("waiting", { ifAvailable: true }, (lock) => lock && act());
    if (busy) return undefined;
    busy = true;
    try {
      return await act();
    } finally {
      busy = false;
    }
  }

  /**
   * Sends what waits by `send`, one after the other, what failed least often first. `begun(id)` is called before each,
   * `shrunk()` for smaller copies. Rejects when there is no connection, the service is busy, or something between gave no answer: the rest waits on.
   */
  const work = ({ send, begun = () => {}, shrunk }) => alone(async () => {
    const times = ({ id }) => failed.get(id) ?? 0;
    const waiting = (await everything()).filter((one) => one.state === "waiting").sort((a, b) => times(a) - times(b));
    for (const entry of waiting) {
      begun(entry.id);
      failed.set(entry.id, times(entry) + 1);
      const still = async () => (await everything()).some((one) => one.id === entry.id); // or it was deleted meanwhile
      let told;
      try {
        told = await send(entry, { shrunk });
      } catch (error) {
        const rate = globalThis.weak?.rate();
        if (rate < (entry.rate ?? SLOW) && await still()) await put({ ...entry, rate });
        throw error;
      }
      if (told.status === 429 || told.status === 503) throw new Error("busy");
      if (told.status === 408) throw new Error("too slow");
      const refused = told.status >= 400 && told.status < 500;
      if (!isAnswer(told) && !refused && !told.type.includes("json")) throw new Error("no answer");
      const photos = isAnswer(told) ? [] : entry.photos;
      if (await still()) await put({ ...entry, photos, number: entry.photos.length, state: "done", answer: told });
    }
  });

  globalThis.waiting = { store, channel, everything, put, drop, formOf, isAnswer, work };
}
