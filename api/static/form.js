// The form: photos from the camera or the phone, a category, sending with progress, and the answer in its place.
import { goBack, setTitles, showAnswer } from "./answer.js";
import { askCategory, startCategories } from "./category.js";
import { startDrop } from "./drop.js";
import { keep } from "./queue.js";
import { NoConnection, sendFitting, taken, whatWentWrong } from "./send.js";
import { Shots } from "./shots.js";
import "./waiting.js";
import { element, language, say } from "./words.js";

const PATIENCE_MS = 60_000;
const main = document.getElementById("main");
let form;
let shots;
let formNodes = [];
let titles;
let onceBack = null;

export function startForm() {
  form = main.querySelector("form[data-limits]");
  if (!form) return;
  formNodes = [...main.childNodes];
  titles = { ...document.querySelector("title").dataset };
  const limits = JSON.parse(form.dataset.limits);
  const limit = Number(form.dataset.limit);
  const said = form.querySelector(".photos .said");
  const first = form.querySelector("[data-first]");
  const more = form.querySelector("[data-more]");
  const chosen = form.querySelector("#photos");
  const capture = form.querySelector(".capture");
  const check = form.querySelector(".submit");
  chosen.required = false;

  shots = new Shots(form.querySelector(".shots"), limit, limits, () => {
    const some = shots.all.length > 0;
    first.hidden = some;
    more.hidden = !some;
    form.classList.toggle("some", some);
    check.disabled = shots.preparing > 0; // an answer is about all photos that were chosen
    tell(null);
  });

  async function add(files) {
    said.replaceChildren(files.length ? say("shrinking") : "");
    import("./weak.js").catch(() => {}); // to be there when it is needed
    const added = await shots.add(files);
    if (!added) return;
    const problems = added.refused.map((name) => element("span", { className: "refused" }, say("no_photo", { name: name.slice(0, 60) })));
    if (!added.room) problems.push(say("too_many", { limit }));
    said.replaceChildren(...problems);
    if (shots.all.length) check.focus();
  }

  for (const input of [chosen, capture]) {
    input.addEventListener("change", () => { add([...input.files]); input.value = ""; });
  }
  const choose = form.querySelector("[data-choose]");
  choose.hidden = false;
  choose.addEventListener("click", () => chosen.click());

  const camera = form.querySelector("[data-camera]");
  camera.hidden = false;
  camera.addEventListener("click", async () => {
    if (!shots.room) {
      said.replaceChildren(say("too_many", { limit }));
      return;
    }
    if (!navigator.mediaDevices?.getUserMedia) {
      capture.click();
      return;
    }
    const { photograph } = await import("./camera.js");
    try {
      const photo = await photograph(main.querySelector("dialog.camera"), limits);
      if (photo) await add([photo]);
      else camera.focus();
    } catch {
      said.replaceChildren(say("camera.denied"));
      choose.focus();
    }
  });

  startCategories(form.querySelector(".category"));
  takeShared(add);
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  // The second tap of a double tap on "cancel", in whose place this button appears, is not meant for it.
  check.addEventListener("click", (event) => { if (event.detail > 1) event.preventDefault(); });
  startDrop((files) => {
    if (form.isConnected) add(files);
    else backTo(() => { showForm(); add(files); });
  });
  addEventListener("mokcheck:more", ({ detail }) => backTo(() => goOn(detail ?? null)));
  addEventListener("popstate", (event) => {
    if (event.state?.answer) return;
    (onceBack ?? showForm)();
    onceBack = null;
  });
}

/** Goes from an answer back to the form, as the browser's own button does, and then acts. */
function backTo(act) {
  onceBack = act;
  goBack();
}

/** Puts photos that a gallery shared with the installed page into the form; the service worker has kept them. */
async function takeShared(add) {
  const { everything, drop } = globalThis.waiting;
  for (const entry of (await everything().catch(() => [])).filter((one) => one.state === "shared")) {
    await drop(entry.id);
    await add(entry.photos);
  }
}

/** Shows what went wrong above the button, or nothing; photos and choices stay as they are. */
function tell(nodes) {
  const problem = form.querySelector(".problem");
  problem.hidden = !nodes;
  problem.replaceChildren(...(nodes ? [nodes] : []));
}

