// On a desk: photos dropped onto the page, or pasted into it. They are taken as chosen ones are.

/** `take(files)` is called with what was dropped or pasted; text pasted into a field stays text. */
export function startDrop(take) {
  const page = document.documentElement;
  const files = (transfer) => [...(transfer?.types ?? [])].includes("Files");
  const link = ({ dataTransfer, target }) => dataTransfer?.types.includes("text/uri-list") && !target.closest?.("input, textarea");
  const busy = () => document.querySelector("dialog[open], .progress:not([hidden])");
  addEventListener("dragover", (event) => {
    if (link(event)) event.preventDefault();
    if (!files(event.dataTransfer)) return;
    event.preventDefault(); // or the browser would leave the page to show the file
    event.dataTransfer.dropEffect = busy() ? "none" : "copy";
    page.classList.toggle("dropping", !busy());
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) page.classList.remove("dropping"); });
  addEventListener("drop", (event) => {
    page.classList.remove("dropping");
    if (link(event)) event.preventDefault(); // or the browser would open what is elsewhere
    if (!files(event.dataTransfer)) return;
    event.preventDefault();
    if (!busy()) take([...event.dataTransfer.files]);
  });
  addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (!pasted.length || busy() || event.target.closest?.("input, textarea")) return;
    event.preventDefault();
    take(pasted);
  });
}
