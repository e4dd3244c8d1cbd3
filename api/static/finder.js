// Whether a QR code is in sight, for browsers without BarcodeDetector (Safari, Firefox): its three corner marks, which
// are dark, light, dark, light, dark in the widths 1:1:3:1:1 (ISO/IEC 18004, 6.3.3.1) along any line through their middle.
const BLOCK = 32; // px: light differs across a photo, so each block has a threshold of its own
const ROWS = 2; // every second row is looked at
const SLACK = 0.6; // of a module, for each width

/** True when three corner marks of one size stand at a right angle in `canvas`. */
export function seesCode(canvas) {
  const { width, height } = canvas;
  const dark = darkness(canvas.getContext("2d").getImageData(0, 0, width, height));
  const marks = [];
  for (let y = ROWS; y < height; y += ROWS) {
    for (const { middle, module } of crossings(width, (x) => dark[y * width + x])) {
      const x = Math.round(middle);
      const near = ({ middle: at, module: size }) => Math.abs(at - y) < 2 * module && ratio(size, module) < 1.6;
      const upright = crossings(height, (at) => dark[at * width + x], y - 8 * module, y + 8 * module).find(near);
      if (!upright) continue;
      const same = marks.find((one) => Math.hypot(one.x - x, one.y - upright.middle) < 3 * module);
      if (same) same.times += 1;
      else marks.push({ x, y: upright.middle, module, times: 1 });
    }
  }
  return rightAngle(marks.filter((one) => one.times > 1).slice(0, 60));
}

/** 1 for each pixel that is darker than its block. */
function darkness({ data, width, height }) {
  const dark = new Uint8Array(width * height);
  const grey = (i) => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  for (let top = 0; top < height; top += BLOCK) {
    for (let left = 0; left < width; left += BLOCK) {
      const [bottom, right] = [Math.min(top + BLOCK, height), Math.min(left + BLOCK, width)];
      let [low, high] = [255, 0];
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          low = Math.min(low, grey(y * width + x));
          high = Math.max(high, grey(y * width + x));
        }
      }
      const threshold = high - low > 40 ? (low + high) / 2 : 90;
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) dark[y * width + x] = grey(y * width + x) < threshold ? 1 : 0;
      }
    }
  }
  return dark;
}

/** Where a line of `length` pixels goes through the middle of a corner mark. */
function crossings(length, isDark, from = 0, to = length) {
  const found = [];
  const runs = [];
  let start = Math.max(0, Math.round(from));
  const end = Math.min(length, Math.round(to));
  for (let at = start + 1; at <= end; at += 1) {
    if (at < end && isDark(at) === isDark(start)) continue;
    runs.push({ start, size: at - start, dark: isDark(start) });
    start = at;
    const [a, b, c, d, e] = runs.slice(-5);
    if (!e || !a.dark) continue;
    const module = (a.size + b.size + c.size + d.size + e.size) / 7;
    const fits = [a, b, d, e].every((run) => Math.abs(run.size - module) < SLACK * module) && Math.abs(c.size - 3 * module) < 1.5 * SLACK * module;
    if (module >= 1.2 && fits) found.push({ middle: c.start + c.size / 2, module });
  }
  return found;
}

const ratio = (a, b) => Math.max(a, b) / Math.min(a, b);

function rightAngle(marks) {
  return marks.some((corner) => marks.some((one) => marks.some((other) => {
    if (corner === one || corner === other || one === other) return false;
    const [ax, ay, bx, by] = [one.x - corner.x, one.y - corner.y, other.x - corner.x, other.y - corner.y];
    const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    const module = (corner.module + one.module + other.module) / 3;
    const sizes = [corner, one, other].every((mark) => ratio(mark.module, module) < 1.5);
    return sizes && ratio(a, b) < 1.4 && Math.abs(ax * bx + ay * by) < 0.3 * a * b && a > 10 * module && a < 60 * module;
  })));
}