async function submit() {
  if (shots.preparing) return;
  if (!shots.all.length) {
    form.querySelector("[data-camera]").focus();
    return;
  }
  const sending = { photos: shots.blobs, category: new FormData(form).get("category"), lang: language() };
  tell(null);
  if (!navigator.onLine) {
    await putAside(sending);
    return;
  }
  const aborting = new AbortController();
  const working = showProgress(aborting);
  try {
    const answer = await sendPatiently(sending, working, aborting.signal);
    const wrong = whatWentWrong(answer);
    if (wrong) tell(wrong);
    else {
      showAnswer(answer.page, answer.smaller);
      askCategory(form.querySelector(".category"), (category) => backTo(() => checkAs(category)));
    }
  } catch (error) {
    if (error instanceof NoConnection) await putAside(sending);
    else if (error.name !== "AbortError") throw error;
  } finally {
    working.done();
  }
}

/** Sends, and sends again as long as the service asks for no more than a short wait. */
async function sendPatiently(sending, working, signal) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await sendFitting(sending, { progress: working.progress, shrunk: working.shrunk, signal });
    const busy = answer.status === 429 || answer.status === 503;
    const patient = busy && answer.retryAfter && Date.now() + answer.retryAfter * 1000 <= end;
    if (!patient) return { ...taken(answer), smaller: answer.smaller };
    await working.wait(answer.retryAfter, signal);
  }
}

async function putAside(sending) {
  try {
    await keep(sending);
    nextProduct();
    const queue = main.querySelector(".queue"); // none where an earlier answer was opened meanwhile
    queue?.scrollIntoView({ block: "start" });
    queue?.querySelector("button")?.focus();
  } catch {
    tell(element("span", {}, say("failed"), " · ", say("retry"))); // no storage: the photos stay in the form
  }
}

function showProgress(aborting) {
  const box = form.querySelector(".progress");
  const button = form.querySelector(".submit");
  const stage = box.querySelector(".stage");
  const bar = box.querySelector("progress");
  const cancel = box.querySelector("[data-cancel]");
  let told = "";
  let sendingWords = "sending";
  const tellStage = (key, values) => {
    if (key !== told) stage.replaceChildren(say(key, values));
    told = key;
  };
  const progress = (share) => {
    tellStage(share < 1 ? sendingWords : "working");
    if (share < 1) bar.value = share;
    else bar.removeAttribute("value");
  };
  const wait = (seconds, signal) => new Promise((resolve, reject) => {
    tellStage("busy", { seconds });
    const begun = Date.now();
    const timer = setInterval(() => {
      bar.value = (Date.now() - begun) / (seconds * 1000);
      if (bar.value >= 1) { clearInterval(timer); resolve(); }
    }, 100);
    signal.addEventListener("abort", () => { clearInterval(timer); reject(new DOMException("cancelled", "AbortError")); });
  });
  cancel.onclick = () => aborting.abort();
  const others = main.querySelectorAll(".photos, .category, .past, .queue"); // what is sent stays what is shown
  const hold = (held) => { for (const part of others) part.inert = held; };
  hold(true);
  box.hidden = false;
  button.hidden = true;
  progress(0);
  cancel.focus();
  return {
    progress,
    shrunk() { sendingWords = "sending.smaller"; },
    wait,
    done() {
      hold(false);
      box.hidden = true;
      button.hidden = false;
      if (form.isConnected) button.focus();
    },
  };
}

function showForm() {
  if (form.isConnected) return;
  nextProduct();
  putForm();
}

/** Photos, and what goods they are, belong to one product. */
function nextProduct() {
  shots.clear();
  form.querySelector(".photos .said").replaceChildren();
  const any = form.querySelector('[name=category][value=""]');
  any.checked = true;
  any.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Another photo of the same product. The one numbered `again`, to be taken again, stays until there is another. */
function goOn(again) {
  putForm();
  shots.again = again === null ? null : shots.all[Number(again)];
  shots.show();
  form.querySelector("[data-camera]").click();
}

/** The same photos once more, as goods of this category. */
function checkAs(category) {
  putForm();
  form.querySelector(`[name=category][value="${category}"]`).click();
  submit();
}

function putForm() {
  main.replaceChildren(...formNodes);
  setTitles(titles);
  scrollTo(0, 0);
  form.querySelector("[data-camera]").focus({ preventScroll: true });
}
