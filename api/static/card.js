// An answer as one picture of 1080 px width: sign, verdict, why, the photo with its outlines, the dates of the
// list and of checking, the caveats.
const WIDTH = 1080;
const EDGE = 56;
const FONT = '"Sukhumvit Set", "Noto Sans Thai", "Leelawadee UI", Thonburi, Loma, system-ui, sans-serif';
const COLOURS = { agrees: ["#0a6b3d", "#ffffff"], conflicts: ["#b0141c", "#ffffff"], cannot_tell: ["#ffdd85", "#2b1c00"] };
const LINES = { pass: "#00713c", fail: "#c4161c", warn: "#8a4b00", unknown: "#8a4b00", none: "#0054a6" };

/** The PNG blob of an answer's `.answer` element, in the language that is shown. */
export async function drawAnswer(answer) {
  const lang = document.documentElement.lang;
  const words = (selector) => answer.querySelector(selector)?.innerText.replace(/\s+/g, " ").trim() ?? "";
  const verdict = ["agrees", "conflicts", "cannot_tell"].find((kind) => answer.querySelector(`.verdict.${kind}`));
  const svg = answer.querySelector(".photo svg");
  const photo = new Image();
  photo.src = svg.querySelector("image").getAttribute("href");
  await photo.decode();

  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const font = (size, weight = 400) => { context.font = `${weight} ${size}px ${FONT}`; };
  const inner = WIDTH - 2 * EDGE;
  font(52, 700);
  const headline = wrapped(context, words(".verdict h1"), inner - 150, lang);
  font(36);
  const why = wrapped(context, words(".verdict .why"), inner - 150, lang);
  const accuses = words(".verdict.conflicts .caveat");
  const caveat = [
    ...(accuses ? wrapped(context, accuses, inner, lang) : []),
    ...wrapped(context, document.querySelector(".caveat-always").innerText, inner, lang),
  ];
  const list = [".first .list", ".checked"].flatMap((selector) => wrapped(context, words(selector), inner, lang));
  const top = 70 + headline.length * 74 + why.length * 54 + 40;
  const scale = Math.min(inner / photo.width, 720 / photo.height);
  const [pictureWidth, pictureHeight] = [photo.width * scale, photo.height * scale];
  canvas.width = WIDTH;
  canvas.height = Math.ceil(top + 40 + pictureHeight + 40 + (list.length + caveat.length) * 54 + 100);

  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const [plate, ink] = COLOURS[verdict];
  context.fillStyle = plate;
  context.fillRect(0, 0, WIDTH, top);
  drawSign(context, verdict, EDGE, 62, 112, plate, ink);
  context.fillStyle = ink;
  context.textBaseline = "top";
  let y = 62;
  font(52, 700);
  for (const line of headline) { context.fillText(line, EDGE + 150, y); y += 74; }
  font(36);
  for (const line of why) { context.fillText(line, EDGE + 150, y); y += 54; }

  context.save();
  context.translate((WIDTH - pictureWidth) / 2, top + 40);
  context.scale(scale, scale);
  context.drawImage(photo, 0, 0);
  drawOutlines(context, svg, 1 / scale);
  context.restore();

  y = top + 40 + pictureHeight + 36;
  context.fillStyle = "#10171e";
  font(36);
  for (const line of [...list, ...caveat]) { context.fillText(line, EDGE, y); y += 54; }
  font(30, 700);
  context.fillStyle = "#4b5763";
  context.fillText("MokCheck", EDGE, y + 10);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

/** Lines of at most `width` px. Thai has no spaces between words: a dictionary tells where a line may end. */
function wrapped(context, text, width, lang) {
  const lines = [];
  let line = "";
  for (const word of glued(segments(text, lang))) {
    if (line && context.measureText(line + word.trimEnd()).width > width) {
      lines.push(line.trimEnd());
      line = word.trimStart();
    } else line += word;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}

/** Words by the browser's dictionary, except that what the page holds together (`.n`, `.w`) is one. */
function segments(text, lang) {
  const whole = [...document.querySelectorAll("main :is(.n, .w), footer .n")].map((one) => one.textContent);
  const longest = [...new Set(whole)].filter(Boolean).sort((a, b) => b.length - a.length);
  const held = new RegExp(`(${longest.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|") || "$^"})`);
  const words = "Segmenter" in Intl
    ? (part) => [...new Intl.Segmenter(lang, { granularity: "word" }).segment(part)].map((one) => one.segment)
    : (part) => part.split(/(?<=\s)/);
  return text.split(held).flatMap((part, index) => (index % 2 ? [part] : words(part)));
}

/** Numbers and closing marks stay with what stands before them: `2424-2565` and `99901-901/2879)` are never torn. */
function glued(words) {
  const whole = [];
  for (const word of words) {
    const last = whole.at(-1) ?? "";
    if (last && ((/[0-9A-Za-z/.(-]$/.test(last) && /^[0-9A-Za-z/.)-]/.test(word)) || /^[)\],.:”’]/.test(word))) whole[whole.length - 1] += word;
    else whole.push(word);
  }
  return whole;
}

