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
    Object.assign(this, { list, limit, limits, changed, all: [] });
  }

  get blobs() {
    return this.all.map((shot) => shot.blob);
  }

  /** Takes as many of `files` as there is room for: whether all found room, and the names of those that are no photos. */
  async add(files) {
    const refused = [];
    let room = true;
    for (const file of files) {
      if (this.all.length >= this.limit) {
        room = false;
        break;
      }
      const shot = await prepare(file, this.limits);
      if (!shot) refused.push(file.name ?? "");
      else if (this.all.length < this.limit) this.all.push(shot);
      this.show();
    }
    return { room, refused };
  }

  clear() {
    this.all = [];
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
