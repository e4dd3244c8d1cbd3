// The page of cases: the door that the passphrase opens, the list, one case. It works without a connection; what it holds
// is sealed on the phone (vault.js) and in the clear only while the page is open and unlocked.
import { startLanguage } from "../language.js";
import { Service } from "../review/service.js";
import { say } from "../words.js";
import { startDoor } from "./door.js";
import { Desk } from "./desk.js";
import { oneLanguage } from "./fields.js";
import { List } from "./list.js";
import { Sender } from "./send.js";
import { startSettings } from "./settings.js";
import { camera, files, parting, viewer } from "./pick.js";
import { tellProblem } from "./told.js";

const IDLE_MS = 15 * 60_000;
const CLOCK_MS = 5 * 60_000;
const root = document.querySelector(".spot");
const offline = document.querySelector(".offline");
const { limit, maxBytes, limits } = root.dataset;

/** What the views share while the page is unlocked. */
const app = {
  options: { limit: Number(limit), maxBytes: Number(maxBytes), limits: JSON.parse(limits) },
  book: null, service: null, sender: null, go, camera, files, parting, viewer, trying, useKey,
};

document.documentElement.classList.add("js");
startLanguage();
const desk = new Desk(app);
const list = new List(app);
const settings = startSettings(app);
const door = startDoor(open);
let seen = Date.now();

function open(book) {
  Object.assign(app, { book });
  app.service = new Service(book.key);
  app.sender = new Sender(book, app.service, (words) => tellProblem(words));
  app.sender.waited = tellConnection;
  book.addEventListener("case", ({ detail }) => written(detail));
  seen = Date.now();
  settings();
  const asked = history.state?.case;
  show(asked && book.cases.has(asked) ? asked : null);
  if (book.broken) tellProblem(say("case.broken", { number: book.broken }));
  tellKept();
  app.sender.work();
  app.useKey();
}

/** Learns from the service whose key it is; without a connection that waits. */
async function useKey() {
  const { book, service } = app;
  try {
    const answer = await service.ask("/v1/inspection/colleagues");
    const clock = Date.parse(answer.headers.get("Date")); // a case has day and time by the phone's
    root.querySelector("[data-clock]").hidden = !(Math.abs(Date.now() - clock) > CLOCK_MS);
    const { colleagues } = await answer.json();
    const own = colleagues.find(({ key_id: id }) => id === book.officer.key_id);
    if (own) await book.set({ officer: own });
    settings();
  } catch (problem) {
    if (problem.words) tellProblem(problem.words);
  }
}

/** Forgets the key and all that it opened. Nothing is left in the page. Words that cannot be kept hold up a person's tap. */
async function lock(idle = false) {
  if (!app.book) return;
  await desk.keep();
  const kept = await trying(() => app.book.flush().then(() => true));
  if (!app.book || !(kept || idle)) return;
  app.sender.stop();
  await app.book.flush().catch(() => {});
  Object.assign(app, { book: null, service: null, sender: null });
  location.replace("/case");
}

// ---- which view

function go(view, id) {
  if (view === "case") history.pushState({ case: id }, "");
  show(id);
}

function show(id = null) {
  tellProblem(null);
  if (desk.one) desk.keep();
  const one = id && app.book.cases.get(id);
  const view = one ? "case" : "list";
  for (const section of root.querySelectorAll("[data-view]")) section.hidden = section.dataset.view !== view;
  if (one) desk.show(one);
  else {
    desk.one = null;
    list.update();
  }
  scrollTo(0, 0);
  root.querySelector(`[data-view=${view}] h1`).focus({ preventScroll: true });
}

function written({ one, sent }) {
  if (!app.book) return;
  if (!desk.one) list.update();
  else if (one === desk.one && sent) desk.cards.forEach((card) => card.progress(sent.photo, sent.received));
  else if (one === desk.one) desk.update();
}

addEventListener("popstate", ({ state }) => { if (app.book) show(state?.case ?? null); });
root.querySelector("[data-lock]").addEventListener("click", () => lock());

// ---- the phone

async function tellKept() {
  const safe = await navigator.storage?.persist?.().catch(() => false);
  root.querySelector("[data-not-kept]").hidden = Boolean(safe);
}

function tellConnection() {
  offline.hidden = navigator.onLine;
  if (!app.book) return;
  if (desk.one) desk.update();
  else list.update();
}
addEventListener("online", () => { tellConnection(); if (app.book) useKey(); });
addEventListener("offline", tellConnection);
tellConnection();

for (const name of ["pointerdown", "keydown", "input"]) addEventListener(name, () => { seen = Date.now(); }, { passive: true });
const lockIdle = () => { if (Math.abs(Date.now() - seen) > IDLE_MS && !app.sender?.busy) lock(true); }; // or the clock was set
setInterval(lockIdle, 30_000);
document.addEventListener("visibilitychange", () => (document.hidden ? desk.keep() : lockIdle()));

new MutationObserver(() => oneLanguage()).observe(document.documentElement, { attributeFilter: ["lang"] });
oneLanguage();

async function trying(act) {
  tellProblem(null);
  try {
    return await act();
  } catch (problem) {
    if (problem.words) tellProblem(problem.words);
    else if (problem.name === "QuotaExceededError") tellProblem(say("case.no_room"));
    else if (problem instanceof TypeError || ["TimeoutError", "AbortError", "SyntaxError"].includes(problem.name)) tellProblem(say("case.no_answer"));
    else {
      tellProblem(say("case.failed"));
      throw problem;
    }
    return undefined;
  }
}

if ("serviceWorker" in navigator && isSecureContext) {
  addEventListener("load", () => navigator.serviceWorker.register("/case/sw.js", { scope: "/case" }).catch(() => {}));
}
door();
