// Photos taken without a connection wait on this phone and are sent once there is one. Gone when sent, opened or deleted.
import { showAnswer } from "./form.js";
import { NoConnection, send, whatWentWrong } from "./send.js";
import { element, language, say } from "./words.js";

const STORE = "waiting";
const AGAIN_MS = 20_000;
let busy = false;

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mokcheck", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const everything = () => store("readonly", (all) => all.getAll());
const put = (entry) => store("readwrite", (all) => all.put(entry));
const drop = (id) => store("readwrite", (all) => all.delete(id));

/** Keeps `{photos, category, lang}` on this phone. Rejects when the browser keeps nothing. */
export async function keep(sending) {
  await put({ ...sending, time: Date.now(), state: "waiting" });
  await show();
  work();
}

export async function startQueue() {
  if (!document.querySelector(".queue") || !("indexedDB" in globalThis)) return;
  addEventListener("online", work);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) work(); });
  setInterval(() => { if (!document.hidden) work(); }, AGAIN_MS);
  await show();
  work();
}

/** Sends what waits, one after the other, until the connection fails again. */
async function work() {
  if (busy || !navigator.onLine) return;
  busy = true;
  try {
    for (const entry of (await everything()).filter((one) => one.state === "waiting")) {
      await show(entry.id);
      const answer = await send(entry);
      if (answer.status === 429 || answer.status === 503) break; // the service is busy; the next round tries again
      const wrong = whatWentWrong(answer);
      const html = wrong ? element("p", {}, wrong).innerHTML : answer.page.documentElement.outerHTML;
      const still = (await everything()).some((one) => one.id === entry.id);
      if (still) await put({ ...entry, photos: [], number: entry.photos.length, state: wrong ? "refused" : "ready", html });
    }
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error;
  } finally {
    busy = false;
    await show();
  }
}

async function show(sending) {
  const box = document.querySelector(".queue");
  if (!box) return; // an answer stands in its place
  const entries = await everything();
  box.hidden = entries.length === 0;
  box.querySelector("ul").replaceChildren(...entries.map((entry) => item(entry, entry.id === sending)));
}

function item(entry, sending) {
  const state = sending ? "sending" : entry.state;
  const time = new Date(entry.time).toLocaleTimeString(language() === "th" ? "th-TH" : "en-GB", { hour: "2-digit", minute: "2-digit" });
  const words = element("p", {}, say("queue.photos", { number: entry.number ?? entry.photos.length }), `, ${time}: `);
  words.append(element("strong", {}, say(`queue.${state}`)));
  const dropIt = element("button", { type: "button", className: "second", onclick: () => drop(entry.id).then(() => show()) });
  dropIt.append(say("queue.drop"));
  const act = element("button", { type: "button", className: "primary" });
  const row = element("li", {}, words);
  if (state === "refused") {
    const why = new DOMParser().parseFromString(entry.html, "text/html").body;
    row.append(element("p", {}, ...[...why.childNodes].map((node) => document.importNode(node, true))));
  } else {
    act.append(say(state === "ready" ? "queue.open" : "queue.now"));
    act.onclick = state === "ready" ? () => openAnswer(entry) : work;
    act.disabled = sending;
    row.append(act);
  }
  row.append(dropIt);
  return row;
}

async function openAnswer(entry) {
  await drop(entry.id);
  await show();
  showAnswer(new DOMParser().parseFromString(entry.html, "text/html"));
}
