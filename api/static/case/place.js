// Coordinates of the place: only by a deliberate tap, shown, and gone with another. The phone is asked once each time.
import { say } from "../words.js";

const PATIENCE_MS = 30_000;
const DIGITS = 5; // of a degree: about a metre

/** Binds the part of the page; `current()` is the case that is open, `changed` is called after a change. The answer shows it. */
export function startPlace(root, current, changed) {
  const part = (name) => root.querySelector(`[data-gps${name}]`);
  let told = null; // the case that the words below are about
  const show = () => {
    if (told !== current()) part("-said").replaceChildren();
    told = current();
    const { latitude, longitude } = current().place;
    const some = latitude !== null;
    part("-none").hidden = some;
    part("-some").hidden = !some;
    if (some) part("").textContent = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
  };
  const set = (latitude, longitude) => {
    Object.assign(current().place, { latitude, longitude });
    changed();
    show();
  };
  part("-add").addEventListener("click", () => {
    const asked = current();
    part("-said").replaceChildren(say("case.gps.looking"));
    const found = ({ coords }) => {
      if (current() !== asked) return; // another case is open by now
      set(Number(coords.latitude.toFixed(DIGITS)), Number(coords.longitude.toFixed(DIGITS)));
      part("-said").replaceChildren(say("case.gps.accuracy", { number: Math.ceil(coords.accuracy) }));
      part("-remove").focus();
    };
    const none = () => part("-said").replaceChildren(say("case.gps.none"));
    if (!navigator.geolocation) none();
    else navigator.geolocation.getCurrentPosition(found, none, { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 });
  });
  part("-remove").addEventListener("click", () => {
    set(null, null);
    part("-said").replaceChildren(say("case.gps.removed"));
    part("-add").focus();
  });
  return show;
}
