// The camera in the page: a guide frame, whether it is sharp and light enough, whether the QR can be read, torch and zoom.
import { judge, measure, reduced, SIDE } from "./measure.js";
import { watch } from "./watch.js";
import { say } from "./words.js";

const PHOTO_MS = 4000;
const BURST = 3; // photos, when the picture is taken by itself
const BURST_MS = 2000; // no further one is begun after this
let openings = 0; // of the camera: one that is opened while another still starts takes its place

/** Opens the camera in `dialog`; resolves to a JPEG or PNG blob, or to null when closed. Rejects when it cannot open. */
export async function photograph(dialog, limits) {
  const mine = openings += 1;
  const current = () => dialog.open && mine === openings;
  const part = (selector) => dialog.querySelector(selector);
  const [video, still, live, qr] = ["video", ".still", ".live", ".qr"].map(part);
  const [liveBar, stillBar] = [".live-bar", ".still-bar"].map(part);
  const show = (reviewing) => {
    liveBar.hidden = reviewing;
    stillBar.hidden = !reviewing;
    still.hidden = !reviewing;
    part(".guide").toggleAttribute("hidden", reviewing);
    part(".aim").hidden = reviewing;
    part(".outline").toggleAttribute("hidden", true);
  };
  show(false); // it may have been closed over a photo
  part("[data-shoot]").disabled = false;
  part("[data-close]").onclick = () => dialog.close();
  dialog.showModal();
  live.replaceChildren(say("camera.starting"));
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 3840 }, height: { ideal: 2160 } },
    });
  } catch (error) {
    if (mine !== openings) return null;
    dialog.close();
    throw error;
  }
  const [track] = stream.getVideoTracks();
  if (!current()) { // closed while the camera started, or while the browser asked for leave
    track.stop();
    return null;
  }
  const watching = watch(video, limits, live, qr);
  const closing = [watching.stop, () => track.stop()];
  try {
    video.srcObject = stream;
    await video.play();
    if (!current()) return null;
    offerTorchAndZoom(track, part("[data-torch]"), part(".zoom"));
    part("[data-shoot]").focus();
    return await new Promise((resolve) => {
      let photo = null;
      part("[data-again]").onclick = () => {
        photo = null;
        watching.paused = false;
        show(false);
        part("[data-shoot]").focus();
        if (track.readyState === "ended") lost(); // while the photo was shown
      };
      part("[data-use]").onclick = () => { const taken = photo; dialog.close(); resolve(taken); };
      let shooting = false;
      let wanted = false; // by the person, while the eyes take theirs
      const shoot = async (choose = null) => {
        if (shooting) return false;
        [shooting, wanted] = [true, !choose];
        try {
          const { best, fit } = choose ? await choose(await burst(track, video)) : { best: await take(track, video) };
          if (!fit && !wanted) return false; // the eyes look on
          photo = best;
          watching.paused = true;
          const state = await review(photo, still, limits);
          if (track.readyState === "ended") return true; // closed meanwhile
          watching.tell(state, true);
          show(true);
          part("[data-use]").focus();
          return true;
        } finally {
          shooting = false;
        }
      };
      part("[data-shoot]").onclick = () => { wanted = true; shoot(); };
      openViewfinder(dialog.dataset.viewfinder, (viewfinder, eyes) => {
        if (track.readyState === "ended") {
          eyes.close();
          return;
        }
        closing.push(eyes.close);
        part(".aim").replaceChildren(say("camera.frame.live"));
        const own = (heeding) => shoot((photos) => viewfinder.bestOf(photos, eyes, limits, heeding));
        const failed = () => part(".aim").replaceChildren(say("camera.frame")); // from now on it takes none by itself
        viewfinder.follow(watching, eyes, { video, outline: part(".outline"), limits, shoot: own, failed });
      });
      const lost = () => {
        watching.stop();
        watching.paused = true;
        part("[data-shoot]").disabled = true;
        part(".outline").toggleAttribute("hidden", true);
        qr.replaceChildren();
        live.replaceChildren(say("camera.lost"));
        live.dataset.state = "lost";
      };
      track.onended = () => { if (!photo) lost(); }; // another app has it, or leave was withdrawn
      dialog.onclose = () => resolve(null); // Escape, the close button, or after a photo was chosen
    });
  } finally {
    for (const close of closing) close();
    if (mine === openings) {
      video.srcObject = null;
      if (dialog.open) dialog.close();
    }
  }
}

/** A photo in the camera's own resolution where the browser can, else the picture that is shown. */
async function take(track, video) {
  if ("ImageCapture" in globalThis) {
    try {
      const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("late")), PHOTO_MS); });
      return await Promise.race([new ImageCapture(track).takePhoto(), late]);
    } catch {
      // some cameras give no still picture while they stream
    }
  }
  const canvas = reduced(video, video.videoWidth, video.videoHeight, Infinity);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.95); });
}

/** Shows a photo that was taken; its state as `judge` names it. */
async function review(photo, still, limits) {
  const picture = await createImageBitmap(photo);
  const small = reduced(picture, picture.width, picture.height, SIDE);
  picture.close();
  still.width = small.width;
  still.height = small.height;
  still.getContext("2d").drawImage(small, 0, 0);
  return judge(measure(small), limits);
}

/** Opens the live viewfinder where the service has one and this browser can; else all stays as it is. */
async function openViewfinder(at, opened) {
  if (!at) return;
  try {
    const viewfinder = await import("./live/viewfinder.js");
    opened(viewfinder, await viewfinder.openEyes(at));
  } catch {
    // no signal, an older browser, or too little memory
  }
}

/** Photos taken one after the other, of which the best is to be kept. */
async function burst(track, video) {
  const begun = performance.now();
  const photos = [];
  while (photos.length < BURST && performance.now() - begun < BURST_MS) photos.push(await take(track, video));
  return photos;
}

function offerTorchAndZoom(track, torch, zoom) {
  const can = track.getCapabilities?.() ?? {};
  torch.hidden = !can.torch;
  torch.setAttribute("aria-pressed", "false");
  torch.onclick = async () => {
    const on = torch.getAttribute("aria-pressed") !== "true";
    await track.applyConstraints({ advanced: [{ torch: on }] });
    torch.setAttribute("aria-pressed", String(on));
  };
  const slider = zoom.querySelector("input");
  zoom.hidden = !(can.zoom?.max > can.zoom?.min);
  if (zoom.hidden) return;
  Object.assign(slider, { min: can.zoom.min, max: can.zoom.max, step: can.zoom.step || "any", value: track.getSettings().zoom ?? can.zoom.min });
  slider.oninput = () => track.applyConstraints({ advanced: [{ zoom: Number(slider.value) }] });
}
