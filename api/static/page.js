// Previews, the limit of photos, and a button that says that it works. The page does without.
"use strict";
(() => {
  const other = document.getElementById("other");
  const show = () => { if (other && location.hash === "#other") other.open = true; };
  addEventListener("hashchange", show);
  show();

  const form = document.querySelector("form");
  if (!form) return;
  const input = form.querySelector("input[type=file]");
  const said = document.getElementById("photos-said");
  const previews = form.querySelector(".previews");
  const button = form.querySelector("button");
  const words = button.textContent;

  input.addEventListener("change", () => {
    const tooMany = input.files.length > Number(form.dataset.limit);
    const message = tooMany ? said.dataset.tooMany : "";
    said.textContent = message;
    input.setCustomValidity(message);
    previews.replaceChildren(...(tooMany ? [] : [...input.files]).map((file) => {
      const item = document.createElement("li");
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        const image = new Image();
        image.alt = "";
        image.src = reader.result;
        item.append(image);
      });
      reader.readAsDataURL(file);
      return item;
    }));
  });
  form.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = button.dataset.working;
  });
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = words;
  });
})();
