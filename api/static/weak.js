// Over weak signal: photos are sent smaller when the sending itself shows that they would take long, and no smaller than
// reading allows. tests/web/test_weak.py proves both steps: no verdict of the samples, whose labels fill their 1,600 px,
// changes at 0.8 of that size; at 0.7 one does. Photos are therefore reduced by no more than 0.8, and none of 1,600 px or
// less: these gain little, and encoding them once more costs reasons (of 70 real ones two lost a code).
import { reduced } from "./measure.js";
import { NoConnection, send } from "./send.js";

const PATIENCE_S = 10; // of sending
const LEARNING_MS = 2000; // until the rate is believed
const WORTH_IT = 0.7; // a copy must be smaller than this share of what is still to be sent
export const STEPS = [{ factor: 0.85, quality: 0.85 }, { factor: 0.8, quality: 0.8 }];
const LEAST_SIDE = 1600;
let rate = Infinity; // bytes a second, as last measured on this page

/**
 * Sends as `send` does, a smaller copy where the way is slow: then `shrunk()` is called, and the answer has `smaller`.
 * A sending that is under way is broken off only for a copy that is there sooner.
 */
export async function sendFitting(sending, { progress, signal, shrunk }) {
  const { photos } = sending;
  const post = (copies, watch, until) => measured((noting) => send({ ...sending, photos: copies }, {
    progress: (share, left, total) => { progress(share); noting(total - left, left); watch(left); },
    signal: until,
  }));
  const postSmaller = async (copies) => {
    shrunk();
    return { ...await post(copies, () => {}, signal), smaller: true };
  };
  if (weight(photos) / rate > PATIENCE_S) {
    const copies = await fitting(photos, rate);
    if (weight(copies) < weight(photos)) return postSmaller(copies);
  }
  const breaking = new AbortController();
  const stop = () => breaking.abort();
  signal.addEventListener("abort", stop);
  let [copies, unsent] = [null, weight(photos)];
  const watch = (left) => {
    unsent = left;
    if (copies || !(left / rate > PATIENCE_S)) return;
    copies = fitting(photos, rate);
    copies.then((made) => { if (weight(made) < WORTH_IT * unsent) breaking.abort(); });
  };
  try {
    return await post(photos, watch, breaking.signal);
  } catch (error) {
    if (signal.aborted || error instanceof NoConnection || !copies) throw error;
    return await postSmaller(await copies);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** What `act` resolves to; the bytes that it notes as sent tell the rate, at its end or once enough time has passed. */
async function measured(act) {
  const begun = performance.now();
  let first = null;
  return act((sent, left) => {
    const now = performance.now();
    first ??= { now, sent }; // what the phone itself takes in at once is not yet on its way
    if (left === 0) rate = (sent / Math.max(1, now - begun)) * 1000;
    else if (now - first.now >= LEARNING_MS) rate = ((sent - first.sent) / (now - first.now)) * 1000;
  });
}

/** Copies that can be sent at this rate within `PATIENCE_S`, else the smallest that may be. */
async function fitting(photos, bytesPerSecond) {
  let copies = photos;
  for (const step of STEPS) {
    copies = await Promise.all(photos.map((photo) => smallerCopy(photo, step)));
    if (weight(copies) / bytesPerSecond <= PATIENCE_S) break;
  }
  return copies;
}

/** A JPEG of `factor` times the size, upright; the photo itself where that is too small or cannot be opened. */
export async function smallerCopy(photo, { factor, quality }, leastSide = LEAST_SIDE) {
  let picture;
  try {
    picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
  } catch {
    return photo;
  }
  const side = Math.max(picture.width, picture.height);
  if (side <= leastSide) return photo;
  const canvas = reduced(picture, picture.width, picture.height, Math.max(leastSide, Math.round(factor * side)));
  picture.close();
  const copy = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", quality); });
  return copy && copy.size < photo.size ? copy : photo;
}

const weight = (photos) => photos.reduce((sum, photo) => sum + photo.size, 0);
