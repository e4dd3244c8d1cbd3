// Where photos come from, and one of them shown large: the camera of the page, the phone's files, the viewer.
import { plainly, say } from "../words.js";

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

/** Shows a photo large: this phone's, or the service's where a colleague took it. */
export async function viewer(one, product, photo, number) {
  const dialog = spot.querySelector("dialog.viewer");
  const image = dialog.querySelector("img");
  const bytes = await this.book.bytes("photos", photo)
    ?? await (await this.service.ask(`/v1/cases/${one.id}/products/${product.id}/photos/${photo.sha256}`)).arrayBuffer();
  const url = URL.createObjectURL(new Blob([bytes]));
  image.alt = plainly("shot", { number });
  image.src = url;
  dialog.querySelector("[data-viewer-title]").replaceChildren(say("shot", { number }));
  dialog.querySelector("[data-viewer-hash]").textContent = `SHA-256 ${photo.sha256}`;
  dialog.querySelector("[data-viewer-close]").onclick = () => dialog.close();
  dialog.onclose = () => { image.removeAttribute("src"); URL.revokeObjectURL(url); };
  dialog.showModal();
}
