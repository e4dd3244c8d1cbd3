// The review of a stock. All data come from /v1/batches with the reader's key; nothing is decided here but by a person.
import { both, element, language, moment, say } from "../words.js";
import { Asked, Service } from "./service.js";
import { drawCrop, Pictures } from "./pictures.js";

const UNDO_MS = 5_000;
const AHEAD = 2;
const KEY = "mokcheck-review-key";
const $ = (name) => document.querySelector(`[data-${name}]`);
const desk = $("desk");
let service;
let pictures;
let batch;
let groups = [];
let leftOut = 0; // products that come when these are decided
let chosen = null; // the code of a reason, or null for all
let at = 0;
let open; // the product that is shown
let shown = 0; // the number of its photo that is shown
let last; // {id, item} of the decision that can be taken back
let timer;
const details = new Map(); // item → promise of its product

start();

function start() {
  $("enter").addEventListener("submit", (event) => {
    event.preventDefault();
    enter(document.getElementById("key").value.trim());
  });
  for (const button of document.querySelectorAll("[data-decide]")) button.addEventListener("click", () => decide(button.dataset.decide));
  for (const button of document.querySelectorAll("[data-move]")) button.addEventListener("click", () => move(Number(button.dataset.move)));
  for (const button of document.querySelectorAll("[data-export]")) button.addEventListener("click", () => save(`${batch}/review/${button.dataset.export}?lang=${language()}`, `decisions.${button.dataset.export}`));
  $("zoom").addEventListener("click", zoom);
  $("undo").addEventListener("click", undo);
  startLetter();
  document.addEventListener("keydown", pressed);
  const kept = session(() => sessionStorage.getItem(KEY));
  if (kept) enter(kept);
}

/** What a key does, by its place on the board: letters and figures of a Thai layout stand elsewhere, their keys do not. */
const KEYS = {
  Digit1: () => decide("agrees"), Numpad1: () => decide("agrees"),
  Digit2: () => decide("conflicts"), Numpad2: () => decide("conflicts"),
  Digit3: () => decide("ask_supplier"), Numpad3: () => decide("ask_supplier"),
  ArrowRight: () => move(1), ArrowLeft: () => move(-1), KeyZ: () => undo(), KeyX: () => zoom(),
};

