// Photos of products, fetched once each with the reader's key, and cut-outs of them.
const LONGEST_PX = 640;
const MARGIN = 0.25;

export class Pictures {
  constructor(service, batch) {
    this.service = service;
    this.batch = batch;
    this.kept = new Map(); // "item/number" → promise of an image
  }

  get(item, number) {
    const name = `${item}/${number}`;
    if (!this.kept.has(name)) {
      const asked = this.load(`${this.batch}/items/${item}/pictures/${number}`);
      asked.catch(() => this.kept.delete(name));
      this.kept.set(name, asked);
    }
    return this.kept.get(name);
  }

  async load(path) {
    const image = new Image();
    image.src = URL.createObjectURL(await (await this.service.ask(path)).blob());
    await image.decode();
    return image;
  }

  /** Lets go of all photos of a product. */
  drop(item) {
    for (const [name, asked] of this.kept) {
      if (!name.startsWith(`${item}/`)) continue;
      this.kept.delete(name);
      asked.then((image) => URL.revokeObjectURL(image.src), () => {});
    }
  }
}

/** Draws what stands in a quad, set upright and grown a little; the quad is in pixels of the photo of size `of`. */
export function drawCrop(canvas, image, quad, of) {
  const scale = image.naturalWidth / of.width;
  const [first, second, , last] = quad.map(([x, y]) => [x * scale, y * scale]);
  const side = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);
  const height = Math.max(4, side(first, last));
  const width = Math.max(4, side(first, second));
  const margin = MARGIN * Math.min(height, width);
  const grown = [width + 2 * margin, height + 2 * margin];
  const by = Math.min(3, LONGEST_PX / Math.max(...grown));
  canvas.width = Math.round(grown[0] * by);
  canvas.height = Math.round(grown[1] * by);
  const context = canvas.getContext("2d");
  context.scale(by, by);
  context.translate(margin, margin);
  context.rotate(-Math.atan2(second[1] - first[1], second[0] - first[0]));
  context.translate(-first[0], -first[1]);
  context.drawImage(image, 0, 0);
}
