// Dropping or pasting a file onto a form with one file field. Without scripts the field itself does the same.
export function dropForms(root) {
  for (const form of root.querySelectorAll("[data-drop]")) {
    const input = form.querySelector("input[type=file]");
    const area = form.querySelector(".drop") ?? form;
    const over = (state) => area.classList.toggle("over", state);
    for (const name of ["dragenter", "dragover"]) {
      form.addEventListener(name, (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        over(true);
      });
    }
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) over(false);
    });
    form.addEventListener("drop", (event) => {
      over(false);
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.focus();
    });
    form.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      input.files = event.clipboardData.files;
      input.focus();
    });
  }
}
