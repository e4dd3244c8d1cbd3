// The list of earlier answers on the first screen, its switch, and the way back to an answer after the page was reloaded.
import { showPast } from "./answer.js";
import { count, drop, dropAll, entries, entry, MOST, want, wanted } from "./kept.js";
import { both, element, icon, moment, plainly, say, sign } from "./words.js";

const DAY = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" };
let box;

export async function startPast() {
  box = document.querySelector(".past");
  if (!box) return;
  box.hidden = false;
  box.addEventListener("toggle", () => { if (box.open) opened(); });
  const keeping = box.querySelector("input");
  keeping.checked = wanted();
  keeping.addEventListener("change", () => { want(keeping.checked); tell(); });
  box.querySelector("[data-drop-all]").addEventListener("click", async () => {
    if (!confirm(plainly("past.sure"))) return;
    await dropAll();
    await tell();
    box.querySelector("summary").focus();
  });
  addEventListener("popstate", (event) => {
    if (event.state?.answer) reopen(event.state.answer);
    else tell();
  });
  // A way to the address that is already shown is taken for a reload, which would bring the answer back.
  document.querySelector(".brand").addEventListener("click", () => history.replaceState(null, ""));
  await tell();
  if (history.state?.answer) await reopen(history.state.answer);
}

/** Shows an answer again that the browser's history leads to; where it is not kept, the form stays. */
async function reopen(id) {
  const kept = await entry(id);
  if (kept) showPast(kept);
  else history.replaceState(null, "");
}

/** The first look at the list is the moment to ask the browser not to clear it away. */
async function opened() {
  await list();
  if (box.querySelector("li") && !(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
}

/** Says how many there are, and whether new ones are kept. */
async function tell() {
  let number = 0;
  let state = wanted() ? "on" : "off";
  try {
    number = await count();
  } catch {
    state = "blocked";
  }
  box.querySelector(".number").textContent = number || "";
  box.querySelector(".told").replaceChildren(say(state !== "on" ? `past.${state}` : number ? "past.kept" : "past.none", { limit: MOST }));
  box.querySelector("input").disabled = state === "blocked";
  box.querySelector("[data-drop-all]").hidden = number === 0;
  document.querySelector("form[data-limits]")?.classList.toggle("again", number > 0);
  if (box.open && state !== "blocked") await list();
}

async function list() {
  const kept = await entries().catch(() => []);
  box.querySelector("ol").replaceChildren(...kept.map(item));
}

/** Shows one of the list, unless another tab has deleted it meanwhile. */
async function openOne(id) {
  const kept = await entry(id);
  if (kept) showPast(kept);
  else await tell();
}

function item(kept) {
  const open = element("button", { type: "button", className: "open", onclick: () => openOne(kept.id) });
  if (kept.thumbnail) open.append(element("img", { src: kept.thumbnail, alt: "" }));
  const words = element("span", {}, element("strong", {}, sign(kept.verdict), both(kept.said)), element("span", { className: "hint" }, moment(kept.time, DAY)));
  open.append(words);
  const away = element("button", { type: "button", className: "second drop" }, icon("close"));
  away.append(element("span", { className: "quiet" }, say("past.drop"), " ", moment(kept.time, DAY)));
  away.onclick = async () => {
    await drop(kept.id);
    await tell();
    (box.querySelector("ol .drop") ?? box.querySelector("summary")).focus();
  };
  return element("li", {}, open, away);
}
