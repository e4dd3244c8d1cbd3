// Where photos come from, and one of them shown large: the camera of the page, the phone's files, the viewer.
import { plainly, say } from "../words.js";
import { drawFrames, takeFrames } from "./parting.js";

const spot = document.querySelector(".spot");
const limits = JSON.parse(spot.dataset.limits);

/** Files chosen by the officer; none when they changed their mind. */
export const files = (input = spot.querySelector("[data-files]")) => new Promise((resolve) => {
  input.value = "";
  input.onchange = () => resolve([...input.files]);
  input.oncancel = () => resolve([]);
  input.click();
});

/** A photo from the camera of the page, else from the phone's own. */
export async function camera() {
  const own = spot.querySelector("[data-capture]");
  if (!navigator.mediaDevices?.getUserMedia) return files(own);
  try {
    const { photograph } = await import("../camera.js");
    const photo = await photograph(document.querySelector("dialog.camera"), limits);
    return photo ? [photo] : [];
  } catch {
    return files(own); // not allowed, or none that this page can open
  }
}

/** The bytes of a photo: this phone's, or the service's where a colleague took it. */
async function bytesOf(app, one, product, photo) {
  return await app.book.bytes("photos", photo)
    ?? (await app.service.ask(`/v1/cases/${one.id}/products/${product.id}/photos/${photo.sha256}`)).arrayBuffer();
}

/** Shows a photo large. `parting` is called when the officer wants to frame several goods in it. */
export async function viewer(one, product, photo, number, parting) {
  const dialog = spot.querySelector("dialog.viewer");
  const image = dialog.querySelector("img");
  const bytes = await bytesOf(this, one, product, photo);
  const url = URL.createObjectURL(new Blob([bytes]));
  image.alt = plainly("shot", { number });
  image.src = url;
  dialog.querySelector("[data-viewer-title]").replaceChildren(say("shot", { number }));
  dialog.querySelector("[data-viewer-hash]").textContent = `SHA-256 ${photo.sha256}`;
  const part = dialog.querySelector("[data-viewer-part]");
  part.hidden = Boolean(one.closed);
  part.onclick = () => { dialog.close(); parting(); };
  dialog.querySelector("[data-viewer-close]").onclick = () => dialog.close();
  dialog.onclose = () => { image.removeAttribute("src"); URL.revokeObjectURL(url); };
  dialog.showModal();
}

/** Has the officer frame the labels of a photo, and gives the frames to products. True when something changed. */
export async function parting(one, product, photo) {
  const bytes = await bytesOf(this, one, product, photo);
  const url = URL.createObjectURL(new Blob([bytes]));
  const hints = product.report?.labels?.[photo.sha256];
  const known = { url, sha256: photo.sha256, products: one.products, current: product, hints };
  const frames = await drawFrames(spot.querySelector("dialog.parting"), known);
  URL.revokeObjectURL(url);
  if (!frames) return false;
  const thumb = await this.book.bytes("thumbs", photo).catch(() => null);
  await takeFrames(this.book, one, product, photo, frames, bytes, thumb);
  return true;
}
