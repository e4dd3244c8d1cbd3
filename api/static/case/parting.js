// Several goods in one photo: a frame round the label of each, drawn or set by its four sides. Each frame is one product's;
// frames that are new make products, which share the photo. Boxes are [left, top, right, bottom] in the photo's pixels.
import { element, plainly, say } from "../words.js";
import { copy } from "./fields.js";
import { same } from "./shape.js";

const LEAST = 48; // pixels: less is no label (verifier/framing.py)
const STEPS = 100; // of a slider, from side to side
const SIDES = ["left", "top", "right", "bottom"];

export const overlap = (one, other) => Math.max(one[0], other[0]) < Math.min(one[2], other[2])
  && Math.max(one[1], other[1]) < Math.min(one[3], other[3]);

/** The frame of a product in a photo, or undefined. */
export const frameOf = (product, sha256) => (product.frames ?? []).find((frame) => frame.sha256 === sha256);

/** Frames that the labels of a report suggest, of each photo by its hash; only where a photo shows several. */
export function suggested({ claim, photos }) {
  const found = {};
  photos.forEach(({ sha256, width, height, framing }, index) => {
    if (framing) return;
    const labels = new Map();
    for (const item of Object.values(claim).flat().filter((one) => one?.quad && one.photo === index)) {
      const xs = item.quad.map(([x]) => x);
      const ys = item.quad.map(([, y]) => y);
      const known = labels.get(item.label) ?? { box: [width, height, 0, 0], side: 0 };
      const [left, top, right, bottom] = known.box;
      known.box = [Math.min(left, ...xs), Math.min(top, ...ys), Math.max(right, ...xs), Math.max(bottom, ...ys)];
      if (claim.marks.includes(item)) known.side = Math.max(known.side, ...xs.map((x) => x - Math.min(...xs)));
      labels.set(item.label, known);
    }
    const boxes = [...labels.values()].filter(({ side }) => side > 0).map(({ box: [left, top, right, bottom], side }) => [
      Math.floor(Math.max(0, left - side)), Math.floor(Math.max(0, top - side)),
      Math.ceil(Math.min(width, right + side)), Math.ceil(Math.min(height, bottom + side)),
    ]);
    boxes.forEach((one, n) => boxes.slice(n + 1).forEach((other) => apart(one, other)));
    if (boxes.length > 1) found[sha256] = boxes;
  });
  return found;
}

/** Moves the sides of two boxes that overlap back to the middle, along the way on which they overlap less. */
function apart(one, other) {
  if (!overlap(one, other)) return;
  const deep = (axis) => Math.min(one[axis + 2], other[axis + 2]) - Math.max(one[axis], other[axis]);
  const axis = deep(0) <= deep(1) ? 0 : 1;
  const [first, second] = one[axis] <= other[axis] ? [one, other] : [other, one];
  const middle = Math.round((Math.min(first[axis + 2], second[axis + 2]) + second[axis]) / 2);
  first[axis + 2] = middle;
  second[axis] = middle;
}

/**
 * Shows the photo with the frames of `products` and lets the officer draw others. Resolves to `[{product, box}]`, `product`
 * null for a new one, or to null when nothing is to change. `url`: of the photo; `hints`: suggested boxes.
 */
