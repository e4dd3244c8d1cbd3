// Looks at the camera's picture again and again and says what to change before it is taken.
import { seesCode } from "./finder.js";
import { judge, measure, reduced, SIDE } from "./measure.js";
import { say } from "./words.js";

const REST_MS = 350;

/**
 * Watches `video`: measures it as the service does, two looks must agree, so that words do not flicker.
 * `look` may be put in the place of its own; where that fails, its own takes over again. `paused` while a photo is shown.
 */
export function watch(video, limits, live, qr) {
  const detector = "BarcodeDetector" in globalThis ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  let told = "";
  let before = "";
  let over = false;

  async function plain() {
    await new Promise((resolve) => { setTimeout(resolve, REST_MS); });
    if (watching.paused || document.hidden || !video.videoWidth) return;
    const small = reduced(video, video.videoWidth, video.videoHeight, SIDE);
    const state = judge(measure(small), limits);
    if (state === before && !watching.paused) watching.tell(state);
    before = state;
    watching.sees(detector ? (await detector.detect(small)).length > 0 : seesCode(small), detector ? "seen.qr" : "seen.qr.near");
  }

  const watching = {
    paused: false,
    look: plain,
    tell(state, taken = false) {
      const key = taken && state === "good" ? "shot.good" : `live.${state}`;
      if (key !== told) live.replaceChildren(say(key));
      live.dataset.state = state;
      told = key;
    },
    /** Says that a code is in sight, in the words of `key`; what it leads to is judged by the service. */
    sees(seen, key) {
      if (seen && !qr.childNodes.length) qr.replaceChildren(say(key));
      if (!seen) qr.replaceChildren();
    },
    stop() { over = true; },
  };

  (async () => {
    while (!over) {
      try {
        const idle = watching.paused || document.hidden || !video.videoWidth;
        await (idle ? plain : watching.look)();
        await new Promise((resolve) => { setTimeout(resolve); });
      } catch {
        watching.look = plain; // a look that failed is skipped
      }
    }
  })();
  return watching;
}
