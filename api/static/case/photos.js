// Photos of a product: taken in byte for byte as they come, hashed, sealed; shown small, opened large, taken out again.
import { judge, measure, reduced, SIDE } from "../measure.js";
import { fromPhone } from "../shots.js";
import { element, icon, say } from "../words.js";

const THUMBNAIL = 240;

/** The SHA-256 of bytes, in hexadecimal digits. */
export async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `{thumb, state}` of a photo, by the measures of the service; null for what is no photo. */
async function look(file, limits) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return await fromPhone(file).catch(() => false) ? { thumb: null, state: "" } : null;
  }
  const small = reduced(picture, picture.width, picture.height, SIDE);
  picture.close();
  const canvas = reduced(small, small.width, small.height, THUMBNAIL);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.8); });
  return { thumb: await blob.arrayBuffer(), state: judge(measure(small), limits) };
}

let taking = Promise.resolve(); // files go in one after the other, so that none is too many, or there twice

/** Takes files in; words about those that were not: no photo, too large, twice, no room. Rejects where the phone has none. */
export function takeIn(...all) {
  const taken = taking.then(() => take(...all));
  taking = taken.catch(() => {});
  return taken;
}

async function take(book, one, product, files, { limit, maxBytes, limits }) {
  const refused = [];
  for (const file of files) {
    if (!book.holds(one, product)) break; // taken out of the case meanwhile, or off the phone with it
    const name = (file.name ?? "").slice(0, 60);
    if (product.photos.length >= limit) {
      refused.push(say("too_many", { limit }));
      break;
    }
    const seen = await look(file, limits);
    if (!seen) refused.push(say("no_photo", { name }));
    else if (file.size > maxBytes) refused.push(say("case.too_large", { name, limit: Math.floor(maxBytes / 1e6) }));
    else {
      const bytes = await file.arrayBuffer();
      const sha256 = await sha256Of(bytes);
      if (product.photos.some((photo) => photo.sha256 === sha256)) refused.push(say("case.twice", { name }));
      else {
        const photo = { id: crypto.randomUUID(), sha256, size: bytes.byteLength, state: seen.state, here: true, whole: false, gone: false };
        await book.addPhoto(one, product, photo, bytes, seen.thumb);
      }
    }
  }
  return refused;
}

/** The place of a photo in the list: small picture, state of sending, ways to open it and to take it out. */
export function photoItem(book, photo, number, { open, remove, again }) {
  const item = element("li", {});
  item.dataset.photo = photo.id;
  const name = (key) => element("span", { className: "quiet" }, say(key, { number }));
  const look = element("button", { type: "button", className: "look", onclick: () => open(photo, number) }, name("case.photo.open"));
  showThumb(book, photo, look);
  const words = element("p", {});
  item.append(look, words);
  const out = element("button", { type: "button", className: "out", onclick: () => remove(photo, number) }, icon("close"), name("remove"));
  item.append(out);
  if (photo.gone) item.append(element("button", { type: "button", className: "second again", onclick: () => again(photo) }, say("case.photo.again")));
  tellPhoto(item, photo);
  return item;
}

/** Says how far a photo is, and whether its product is in a frame of it. */
export function tellPhoto(item, photo, received = null, framed = false) {
  const bad = photo.state && photo.state !== "good" && !photo.whole;
  const key = photo.gone ? "case.photo.gone" : photo.whole ? "case.photo.whole" : received ? "case.photo.part" : "case.photo.here";
  const words = item.querySelector("p");
  words.replaceChildren(say(key, { number: Math.round((100 * (received ?? 0)) / photo.size) }));
  if (bad) words.append(" · ", say(`shot.${photo.state}`));
  if (framed) words.append(" · ", say("case.photo.framed"));
  words.className = photo.gone || bad ? "bad" : photo.whole ? "whole" : "";
}

async function showThumb(book, photo, button) {
  const bytes = await book.bytes("thumbs", photo).catch(() => null);
  if (!bytes) {
    button.prepend(icon("picture"));
    return;
  }
  const url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
  button.prepend(element("img", { src: url, alt: "", onload: () => URL.revokeObjectURL(url) }));
}
