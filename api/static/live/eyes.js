// The live viewfinder's eyes, a worker of their own: our network for marks and codes, zxing for what codes say.
// It alone compiles WebAssembly, which the policy that this file comes with allows and the page's does not.
import { blank, glare, measure, reduced, SIDE } from "../measure.js";
import { CODE, paired, peaks } from "./net.js";

const SEEN = 480; // px: long side of what the network is shown
const LEAST = 0.3; // of a centre's score; what is said of it is decided where it is used
const [CODE_ROOM, CODE_SIDE, MOST_CODES] = [1.7, 640, 3]; // cut-out in sides of the code, its side in px; codes tried
const [MARK_ROOM, MARK_SIDE] = [5, 360]; // surroundings of the mark in which sharpness is measured
const [LAMP_ROOM, LAMP_SIDE] = [8, 320]; // and those in which a mirrored lamp would hide print

let net;
let readBarcodes;
let runtime;

async function start(at) {
  const [ort, codes] = await Promise.all([import(`${at}runtime.mjs`), import(`${at}codes/index.js`)]);
  ort.env.wasm.numThreads = 1; // more would need a page that is cut off from others (cross-origin isolation)
  ort.env.wasm.wasmPaths = { wasm: `${at}runtime.wasm` };
  runtime = ort;
  await codes.prepareZXingModule({ overrides: { locateFile: () => `${at}codes.wasm` }, fireImmediately: true });
  readBarcodes = codes.readBarcodes;
  net = await ort.InferenceSession.create(`${at}detector.onnx`, { executionProviders: ["wasm"] });
  await found(blank(SEEN, SEEN)); // the first takes several times as long as those that follow
}

/** Centres of marks and codes in a canvas, in its pixels. */
async function found(canvas) {
  const { width, height } = canvas;
  const { data, dims } = paired(canvas.getContext("2d").getImageData(0, 0, width, height));
  const { maps } = await net.run({ pixels: new runtime.Tensor("uint8", data, dims) });
  return peaks(maps.data, width, height, LEAST);
}

/**
 * What one picture (ImageBitmap) shows, in its pixels: `marks` and `codes` (centres; of codes whether they were `read`),
 * `figures` as the service measures them; round the best mark `edges`: how sharp it is, `lamp`: share in mirrored light.
 */
async function look(picture) {
  const { width, height } = picture;
  const seen = reduced(picture, width, height, SEEN);
  const scale = width / seen.width;
  const all = (await found(seen)).map((peak) => ({ ...peak, x: peak.x * scale, y: peak.y * scale, side: peak.side * scale }));
  const marks = all.filter(({ kind }) => kind < CODE);
  const codes = all.filter(({ kind }) => kind === CODE).slice(0, MOST_CODES);
  for (const code of codes) code.read = await isRead(picture, code);
  const figures = measure(reduced(picture, width, height, SIDE));
  const [mark] = marks;
  return { width, height, marks, codes, figures, edges: mark ? edges(picture, mark) : 0, lamp: mark ? glare(cut(picture, mark, LAMP_ROOM, LAMP_SIDE), mirrors) : 0 };
}

function cut(picture, { x, y, side }, room, most) {
  const size = Math.round(Math.min(room * side, Math.max(picture.width, picture.height)));
  const canvas = blank(Math.min(size, most), Math.min(size, most));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x - size / 2, y - size / 2, size, size, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function isRead(picture, code) {
  const canvas = cut(picture, code, CODE_ROOM, CODE_SIDE);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const [read] = await readBarcodes(pixels, { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 1 });
  return Boolean(read?.isValid);
}

/** Sharpness round a mark: the mean square of steps between neighbours by that of steps over four pixels. */
function edges(picture, mark) {
  const canvas = cut(picture, mark, MARK_ROOM, MARK_SIDE);
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let [near, far] = [0, 1];
  for (let y = 4; y < height; y += 1) {
    for (let x = 4; x < width; x += 1) {
      const i = 4 * (y * width + x) + 1;
      near += (data[i] - data[i - 4]) ** 2 + (data[i] - data[i - 4 * width]) ** 2;
      far += (data[i] - data[i - 16]) ** 2 + (data[i] - data[i - 16 * width]) ** 2;
    }
  }
  return near / far;
}

/** Whether a burnt-out spot in a mark's surroundings fades, to judge by the lightest third: print may lie under it. */
function mirrors({ near, further, far }) {
  const light = (ring) => ring.sort((a, b) => b - a)[Math.floor(ring.length / 3)] ?? 255;
  return light(further) <= 246 && light(near) - light(far) >= 10;
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.at) {
      await start(data.at);
      postMessage({ ready: true });
    } else {
      const begun = performance.now();
      const seen = await look(data.picture);
      data.picture.close();
      postMessage({ seen, ms: performance.now() - begun });
    }
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
