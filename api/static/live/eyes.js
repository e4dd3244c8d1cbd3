// The live viewfinder's eyes, a worker of their own: our network for marks and codes, zxing for what codes say.
// It alone compiles WebAssembly, which the policy that this file comes with allows and the page's does not.
import { blank, measure, reduced, SIDE } from "../measure.js";
import { CODE, paired, peaks } from "./net.js";

const SEEN = 480; // px: long side of what the network is shown
const LEAST = 0.3; // of a centre's score; what is said of it is decided where it is used
const [CODE_ROOM, CODE_SIDE, MODULES] = [1.7, 640, 3]; // cut-out in sides of the code, its long side in px; codes tried
const [MARK_ROOM, MARK_SIDE] = [5, 360]; // surroundings of the mark by which sharpness is measured

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
}

/** Centres of marks and codes in a canvas, in its pixels. */
export async function found(canvas) {
  const { width, height } = canvas;
  const { data, dims } = paired(canvas.getContext("2d").getImageData(0, 0, width, height));
  const { maps } = await net.run({ pixels: new runtime.Tensor("uint8", data, dims) });
  return peaks(maps.data, width, height, LEAST);
}

/**
 * What one picture (ImageBitmap) shows, in its pixels: `marks` and `codes` (centres; of codes whether they were `read`),
 * `figures` as the service measures them, `edges`: how sharp the surroundings of the best mark are.
 */
async function look(picture) {
  const { width, height } = picture;
  const seen = reduced(picture, width, height, SEEN);
  const scale = width / seen.width;
  const all = (await found(seen)).map((peak) => ({ ...peak, x: peak.x * scale, y: peak.y * scale, side: peak.side * scale }));
  const marks = all.filter(({ kind }) => kind < CODE);
  const codes = all.filter(({ kind }) => kind === CODE).slice(0, MODULES);
  for (const code of codes) code.read = await isRead(picture, code);
  const figures = measure(reduced(picture, width, height, SIDE));
  return { width, height, marks, codes, figures, edges: marks.length ? edges(picture, marks[0]) : 0 };
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
  const { width, height } = cut(picture, mark, MARK_ROOM, MARK_SIDE);
  const { data } = cut(picture, mark, MARK_ROOM, MARK_SIDE).getContext("2d").getImageData(0, 0, width, height);
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
