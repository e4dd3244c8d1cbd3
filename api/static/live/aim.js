// What to change before a picture is worth taking, from what the eyes saw of it, and when to take it. Thresholds were
// chosen on films of bench/streams that no figure is quoted on (docs/adr/0032-the-viewfinder-runs-fetched-parts-in-a-worker.md).
import { judge } from "../measure.js";

const SURE = 0.5; // score from which a centre is a mark or a code
const LEAST_MARK = 90; // px of the picture that a mark must be wide: numbers beside it are then about 20 px high
const LEAST_SHARE = 0.03; // and of the picture's long side
const LEAST_EDGES = 0.2; // how sharp print round the mark must be: steps between neighbours by steps over four pixels
const LAMP = [0.01, 0.1]; // share of the mark's surroundings in mirrored light; more of it is paper that is overexposed
const STILL = 0.6; // sides of the mark that it may move, and shares of it that it may grow, in a second
const TOLD_MS = 5000; // "tilt" is said for so long at a time; then it was no lamp, or the person does not mind it
const AGREE_MS = 350; // so long must looks say the same until it is said, or taken

/**
 * The one thing that is wrong with a look, the gravest first, or null: `too_dark`, `mark`, `closer`, `hold`, `tilt`.
 * `heeding` reflections or not.
 */
export function wrong({ width, height, marks, codes, figures, edges, lamp }, limits, heeding = true) {
  const [mark] = marks;
  const state = judge(figures, limits);
  if (state === "too_dark") return state;
  if (!mark || mark.score < SURE) return figures.glare > limits.most_glare ? "tilt" : "mark";
  if (mark.side < Math.max(LEAST_MARK, LEAST_SHARE * Math.max(width, height))) return "closer";
  if (edges < LEAST_EDGES || state === "too_blurred") return "hold";
  if (heeding && (state === "glare" || (lamp > LAMP[0] && lamp < LAMP[1]))) return "tilt";
  return codes.some((code) => code.score >= SURE && !code.read) ? "hold" : null;
}

/** Follows looks one after the other: says what holds for a while, and to take the picture once it is worth it. */
export class Aim {
  constructor(limits) {
    Object.assign(this, { limits, before: null, since: 0, finding: "", told: "", heeding: true });
  }

  /** `now` in ms. Answers `{say, fit, take}`: a finding of `wrong` or `good` when it changed, whether all is well. */
  next(look, now) {
    if (this.finding === "tilt" && now - this.since >= TOLD_MS) this.heeding = false;
    let finding = wrong(look, this.limits, this.heeding);
    if (!finding && !this.still(look, now)) finding = "hold";
    this.before = { ...look, now };
    if (finding !== this.finding) [this.finding, this.since] = [finding, now];
    if (now - this.since < AGREE_MS) return { fit: !finding, take: false };
    const say = finding ?? "good";
    const changed = say !== this.told;
    this.told = say;
    return { say: changed ? say : undefined, fit: !finding, take: !finding };
  }

  still({ marks: [mark], width }, now) {
    const [before] = this.before?.marks ?? [];
    if (!before || this.before.width !== width) return false;
    const most = (STILL * (now - this.before.now)) / 1000;
    return Math.hypot(mark.x - before.x, mark.y - before.y) < most * mark.side && Math.abs(mark.side / before.side - 1) < most;
  }
}

/** Of looks at photos of one moment, the place of the best: nothing wrong before something wrong, then the sharpest. */
export function foremost(looks, limits, heeding) {
  const rank = looks.map((look) => (wrong(look, limits, heeding) ? 0 : 1) + Math.min(0.99, look.edges));
  return rank.indexOf(Math.max(...rank));
}