function drawSign(context, verdict, x, y, size, plate, ink) {
  const unit = size / 48;
  context.save();
  context.translate(x, y);
  context.scale(unit, unit);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.fillStyle = ink;
  context.strokeStyle = verdict === "cannot_tell" ? ink : plate;
  context.lineWidth = 5;
  if (verdict === "agrees") {
    context.fill(new Path2D("M24 2a22 22 0 1 1 0 44a22 22 0 1 1 0-44z"));
    context.stroke(new Path2D("M13.5 25l7 7.5L35 16"));
  } else if (verdict === "conflicts") {
    context.fill(new Path2D("M15 2h18l13 13v18L33 46H15L2 33V15z"));
    context.stroke(new Path2D("M16 16l16 16M32 16L16 32"));
  } else {
    context.setLineDash([9, 5.6]);
    context.strokeRect(3.5, 3.5, 41, 41);
    context.setLineDash([]);
    context.stroke(new Path2D("M17.5 19a6.5 6.5 0 1 1 9.8 5.6c-2.2 1.3-3.3 2.4-3.3 5.4"));
    context.fill(new Path2D("M24 33.6a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 1 1 0-5.8z"));
  }
  context.restore();
}

function drawOutlines(context, svg, pixel) {
  context.textBaseline = "middle";
  context.textAlign = "center";
  for (const group of svg.querySelectorAll(":scope > g")) {
    const kind = Object.keys(LINES).find((name) => group.classList.contains(name)) ?? "none";
    const points = [...group.querySelector("polygon").points];
    const path = new Path2D(`M${points.map((point) => `${point.x} ${point.y}`).join("L")}Z`);
    context.setLineDash([]);
    context.strokeStyle = "#ffffff";
    context.lineWidth = 11 * pixel;
    context.stroke(path);
    context.strokeStyle = LINES[kind];
    context.lineWidth = 6 * pixel;
    if (kind === "warn" || kind === "unknown") context.setLineDash([16 * pixel, 10 * pixel]);
    context.stroke(path);
  }
  context.setLineDash([]);
  for (const group of svg.querySelectorAll(":scope > g")) {
    const kind = Object.keys(LINES).find((name) => group.classList.contains(name)) ?? "none";
    const pin = group.querySelector("g");
    const { e: x, f: y } = pin.transform.baseVal.consolidate().matrix;
    context.fillStyle = LINES[kind];
    context.strokeStyle = "#ffffff";
    context.lineWidth = 4 * pixel;
    context.beginPath();
    context.arc(x, y, 24 * pixel, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.fillStyle = "#ffffff";
    context.font = `700 ${28 * pixel}px ${FONT}`;
    context.fillText(pin.textContent.trim(), x, y);
  }
  context.textAlign = "start";
}
