// A badge design is drawn by the server; every change of the form asks for a new drawing.
// Without scripts the "update preview" button does it.
export function previews(root) {
  const picture = root.querySelector("img[data-preview]");
  const form = picture?.closest("form");
  if (!form) return;
  for (const button of form.querySelectorAll("[data-preview-button]")) button.hidden = true;
  let waiting;
  const draw = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") query.set(name, value);
    const next = `${picture.dataset.preview}?${query}`;
    for (const shown of root.querySelectorAll("img[data-preview], img[data-preview-copy]")) shown.src = next;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 250);
  });
}
