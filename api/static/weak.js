// Over weak signal: photos are sent smaller when the sending itself shows that they would take long, and no smaller than
// reading allows. tests/web/test_weak.py proves both steps: no verdict of the samples, whose labels fill their 1,600 px,
// changes at 0.8 of that size; at 0.7 one does. Photos are therefore reduced by no more than 0.8, and none of 1,600 px or
// less: these gain little, and encoding them once more costs reasons (of 70 real ones two lost a code).
// The page and the service worker both run this file, so it exports nothing: `globalThis.weak` is what both use.
{
  const PATIENCE_S = 10; // of sending
  const LEARNING_MS = 2000; // until the rate is believed
  const WORTH_IT = 0.7; // a copy must be smaller than this share of what is still to be sent
  const STEPS = [{ factor: 0.85, quality: 0.85 }, { factor: 0.8, quality: 0.8 }];
  const LEAST_SIDE = 1600;
  let rate = Infinity; // bytes a second, as last measured here

  /**
   * Sends `{photos, category, lang}` by `post(entry, {progress, signal})`, a smaller copy where the way is slow: then
   * `shrunk()` is called, and the answer has `smaller`. Before anything was measured here, the rate `told` is believed.
   * A sending that is under way is broken off only for a copy that is there sooner, and only where progress is told.
   */
  async function sendFitting(sending, post, { progress = () => {}, signal, shrunk = () => {}, told = Infinity } = {}) {
    const { photos } = sending;
    if (rate === Infinity) rate = told;
    const send = (copies, watch, until) => measured(weight(copies), (noting) => post({ ...sending, photos: copies }, {
      progress: (share, left, total) => { progress(share); noting(total - left, left); watch(left); },
      signal: until,
    }));
    const sendSmaller = async (copies) => {
      shrunk();
      return { ...await send(copies, () => {}, signal), smaller: true };
    };
    if (weight(photos) / rate > PATIENCE_S) {
      const copies = await fitting(photos, rate);
      if (weight(copies) < weight(photos)) return sendSmaller(copies);
    }
    const breaking = new AbortController();
    const stop = () => breaking.abort();
    signal?.addEventListener("abort", stop);
    let [copies, unsent] = [null, weight(photos)];
    const watch = (left) => {
      unsent = left;
      if (copies || !(left / rate > PATIENCE_S)) return;
      copies = fitting(photos, rate);
      copies.then((made) => { if (weight(made) < WORTH_IT * unsent) breaking.abort(); });
    };
    try {
      return await send(photos, watch, breaking.signal);
    } catch (error) {
      if (!breaking.signal.aborted || signal?.aborted) throw error;
      return await sendSmaller(await copies);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * What `act` resolves to. The bytes that it notes as sent tell the rate, at its end or once enough time has passed;
   * where it notes none, as in a service worker, the time it took in all does, and one that failed can only lower it.
   */
  async function measured(bytes, act) {
    const begun = performance.now();
    let first = null;
    const overall = () => (bytes / Math.max(1, performance.now() - begun)) * 1000;
    try {
      const answer = await act((sent, left) => {
        const now = performance.now();
        first ??= { now, sent }; // what the phone itself takes in at once is not yet on its way
        if (left === 0) rate = (sent / Math.max(1, now - begun)) * 1000;
        else if (now - first.now >= LEARNING_MS) rate = ((sent - first.sent) / (now - first.now)) * 1000;
      });
      if (!first) rate = overall();
      return answer;
    } catch (error) {
      if (!first) rate = Math.min(rate, overall());
      throw error;
    }
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
  async function smallerCopy(photo, { factor, quality }, leastSide = LEAST_SIDE) {
    let picture;
    try {
      picture = await createImageBitmap(photo, { imageOrientation: "from-image" });
    } catch {
      return photo;
    }
    const side = Math.max(picture.width, picture.height);
    if (side <= leastSide) return photo;
    const copy = await jpeg(picture, Math.max(leastSide, Math.round(factor * side)) / side, quality);
    picture.close();
    return copy && copy.size < photo.size ? copy : photo;
  }

  /** `picture` reduced by `scale`, on a canvas of the page, or of the service worker, which has no other. */
  async function jpeg(picture, scale, quality) {
    const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
    const inPage = typeof document !== "undefined";
    const canvas = inPage ? Object.assign(document.createElement("canvas"), { width, height }) : new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, width, height);
    if (inPage) return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", quality); });
    return canvas.convertToBlob({ type: "image/jpeg", quality });
  }

  const weight = (photos) => photos.reduce((sum, photo) => sum + photo.size, 0);

  globalThis.weak = { sendFitting, smallerCopy, STEPS, rate: () => rate };
}
