// How fit a picture is for reading, by the measures and limits of the service (verifier/image/quality.py), before it is sent.
export const SIDE = 1024; // sharpness depends on size: the service measures on a copy of this long side
const GLARE_SIDE = 512;
const [BURNT_OUT, LEAST_SPOT] = [250, 0.0005];
const [NEAR, FURTHER, FAR] = [2, 6, 16];
const [SOFT, SOFT_SHARE, FADING, FALL] = [180, 0.75, 240, 20];

/** An empty canvas, of the page or of a worker. */
export function blank(width, height) {
  if (typeof document === "undefined") return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

/** A canvas with `source` (anything drawable of width × height) reduced to a long side of at most `side`. */
export function reduced(source, width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = blank(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext("2d", { willReadFrequently: side <= SIDE });
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Sharpness (variance of the Laplacian), brightness (mean grey) and glare (share in reflections) of a canvas. */
export function measure(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const grey = new Float32Array(width * height);
  let light = 0;
  for (let i = 0, p = 0; i < grey.length; i += 1, p += 4) {
    grey[i] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
    light += grey[i];
  }
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, i = y * width + 1; x < width - 1; x += 1, i += 1) {
      const edge = grey[i - 1] + grey[i + 1] + grey[i - width] + grey[i + width] - 4 * grey[i];
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  const mean = sum / Math.max(1, count);
  return { sharpness: squares / Math.max(1, count) - mean * mean, brightness: light / grey.length, glare: glare(canvas) };
}

/** Whether a burnt-out spot fades into its surroundings, as a reflection does and white paper does not. */
function fading({ near, further, far }) {
  const soft = near.filter((level) => level >= SOFT).length >= SOFT_SHARE * near.length;
  const median = (ring) => ring.sort((a, b) => a - b)[ring.length >> 1] ?? 255;
  return soft && median(further) <= FADING && median(near) - median(far) >= FALL;
}

/** Share of burnt-out spots that fade by `fades`, which is told the levels `near`, `further` and `far` from one. */
export function glare(canvas, fades = fading) {
  const small = reduced(canvas, canvas.width, canvas.height, GLARE_SIDE);
  const { width, height } = small;
  const { data } = small.getContext("2d").getImageData(0, 0, width, height);
  const darkest = new Uint8Array(width * height);
  for (let i = 0; i < darkest.length; i += 1) darkest[i] = Math.min(data[4 * i], data[4 * i + 1], data[4 * i + 2]);
  const mark = new Int32Array(darkest.length); // the spot whose pixel it is, or in whose surroundings it was last met
  const taken = new Uint8Array(darkest.length);
  const neighbours = (i) => {
    const x = i % width;
    return [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width < darkest.length ? i + width : -1];
  };
  let glaring = 0;
  for (let start = 0, spot = 0; start < darkest.length; start += 1) {
    if (taken[start] || darkest[start] < BURNT_OUT) continue;
    spot += 1;
    const pixels = [start];
    let outside = false; // white that reaches the border is background
    taken[start] = 1;
    mark[start] = spot;
    for (let n = 0; n < pixels.length; n += 1) {
      for (const i of neighbours(pixels[n])) {
        if (i < 0) outside = true;
        else if (!taken[i] && darkest[i] >= BURNT_OUT) {
          taken[i] = 1;
          mark[i] = spot;
          pixels.push(i);
        }
      }
    }
    if (outside || pixels.length < LEAST_SPOT * darkest.length) continue;
    const rings = [pixels];
    for (let step = 1; step <= FAR; step += 1) {
      const ring = [];
      for (const pixel of rings[step - 1]) {
        for (const i of neighbours(pixel)) {
          if (i < 0 || mark[i] === spot) continue;
          mark[i] = spot;
          ring.push(i);
        }
      }
      rings.push(ring);
    }
    const [near, further, far] = [NEAR, FURTHER, FAR].map((step) => rings[step].map((i) => darkest[i]));
    if (fades({ near, further, far })) glaring += pixels.length;
  }
  return glaring / darkest.length;
}

/** The one thing that is wrong with a measured picture, the gravest first: a code, or `good`. */
export function judge(figures, limits) {
  if (figures.brightness < limits.least_brightness) return "too_dark";
  if (figures.sharpness < limits.least_sharpness) return "too_blurred";
  if (figures.glare > limits.most_glare) return "glare";
  return "good";
}
