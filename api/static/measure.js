// How fit a picture is for reading, by the measures and limits of the service (verifier/quality.py), before it is sent.
export const SIDE = 1024; // sharpness depends on size: the service measures on a copy of this long side
const GLARE_SIDE = 256;
const BURNT_OUT = 250;

/** A canvas with `source` (anything drawable of width × height) reduced to a long side of at most `side`. */
export function reduced(source, width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: side <= SIDE });
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Sharpness (variance of the Laplacian), brightness (mean grey) and glare (share of burnt-out pixels) of a canvas. */
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

/** Share of burnt-out pixels that do not reach the border: white at the border is background, not a reflection. */
function glare(canvas) {
  const small = reduced(canvas, canvas.width, canvas.height, GLARE_SIDE);
  const { width, height } = small;
  const { data } = small.getContext("2d").getImageData(0, 0, width, height);
  const burnt = new Uint8Array(width * height);
  for (let i = 0; i < burnt.length; i += 1) burnt[i] = Math.min(data[4 * i], data[4 * i + 1], data[4 * i + 2]) >= BURNT_OUT;
  const open = [];
  for (let x = 0; x < width; x += 1) open.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y += 1) open.push(y * width, y * width + width - 1);
  while (open.length) {
    const i = open.pop();
    if (!burnt[i]) continue;
    burnt[i] = 0;
    const x = i % width;
    if (x > 0) open.push(i - 1);
    if (x < width - 1) open.push(i + 1);
    if (i >= width) open.push(i - width);
    if (i < burnt.length - width) open.push(i + width);
  }
  return burnt.reduce((total, one) => total + one, 0) / burnt.length;
}

/** The one thing that is wrong with a measured picture, the gravest first: a code, or `good`. */
export function judge(figures, limits) {
  if (figures.brightness < limits.least_brightness) return "too_dark";
  if (figures.sharpness < limits.least_sharpness) return "too_blurred";
  if (figures.glare > limits.most_glare) return "glare";
  return "good";
}
