// The answers that were seen, kept in this browser alone until they are deleted; or not kept, when that is switched off.
// An entry is {id, time, verdict, said: {th, en}, thumbnail, html, titles}. Of the photos it has the thumbnail (a `data:`
// link) and, in `html`, the excerpts that the answer shows: photos themselves are never kept with it.
import { recall, remember } from "./language.js";
import "./waiting.js";

export const MOST = 30;
const THUMBNAIL_PX = 160;
const { store } = globalThis.waiting;

export const wanted = () => recall("answers") !== "off";
export const want = (on) => remember("answers", on ? "on" : "off");

/** Keeps `{html, titles}`, of which `shown` is the `.answer` in the page. Its id; null when nothing is kept. */
export async function keep(answer, shown) {
  if (!wanted()) return null;
  const said = Object.fromEntries([...shown.querySelectorAll("h1 > [data-t]")].map((span) => [span.lang, span.textContent]));
  const { verdict } = shown.dataset;
  try {
    const thumbnail = await reducedImage(shown.querySelector(".photo image")?.getAttribute("href"));
    const id = await store("answers", "readwrite", (all) => all.add({ ...answer, time: Date.now(), verdict, said, thumbnail }));
    await dropOldest();
    return id;
  } catch {
    return null; // the browser keeps nothing, or has no room: the answer is shown all the same
  }
}

/** All entries, the newest first. Rejects where the browser keeps nothing, as `count` does. */
export const entries = async () => (await store("answers", "readonly", (all) => all.getAll())).reverse();
export const count = () => store("answers", "readonly", (all) => all.count());
export const entry = (id) => store("answers", "readonly", (all) => all.get(id)).catch(() => undefined);
export const drop = (id) => store("answers", "readwrite", (all) => all.delete(id));
export const dropAll = () => store("answers", "readwrite", (all) => all.clear());

async function dropOldest() {
  const ids = await store("answers", "readonly", (all) => all.getAllKeys());
  for (const id of ids.slice(0, -MOST)) await drop(id);
}

async function reducedImage(link) {
  if (!link) return "";
  const image = new Image();
  image.src = link;
  await image.decode();
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(image.width, image.height));
  const canvas = Object.assign(document.createElement("canvas"), {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.8);
}
