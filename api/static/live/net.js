// What the detector's network takes and answers, as verifier/finder/net.py has it: pixels in pairs, maps of centres.
const STRIDE = 4; // pixels of the picture for a cell of the maps
const STEP = 32; // the network takes sides that are multiples of this
// Planes: logits of four classes and of cores of lines; log2 of the side, up vector, fold; height and rise of lines.
export const CODE = 3; // the classes before it are marks
const [SIZE, UP, FOLD] = [5, 6, 8];
const SIZE_AT = 5;
const MAX_PEAKS = 48;
const MIN_SHARE = 0.36;
const MIN_UP = 0.4;

const sigmoid = (x) => 1 / (1 + Math.exp(-Math.min(30, Math.max(-30, x))));
const upTo = (n, step) => Math.ceil(n / step) * step;

/** `{data, dims}` of the network's input for RGBA pixels (ImageData): edges repeated, levels up to the next even one. */
export function paired({ data, width, height }) {
  const [wide, high] = [upTo(width, STEP), upTo(height, STEP)];
  const out = new Uint8Array(wide * high * 4);
  for (let y = 0; y < high; y += 1) {
    const row = Math.min(y, height - 1) * width;
    for (let x = 0; x < wide; x += 1) {
      const from = 4 * (row + Math.min(x, width - 1));
      const to = 4 * (y * wide + x);
      for (let k = 0; k < 3; k += 1) {
        const level = data[from + k];
        out[to + k] = level === 255 ? 255 : Math.max(1, level + (level & 1));
      }
      out[to + 3] = 255;
    }
  }
  return { data: out, dims: [1, high / 2, 2, wide / 2, 8] };
}

/**
 * The centres of at least `least` score in the answer for a picture of `width` × `height` px, best first, no two over
 * one another but mark and code: `{kind, score, x, y, side, angle, certain}` in pixels and degrees of the top edge.
 */
export function peaks(maps, width, height, least) {
  const wide = upTo(width, STEP) / STRIDE;
  const grid = { maps, wide, size: wide * (upTo(height, STEP) / STRIDE) };
  const [across, down] = [Math.ceil(width / STRIDE), Math.ceil(height / STRIDE)];
  const lowest = Math.log(least / (1 - least));
  const found = [];
  for (let kind = 0; kind <= CODE; kind += 1) {
    const at = (x, y) => maps[kind * grid.size + y * wide + x];
    for (let y = 0; y < down; y += 1) {
      for (let x = 0; x < across; x += 1) {
        const logit = at(x, y);
        if (logit < lowest) continue;
        let top = true;
        for (const [u, v] of around(x, y, across, down)) if (at(u, v) > logit) top = false;
        if (top) found.push({ logit, kind, x, y });
      }
    }
  }
  found.sort((a, b) => b.logit - a.logit || a.kind - b.kind || a.y - b.y || a.x - b.x);
  return apart(found.slice(0, MAX_PEAKS).map((cell) => told(grid, cell, across, down)));
}

function around(x, y, across, down) {
  const cells = [];
  for (let v = Math.max(0, y - 1); v <= Math.min(down - 1, y + 1); v += 1) {
    for (let u = Math.max(0, x - 1); u <= Math.min(across - 1, x + 1); u += 1) cells.push([u, v]);
  }
  return cells;
}

/** What the maps tell at a cell and in the eight round it. */
function told({ maps, wide, size }, { kind, x, y }, across, down) {
  const cells = around(x, y, across, down).map(([u, v]) => ({ u, v, weight: sigmoid(maps[kind * size + v * wide + u]) }));
  const most = Math.max(...cells.map(({ weight }) => weight));
  const mean = (of, value) => of.reduce((sum, cell) => sum + value(cell) * cell.weight, 0) / of.reduce((sum, { weight }) => sum + weight, 0);
  const sure = cells.filter(({ weight }) => weight >= most * MIN_SHARE);
  const [log, ux, uy, cos4, sin4] = [SIZE, UP, UP + 1, FOLD, FOLD + 1].map((plane) => mean(sure, ({ u, v }) => maps[plane * size + v * wide + u]));
  const degrees = (radians) => (radians * 180) / Math.PI;
  const fold = degrees(Math.atan2(sin4, cos4)) / 4;
  const certain = Math.hypot(ux, uy) > MIN_UP;
  const quarters = Math.round(((certain ? degrees(Math.atan2(uy, ux)) : -90) - fold) / 90);
  const turn = fold + 90 * quarters + 270;
  return {
    kind,
    score: sigmoid(maps[kind * size + y * wide + x]),
    x: (mean(cells, ({ u }) => u) + 0.5) * STRIDE,
    y: (mean(cells, ({ v }) => v) + 0.5) * STRIDE,
    side: 2 ** Math.min(10, Math.max(2, log + SIZE_AT)),
    angle: turn - 360 * Math.floor(turn / 360) - 180,
    certain,
  };
}

function apart(found) {
  const kept = [];
  for (const peak of found.sort((a, b) => b.score - a.score)) {
    const over = (other) => (other.kind === CODE) === (peak.kind === CODE)
      && Math.hypot(peak.x - other.x, peak.y - other.y) < 0.5 * Math.max(other.side, peak.side);
    if (!kept.some(over)) kept.push(peak);
  }
  return kept;
}

/** The corners of the square round a peak, clockwise from the top-left of the print. */
export function square({ x, y, side, angle }) {
  const a = (angle * Math.PI) / 180;
  const [ax, ay] = [(Math.cos(a) * side) / 2, (Math.sin(a) * side) / 2];
  return [[x - ax + ay, y - ay - ax], [x + ax + ay, y + ay - ax], [x + ax - ay, y + ay + ax], [x - ax - ay, y - ay + ax]];
}

