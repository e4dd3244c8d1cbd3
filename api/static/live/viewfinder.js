// The live viewfinder: the eyes look at the camera's picture, the mark is outlined, what to change is said, and the
// picture is taken by itself once mark, code and sharpness agree. Without it the camera does what it does anywhere.
import { Aim, foremost, wrong } from "./aim.js";
import { CODE, square } from "./net.js";

const SURE = 0.5;
const START_MS = 60_000;
const LOOK_MS = 8000; // a look that takes longer has failed
const SLOW_MS = 1500; // where looks take longer, words come too late to be of use
const AGAIN_MS = 2500;
const PACE_MS = 100; // a look that takes less is followed by a rest, so that the phone stays cool

/** Whether this browser can: workers with modules and canvases, WebAssembly, and no wish to save data. */
const able = () => "OffscreenCanvas" in globalThis && "WebAssembly" in globalThis && !navigator.connection?.saveData;

/** The eyes at the address `at`, once they are open. Rejects where they do not open; `close()` ends them. */
export async function openEyes(at) {
  if (!able()) throw new Error("not here");
  const worker = new Worker(new URL("./eyes.js", import.meta.url), { type: "module" });
  const ask = (message, transfer, patience) => new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), patience);
    worker.onmessage = ({ data }) => {
      clearTimeout(late);
      if (data.failed) reject(new Error(data.failed));
      else resolve(data);
    };
    worker.onerror = () => { clearTimeout(late); reject(new Error("no worker")); };
    worker.postMessage(message, transfer);
  });
  try {
    await ask({ at }, [], START_MS);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    /** What a picture shows; see eyes.js. `source`: a video or a photo's blob. One look at a time. */
    async look(source) {
      const picture = await createImageBitmap(source);
      return (await ask({ picture }, [picture], LOOK_MS)).seen;
    },
    close: () => worker.terminate(),
  };
}

/** Has `watching` look with these eyes, until one look fails: `failed()`. `shoot(heeding)`: when it is worth taking. */
export function follow(watching, eyes, { video, outline, limits, shoot, failed }) {
  let aim = new Aim(limits);
  let slow = 0;
  let from = 0; // when a picture may be taken by itself; after one was, once the person had time to turn to another
  if (!watching.paused) watching.tell("hold"); // in the place of what was said before the eyes were open
  watching.look = async () => {
    try {
      const begun = performance.now();
      const seen = await eyes.look(video);
      const now = performance.now();
      slow = now - begun > SLOW_MS ? slow + 1 : 0;
      if (slow > 2) throw new Error("slow");
      if (watching.paused) return;
      if (from === Infinity) from = now + AGAIN_MS;
      const { say, fit, take } = aim.next(seen, now);
      draw(outline, seen, fit);
      watching.sees(seen.codes.some((code) => code.read), "seen.qr");
      if (take && now >= from) {
        watching.tell("taking");
        const { heeding } = aim;
        aim = new Aim(limits);
        if (await shoot(heeding)) from = Infinity;
        else aim.heeding = heeding;
      } else if (say) watching.tell(say);
      await new Promise((resolve) => { setTimeout(resolve, PACE_MS - (performance.now() - begun)); });
    } catch (error) {
      outline.toggleAttribute("hidden", true);
      failed();
      throw error;
    }
  };
}

/** The best of `photos` (blobs) as `{best, fit}`: whether nothing is wrong with it; `heeding` reflections or not. */
export async function bestOf(photos, eyes, limits, heeding) {
  const looks = [];
  for (const photo of photos) looks.push(await eyes.look(photo));
  const place = foremost(looks, limits, heeding);
  return { best: photos[place], fit: !wrong(looks[place], limits, heeding) };
}

/** Outlines the marks and codes of a look. */
function draw(outline, { width, height, marks, codes }, fit) {
  outline.setAttribute("viewBox", `0 0 ${width} ${height}`);
  outline.classList.toggle("fit", fit);
  const sure = [...marks.slice(0, 1), ...codes].filter(({ score, kind, read }) => score >= SURE && (kind !== CODE || read));
  outline.replaceChildren(...sure.flatMap((peak) => ["under", ""].map((name) => {
    const polygon = document.createElementNS(outline.namespaceURI, "polygon");
    polygon.setAttribute("points", square({ ...peak, side: peak.side * 1.15 }).map((corner) => corner.map(Math.round).join()).join(" "));
    if (name) polygon.setAttribute("class", name);
    return polygon;
  })));
  outline.toggleAttribute("hidden", false);
}
