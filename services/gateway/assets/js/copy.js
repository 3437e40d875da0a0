// "Copy" beside a read-only field. Without scripts the field can be selected and copied by hand.
export function copyButtons(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = root.getElementById(button.dataset.copy);
      const said = button.closest(".copy").querySelector("[role=status]");
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = button.dataset.done;
      } catch {
        said.textContent = ""; // The text is selected; the reader can copy it.
      }
    });
  }
}