function pressed(event) {
  if (desk.hidden || !$("keys").checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if ($("letter-dialog").open || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
  if (event.code.startsWith("Arrow") && event.target.matches("[data-frame]")) return; // it scrolls the picture
  const act = KEYS[event.code];
  if (!act) return;
  event.preventDefault();
  act();
}

// ---- which stock

async function enter(key) {
  service = new Service(key);
  await trying(async () => {
    const { batches } = await service.json("/v1/batches");
    session(() => sessionStorage.setItem(KEY, key));
    $("enter").hidden = true;
    const wanted = new URL(location.href).searchParams.get("batch");
    const one = batches.find((found) => found.id === wanted);
    if (one) return openBatch(one.id);
    $("choose").hidden = false;
    $("stocks").replaceChildren(...batches.map(stockButton));
    if (!batches.length) $("stocks").append(element("li", {}, say("review.empty")));
    $("stocks").querySelector("button")?.focus();
  });
}

function stockButton(found) {
  const { agrees = 0, conflicts = 0, cannot_tell: doubtful = 0 } = found.verdicts;
  const label = element("span", {}, found.name || found.id.slice(0, 8), " · ", moment(found.created, { dateStyle: "medium", timeStyle: "short" }),
    " · ", say(`review.state.${found.state}`));
  const count = element("span", { className: "count" }, `✓${agrees} ✗${conflicts} ?${doubtful}`);
  const button = element("button", { type: "button" }, label, count);
  button.addEventListener("click", () => trying(() => openBatch(found.id)));
  return element("li", {}, button);
}

async function openBatch(id) {
  batch = `/v1/batches/${id}`;
  pictures = new Pictures(service, batch);
  const url = new URL(location.href);
  url.searchParams.set("batch", id);
  history.replaceState(history.state, "", url);
  const queue = await service.json(`${batch}/review`);
  groups = queue.groups;
  leftOut = queue.left_out;
  chosen = null;
  $("choose").hidden = true;
  $("other").hidden = false;
  $("note").hidden = queue.total > 0;
  if (!queue.total) return $("note").replaceChildren(say("review.nothing"));
  desk.hidden = false;
  at = Math.max(0, items().findIndex((one) => !one.decision));
  await show();
}

const all = () => groups.flatMap((group) => group.items);
const items = () => (chosen === null ? all() : groups[chosen].items);

// ---- one product

async function show() {
  showReasons();
  const one = items()[at];
  const known = details.has(one.item);
  fetchAhead();
  const product = await detail(one.item);
  if (items()[at] !== one) return; // the reader is further by now
  open = product;
  $("position").replaceChildren(say("review.position", { number: at + 1, limit: items().length }));
  $("name").textContent = product.name;
  $("verdict").dataset.kind = product.verdict;
  $("verdict").replaceChildren(say(`review.${product.verdict}`));
  $("why").replaceChildren(...inBoth(product.reasons), ...inBoth(product.hints, "hint"));
  $("facts").replaceChildren(...["name", "sku", "gtin", "supplier", "received"].flatMap((name) => (product.product[name]
    ? [element("dt", {}, say(`review.${name}`)), element("dd", { textContent: product.product[name] })] : [])));
  showDecision(one);
  showReadings();
  $("photos").replaceChildren(...(product.pictures.length > 1 ? product.pictures.map(photoButton) : []));
  if (known) freshen(one).catch(() => {});
  await showPicture(product.pictures[0]?.number ?? null);
}

/** What was decided on the product that is shown, by whom and when; another reviewer may have been here before. */
function showDecision(one) {
  const latest = open.decisions.filter((found) => found.decision).at(-1);
  one.decision = latest ? latest.decision : one.decision;
  for (const button of document.querySelectorAll("[data-decide]")) button.setAttribute("aria-pressed", String(button.dataset.decide === one.decision));
  $("latest").hidden = !latest;
  if (latest) {
    $("latest").replaceChildren(say(`review.said.${latest.decision}`), ` · ${latest.who} · `, moment(latest.at, { dateStyle: "medium", timeStyle: "short" }));
  }
}

/** Asks anew for a product whose details were fetched ahead, and tells what was decided on it meanwhile. */
async function freshen(one) {
  const { decisions } = await service.json(`${batch}/items/${one.item}`);
  if (open?.item !== one.item || decisions.length <= open.decisions.length) return;
  open.decisions = decisions;
  showDecision(one);
  showReasons();
  if (!document.querySelector(".instead")) showReadings(); // else somebody is writing there
}

function detail(item) {
  if (!details.has(item)) {
    const asked = service.json(`${batch}/items/${item}`);
    asked.catch(() => details.delete(item));
    details.set(item, asked);
  }
  return details.get(item);
}

/** Asks for the next products and their first photos, so that they stand there when they are wanted. */
function fetchAhead() {
  for (const one of items().slice(at, at + 1 + AHEAD)) {
    detail(one.item).then((product) => {
      if (product.pictures.length) pictures.get(product.item, product.pictures[0].number).catch(() => {});
    }, () => {});
  }
  for (const item of [...details.keys()].slice(0, -24)) {
    details.delete(item);
    pictures.drop(item);
  }
}

function inBoth(texts, className = "") {
  return texts.th.map((_, n) => element("li", { className }, both({ th: texts.th[n], en: texts.en[n] ?? texts.th[n] })));
}

function photoButton({ number }) {
  const button = element("button", { type: "button" }, say("review.photo", { number: number + 1 }));
  button.dataset.photo = number;
  button.addEventListener("click", () => trying(() => showPicture(number)));
  return element("li", {}, button);
}

async function showPicture(number) {
  const big = $("big");
  const product = open;
  shown = number;
  big.hidden = true;
  const nothing = (why) => { $("no-picture").hidden = false; $("no-picture").replaceChildren(say(why)); };
  $("no-picture").hidden = true;
  if (number === null) return nothing("review.no_picture");
  for (const button of document.querySelectorAll("[data-photo]")) button.setAttribute("aria-pressed", String(Number(button.dataset.photo) === number));
  const image = await pictures.get(product.item, number).catch((problem) => {
    if (![413, 415, 422].includes(problem.status)) throw problem;
    return null; // the file is no photo, which the reasons say; the reader did nothing wrong
  });
  if (open !== product || shown !== number) return;
  if (!image) return nothing("review.unseen");
  big.src = image.src;
  big.alt = `${product.name} · ${number + 1}`;
  big.hidden = false;
}

function showReadings() {
  const corrected = {};
  for (const decision of open.decisions) Object.assign(corrected, decision.corrections);
  $("no-readings").hidden = open.readings.length > 0;
  $("readings").replaceChildren(...open.readings.map((reading) => readingItem(reading, corrected[reading.place])));
}

function readingItem(reading, instead) {
  const canvas = element("canvas", { width: 1, height: 1 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", reading.text);
  const product = open;
  pictures.get(product.item, reading.picture).then((image) => {
    drawCrop(canvas, image, reading.quad, product.pictures.find((one) => one.number === reading.picture));
  }, () => canvas.remove());
  const item = element("li", {}, element("span", { className: "hint" }, say(`review.${reading.kind}`)), canvas);
  item.append(element("span", { className: "value" }, reading.kind === "marks" ? say(`mark.${reading.text}`) : reading.value ?? reading.text));
  if (reading.certain === false) item.append(element("span", { className: "unsure" }, "? ", say("review.unsure")));
  if (instead !== undefined) item.append(element("span", { className: "person" }, say("review.instead"), ` ${instead}`));
  if (reading.kind !== "marks") item.append(correctButton(reading, item));
  return item;
}

function correctButton(reading, item) {
  const button = element("button", { type: "button", className: "second" }, say("review.correct"));
  button.setAttribute("aria-label", `${button.querySelector(`[lang=${language()}]`)?.textContent ?? ""} ${reading.text}`);
  button.addEventListener("click", () => {
    const id = `instead-${reading.place.replace("/", "-")}`;
    const field = element("input", { id, type: "text", value: reading.value ?? reading.text, maxLength: 300, autocomplete: "off", spellcheck: false });
    const form = element("form", { className: "instead" }, element("label", { htmlFor: id }, say("review.instead")), field,
      element("button", { type: "submit", className: "primary" }, say("review.save")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      correct(reading.place, field.value.trim());
    });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { form.replaceWith(button); button.focus(); } });
    button.replaceWith(form);
    field.select();
  });
  return button;
}

function showReasons() {
  const button = (label, count, index) => {
    const made = element("button", { type: "button" }, element("span", {}, ...label), element("span", { className: "count", textContent: count }));
    made.setAttribute("aria-pressed", String(chosen === index));
    made.addEventListener("click", () => { chosen = index; at = Math.max(0, items().findIndex((one) => !one.decision)); trying(show); });
    return element("li", {}, made);
  };
  const left = (list) => `${list.filter((one) => one.decision).length}/${list.length}`;
  $("reasons").replaceChildren(button([say("review.all")], left(all()), null),
    ...groups.map((group, index) => button([both(group.message)], left(group.items), index)));
  $("decided").replaceChildren(say("review.decided", { number: all().filter((one) => one.decision).length, limit: all().length }));
  if (leftOut) $("decided").append(" · ", say("review.left_out", { number: leftOut }));
}

// ---- what a person does

async function decide(decision) {
  const one = items()[at];
  if (!open || open.item !== one.item) return; // not seen yet
  await trying(async () => {
    const before = one.decision;
    one.decision = decision;
    const kept = service.send("POST", `${batch}/items/${one.item}/decisions`, { decision });
    offerUndo(`review.said.${decision}`, { kept, one, before });
    if (at + 1 < items().length) at += 1;
    const moved = show();
    try {
      (await detail(one.item)).decisions.push(await kept);
    } catch (problem) {
      one.decision = before;
      last = null;
      endUndo();
      showReasons();
      throw problem;
    }
    await moved;
    if (all().every((found) => found.decision)) {
      if (leftOut) return openBatch(batch.split("/").pop());
      $("said").append(" · ", say("review.finished"));
    }
    if (open) $("name").focus({ preventScroll: true });
  });
}

async function correct(place, text) {
  if (!text) return;
  const one = items()[at];
  await trying(async () => {
    const kept = service.send("POST", `${batch}/items/${one.item}/decisions`, { corrections: { [place]: text } });
    open.decisions.push(await kept);
    offerUndo("review.said.corrected", { kept, one, before: one.decision });
    showReadings();
    $("name").focus({ preventScroll: true });
  });
}

function offerUndo(key, done) {
  last = done;
  $("said").replaceChildren(say(key));
  $("undo").hidden = false;
  clearTimeout(timer);
  timer = setTimeout(endUndo, UNDO_MS);
}

function endUndo() {
  $("undo").hidden = true;
  $("said").replaceChildren();
  last = null;
}

async function undo() {
  if (!last) return;
  const { kept, one, before } = last;
  endUndo();
  clearTimeout(timer);
  await trying(async () => {
    const { id } = await kept;
    await service.send("DELETE", `${batch}/decisions/${id}`);
    one.decision = before;
    const product = await detail(one.item);
    product.decisions = product.decisions.filter((found) => found.id !== id);
    at = Math.max(0, items().indexOf(one));
    $("said").replaceChildren(say("review.said.undone"));
    await show();
    $("name").focus({ preventScroll: true });
  });
}

function move(by) {
  const to = at + by;
  if (to < 0 || to >= items().length) return;
  at = to;
  trying(show).then(() => $("name").focus({ preventScroll: true }));
}

function zoom() {
  const large = $("frame").classList.toggle("large");
  $("zoom").setAttribute("aria-pressed", String(large));
}

// ---- the letter and the tables

function startLetter() {
  const dialog = $("letter-dialog");
  const path = (form) => `${batch}/items/${open.item}/letter?form=${form}&lang=${language()}`;
  $("letter").addEventListener("click", () => trying(async () => {
    $("letter-text").textContent = await (await service.ask(path("text"))).text();
    $("letter-said").replaceChildren();
    dialog.showModal();
  }));
  $("letter-copy").addEventListener("click", async () => {
    const copied = await copy($("letter-text"));
    $("letter-said").replaceChildren(say(copied ? "review.said.copied" : "review.said.marked"));
  });
  $("letter-pdf").addEventListener("click", () => save(path("pdf"), "letter.pdf"));
  $("letter-close").addEventListener("click", () => dialog.close());
}

/** Copies what an element holds, or marks it to be copied by hand where the browser refuses, as it does without TLS. */
async function copy(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(node);
    return false;
  }
}

function save(path, name) {
  return trying(async () => {
    const url = URL.createObjectURL(await (await service.ask(path)).blob());
    element("a", { href: url, download: `mokcheck-${name}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  });
}

// ---- what went wrong

async function trying(act) {
  tell(null);
  try {
    await act();
  } catch (problem) {
    if (problem instanceof Asked && problem.words) {
      tell(both({ th: `${problem.words.th.title}: ${problem.words.th.detail}`, en: `${problem.words.en.title}: ${problem.words.en.detail}` }));
      if ([401, 403].includes(problem.status)) session(() => sessionStorage.removeItem(KEY));
      $("enter").hidden = ![401, 403].includes(problem.status);
    } else {
      tell(say("review.lost"));
      throw problem;
    }
  }
}

function tell(...nodes) {
  $("problem").hidden = nodes[0] === null;
  if (nodes[0] !== null) $("problem").replaceChildren(...nodes);
}

function session(act) {
  try {
    return act();
  } catch {
    return null; // storage is switched off; the key lasts as long as the page
  }
}
