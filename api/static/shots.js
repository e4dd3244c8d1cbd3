// The photos of one product: made ready for sending, measured, shown small, and taken out again.
import { judge, measure, reduced, SIDE } from "./measure.js";
import { element, icon, say } from "./words.js";

// Photos are reduced no further than reading allows. Print of 1.5 mm and QR modules of 0.3 mm (the smallest that are
// lawful) on a label that is 100 mm wide and fills the picture are then 48 and 10 px high; the readers need about 14
// and the decoders about 3, so that a label filling a third of the picture is still read. Encoding anew also leaves
// behind what cameras write into the file (the place, the phone), and turns HEIC into what the service takes.
const LONG_SIDE = 3200;
const QUALITY = 0.92;
const THUMBNAIL = 240;

export class Shots {
  /** `list` is the `<ol>` that shows them, `changed` is called after every change. */
  constructor(list, limit, limits, changed) {
    Object.assign(this, { list, limit, limits, changed, all: [], preparing: 0, again: null });
  }

  get blobs() {
    return this.all.map((shot) => shot.blob);
  }

  /** Whether another photo goes in: in the place of the one that is to be taken `again`, where there is one. */
  get room() {
    return this.all.length < this.limit || this.all.includes(this.again);
  }

  /**
   * Takes as many of `files` as there is room for: whether all found room, and the names of those that are no photos.
   * Null where the person has left this product meanwhile: then no more are taken.
   */
  async add(files) {
    const refused = [];
    const { all } = this;
    let room = true;
    this.preparing += 1;
    this.changed();
    try {
      for (const file of files) {
        room = this.room;
        if (!room) break;
        const shot = await prepare(file, this.limits);
        if (this.all !== all) return null;
        if (!shot) refused.push(file.name ?? "");
        else room = this.take(shot);
        this.show();
      }
    } finally {
      this.preparing -= 1;
      this.changed();
    }
    return { room, refused };
  }

  take(shot) {
    if (!this.room) return false; // others came in meanwhile
    const place = this.all.indexOf(this.again);
    if (place >= 0) this.all.splice(place, 1);
    this.again = null;
    this.all.push(shot);
    return true;
  }

  clear() {
    this.all = [];
    this.again = null;
    this.show();
  }

  remove(shot) {
    const place = this.all.indexOf(shot);
    this.all.splice(place, 1);
    this.show();
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? document.querySelector("[data-camera]")).focus();
  }

  show() {
    this.list.hidden = this.all.length === 0;
    this.list.replaceChildren(...this.all.map((shot, index) => this.item(shot, index + 1)));
    this.changed();
  }

  item(shot, number) {
    const remove = element("button", { type: "button", onclick: () => this.remove(shot) }, icon("close"));
    remove.append(element("span", { className: "quiet" }, say("remove", { number })));
    const words = element("p", { className: shot.state === "good" || !shot.state ? "" : "bad" }, say("shot", { number }));
    if (shot.state) words.append(": ", say(`shot.${shot.state}`));
    if (shot === this.again) words.append(" · ", say("camera.again"));
    return element("li", {}, shot.thumbnail ?? element("canvas"), words, remove);
  }
}

/** A file made ready: `{blob, thumbnail, state}`; null for what is no photo. */
async function prepare(file, limits) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return await fromPhone(file).catch(() => false) ? { blob: file } : null; // a folder cannot even be read
  }
  const { width, height } = picture;
  const canvas = reduced(picture, width, height, LONG_SIDE);
  picture.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  const small = reduced(canvas, canvas.width, canvas.height, SIDE);
  const state = judge(measure(small), limits);
  return { blob: blob ?? file, thumbnail: reduced(small, small.width, small.height, THUMBNAIL), state };
}

/** Whether it is HEIC or AVIF by its first bytes: phones write these, the service opens them, not every browser does. */
export async function fromPhone(file) {
  const start = new TextDecoder("latin1").decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(hei[cxms]|hev[cx]|mif1|msf1|avi[fs])$/.test(start);
}
