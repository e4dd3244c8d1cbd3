// The camera in the page: a guide frame, whether it is sharp and light enough, whether the QR can be read, torch and zoom.
import { seesCode } from "./finder.js";
import { judge, measure, reduced, SIDE } from "./measure.js";
import { say } from "./words.js";

const LOOK_MS = 350;
const PHOTO_MS = 4000;

/** Opens the camera in `dialog`; resolves to a JPEG or PNG blob, or to null when closed. Rejects when it cannot open. */
export async function photograph(dialog, limits) {
  const part = (selector) => dialog.querySelector(selector);
  const [video, still, live, qr] = ["video", ".still", ".live", ".qr"].map(part);
  const [liveBar, stillBar] = [".live-bar", ".still-bar"].map(part);
  const show = (reviewing) => {
    liveBar.hidden = reviewing;
    stillBar.hidden = !reviewing;
    still.hidden = !reviewing;
    part(".guide").toggleAttribute("hidden", reviewing);
    part(".aim").hidden = reviewing;
  };
  show(false); // it may have been closed over a photo
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
    dialog.close();
    throw error;
  }
  const [track] = stream.getVideoTracks();
  const watching = watch(video, limits, live, qr);
  try {
    video.srcObject = stream;
    await video.play();
    if (!dialog.open) return null; // closed while the camera started, or while the browser asked for leave
    offerTorchAndZoom(track, part("[data-torch]"), part(".zoom"));
    part("[data-shoot]").focus();
    return await new Promise((resolve) => {
      let photo = null;
      part("[data-again]").onclick = () => {
        photo = null;
        watching.paused = false;
        show(false);
        part("[data-shoot]").focus();
      };
      part("[data-use]").onclick = () => { const taken = photo; dialog.close(); resolve(taken); };
      part("[data-shoot]").onclick = async () => {
        part("[data-shoot]").disabled = true;
        try {
          photo = await take(track, video);
          watching.paused = true;
          const state = await review(photo, still, limits);
          if (track.readyState === "ended") return; // closed meanwhile
          watching.tell(state, true);
          show(true);
          part("[data-use]").focus();
        } finally {
          part("[data-shoot]").disabled = false;
        }
      };
      dialog.onclose = () => resolve(null); // Escape, the close button, or after a photo was chosen
    });
  } finally {
    watching.stop();
    track.stop();
    video.srcObject = null;
    if (dialog.open) dialog.close();
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

/** Looks at the picture a few times a second and says what to change; two looks must agree, so that words do not flicker. */
function watch(video, limits, live, qr) {
  const detector = "BarcodeDetector" in globalThis ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  let told = "";
  let before = "";
  const watching = {
    paused: false,
    tell(state, taken = false) {
      const key = taken && state === "good" ? "shot.good" : `live.${state}`;
      if (key !== told) live.replaceChildren(say(key));
      live.dataset.state = state;
      told = key;
    },
    stop() { clearInterval(timer); },
  };
  let looking = false;
  const timer = setInterval(async () => {
    if (watching.paused || looking || document.hidden || !video.videoWidth) return;
    looking = true;
    try {
      const small = reduced(video, video.videoWidth, video.videoHeight, SIDE);
      const state = judge(measure(small), limits);
      if (state === before && !watching.paused) watching.tell(state);
      before = state;
      const seen = detector ? (await detector.detect(small)).length > 0 : seesCode(small);
      if (seen && !qr.childNodes.length) qr.replaceChildren(say(detector ? "seen.qr" : "seen.qr.near")); // judged by the service
      if (!seen) qr.replaceChildren();
    } catch {
      // a look that fails is skipped; the next comes soon
    } finally {
      looking = false;
    }
  }, LOOK_MS);
  return watching;
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