export function drawFrames(dialog, { url, sha256, products, current, hints = [] }) {
  const part = (name) => dialog.querySelector(`[data-part-${name}]`);
  const [image, board, list, said] = [dialog.querySelector("img"), part("board"), part("list"), part("said")];
  const frames = products.filter((product) => frameOf(product, sha256))
    .map((product) => ({ product, box: [...frameOf(product, sha256).region] }));
  const size = () => [image.naturalWidth, image.naturalHeight];

  const draw = () => {
    const [width, height] = size();
    const shares = ({ box }) => [box[0] / width, box[1] / height, (box[2] - box[0]) / width, (box[3] - box[1]) / height];
    board.replaceChildren(...frames.map((frame, index) => {
      const shape = element("div", { className: "frame" }, String(index + 1));
      ["left", "top", "width", "height"].forEach((name, n) => { shape.style[name] = `${100 * shares(frame)[n]}%`; });
      return shape;
    }));
    said.replaceChildren();
  };

  const row = (frame) => {
    const item = copy("frame");
    for (const input of item.querySelectorAll("input")) {
      const side = SIDES.indexOf(input.dataset.side);
      const most = size()[side % 2];
      Object.assign(input, { min: 0, max: most, step: Math.max(1, Math.round(most / STEPS)), value: frame.box[side] });
      input.addEventListener("input", () => {
        const other = frame.box[(side + 2) % 4];
        const value = Number(input.value);
        frame.box[side] = side < 2 ? Math.min(value, other - LEAST) : Math.max(value, other + LEAST);
        if (frame.box[side] !== value) input.value = frame.box[side];
        draw();
      });
    }
    item.querySelector("button").addEventListener("click", () => {
      frames.splice(frames.indexOf(frame), 1);
      show();
      part("add").focus();
    });
    return item;
  };

  const show = () => {
    list.replaceChildren(...frames.map((frame, index) => {
      const item = row(frame);
      const name = frame.product?.name.trim();
      const whose = frame.product ? products.indexOf(frame.product) + 1 : 0;
      item.querySelector("legend").replaceChildren(say("case.part.frame", { number: index + 1 }), " · ",
        ...(frame.product ? [say("case.part.whose", { number: whose }), ...(name ? [` ${name}`] : [])]
          : [say(frames.some((one) => one.product === current) || index !== firstNew() ? "case.part.new" : "case.part.this")]));
      return item;
    }));
    part("suggested").hidden = !hints.length || frames.length > 0;
    draw();
  };
  const firstNew = () => frames.findIndex(({ product }) => !product);

  const add = (box) => { frames.push({ product: null, box }); show(); };
  part("add").onclick = () => {
    const [width, height] = size();
    add([Math.round(width / 4), Math.round(height / 4), Math.round((3 * width) / 4), Math.round((3 * height) / 4)]);
    list.lastElementChild.querySelector("input").focus();
  };
  part("suggested").onclick = () => { hints.forEach((box) => frames.push({ product: null, box: [...box] })); show(); list.querySelector("input").focus(); };
  drawing(board, size, add);

  return new Promise((resolve) => {
    let answer = null;
    part("done").onclick = () => {
      const wrong = frames.some(({ box }, n) => frames.slice(n + 1).some((other) => overlap(box, other.box)));
      if (wrong) return said.replaceChildren(say("case.part.overlap"));
      answer = frames;
      return dialog.close();
    };
    part("cancel").onclick = () => dialog.close();
    dialog.onclose = () => { image.removeAttribute("src"); list.replaceChildren(); board.replaceChildren(); resolve(answer); };
    image.onload = show;
    image.alt = plainly("case.part");
    image.src = url;
    dialog.showModal();
  });
}

/** A finger or a mouse draws a box on the picture. */
function drawing(board, size, add) {
  let from = null;
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = board.getBoundingClientRect();
    const share = [(clientX - left) / width, (clientY - top) / height].map((one) => Math.min(1, Math.max(0, one)));
    return share.map((one, n) => Math.round(one * size()[n]));
  };
  const box = (to) => [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
  board.onpointerdown = (event) => { from = at(event); board.setPointerCapture(event.pointerId); };
  board.onpointermove = (event) => {
    if (!from) return;
    board.querySelector(".new")?.remove();
    const [width, height] = size();
    const [left, top, right, bottom] = box(at(event));
    const shape = element("div", { className: "frame new" });
    Object.assign(shape.style, {
      left: `${(100 * left) / width}%`, top: `${(100 * top) / height}%`,
      width: `${(100 * (right - left)) / width}%`, height: `${(100 * (bottom - top)) / height}%`,
    });
    board.append(shape);
  };
  board.onpointerup = (event) => {
    if (!from) return;
    const drawn = box(at(event));
    from = null;
    board.querySelector(".new")?.remove();
    if (drawn[2] - drawn[0] >= LEAST && drawn[3] - drawn[1] >= LEAST) add(drawn);
  };
  board.onpointercancel = () => { from = null; board.querySelector(".new")?.remove(); };
}

/** Gives the frames to products: the first new one to `current`, where it has none, and each other to a product made for it. */
export async function takeFrames(book, one, current, photo, frames, bytes, thumb) {
  const boxes = frames.map(({ box }) => box);
  for (const frame of frames) {
    if (frame.product) continue;
    if (!frames.some(({ product }) => product === current)) frame.product = current;
    else {
      frame.product = book.addProduct(one);
      const { id: _id, ...known } = photo;
      await book.addPhoto(one, frame.product, { ...known, id: crypto.randomUUID(), here: true, whole: false, gone: false }, bytes, thumb);
    }
  }
  for (const product of one.products) {
    const index = frames.findIndex((frame) => frame.product === product);
    const kept = (product.frames ?? []).filter(({ sha256 }) => sha256 !== photo.sha256);
    const mine = index < 0 ? [] : [{ sha256: photo.sha256, region: boxes[index], others: boxes.filter((_, n) => n !== index) }];
    if (same([...kept, ...mine], product.frames ?? [])) continue;
    Object.assign(product, { frames: [...kept, ...mine], judged: null, problem: null });
  }
  await book.save(one);
}
