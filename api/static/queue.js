// The list of what waits on this phone, and its answers. Sent while the page is open; where the browser has Background
// Sync also when it is closed. Entries are gone when their answer was opened or they are deleted.
import { showAnswer } from "./answer.js";
import { sendFitting, taken, whatWentWrong } from "./send.js";
import "./waiting.js";
import { element, moment, say } from "./words.js";

const { channel, everything, put, drop, work } = globalThis.waiting;
const AGAIN_MS = 20_000;
let sending = null; // the id of what is on its way
let smaller = false; // whether smaller copies of it are
let hindered = "waiting"; // why what waits was not sent: no connection, or `busy`

/** Keeps `{photos, category, lang}` on this phone. Rejects when the browser keeps nothing. */
export async function keep(entry) {
  await put({ ...entry, time: Date.now(), state: "waiting" });
  await show();
  sendAll();
}

export async function startQueue() {
  if (!document.querySelector(".queue")) return;
  try {
    await everything();
  } catch {
    return; // the browser keeps nothing
  }
  channel.addEventListener("message", show);
  addEventListener("online", sendAll);
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
  setInterval(() => { if (!document.hidden) sendAll(); }, AGAIN_MS);
  await show();
  sendAll();
}

async function sendAll() {
  const waits = (await everything()).some((one) => one.state === "waiting");
  if (!waits) return;
  askForSync();
  if (!navigator.onLine) return;
  try {
    await work({
      send: sendFitting,
      begun(id) { [sending, smaller] = [id, false]; show(); },
      shrunk() { smaller = true; show(); },
    });
    hindered = "waiting";
  } catch (error) {
    hindered = error.message === "busy" ? "busy" : "waiting"; // the next round tries again
  } finally {
    sending = null;
    await show();
  }
}

/** Has the service worker send what waits even when this page is closed, where the browser can, and says so. */
async function askForSync() {
  const worker = await navigator.serviceWorker?.getRegistration();
  if (!worker?.active || !worker.sync) return;
  try {
    await worker.sync.register("waiting");
  } catch {
    return; // not allowed: photos are sent while the page is open
  }
  for (const hint of document.querySelectorAll(".queue [data-closed]")) hint.hidden = hint.dataset.closed !== "true";
}

async function show() {
  const box = document.querySelector(".queue");
  if (!box) return; // an answer stands in its place
  const entries = (await everything()).filter((entry) => entry.state !== "shared");
  const waits = entries.some((entry) => entry.state === "waiting");
  box.hidden = entries.length === 0;
  box.querySelector("h2").replaceChildren(say(waits ? "queue" : "queue.done"));
  box.querySelector(".kept").hidden = !waits;
  box.querySelector("ul").replaceChildren(...entries.map(item));
}

function item(entry) {
  const answer = entry.answer && taken(entry.answer);
  const wrong = answer && whatWentWrong(answer);
  const waiting = !navigator.onLine ? "waiting" : sending ? "next" : hindered;
  const state = entry.id === sending ? "sending" : !answer ? waiting : wrong ? "refused" : "ready";
  const time = moment(entry.time, { hour: "2-digit", minute: "2-digit" });
  const words = element("p", {}, say("queue.photos", { number: entry.number ?? entry.photos.length }), ", ", time, ": ");
  words.append(element("strong", {}, say(state === "sending" && smaller ? "sending.smaller" : `queue.${state}`)));
  const row = element("li", {}, words);
  if (wrong) row.append(element("p", {}, wrong));
  const act = element("button", { type: "button", className: "primary", disabled: state === "sending" });
  act.append(say(wrong ? "retry" : answer ? "queue.open" : "queue.now"));
  const once = (deed) => () => { act.disabled = true; deed(); };
  act.onclick = wrong ? once(() => sendAgain(entry)) : answer ? once(() => openAnswer(entry, answer)) : sendAll;
  if (!wrong || entry.photos.length) row.append(act); // an older page kept no photos of what was refused
  const dropIt = element("button", { type: "button", className: "second", onclick: () => drop(entry.id).then(show) });
  dropIt.append(say("queue.drop"));
  row.append(dropIt);
  return row;
}

async function sendAgain(entry) {
  await put({ ...entry, answer: undefined, state: "waiting" });
  await show();
  sendAll();
}

async function openAnswer(entry, answer) {
  await drop(entry.id);
  await show();
  showAnswer(answer.page, entry.answer.smaller, false);
}
