// Small comforts on top of pages that work without any of this.
import { copyButtons } from "./copy.js";
import { dropForms } from "./drop.js";
import { previews } from "./preview.js";
import { progress } from "./progress.js";

copyButtons(document);
dropForms(document);
previews(document);
progress(document);

// After a refused form or a verdict, begin reading there.
const first = document.querySelector("#error-summary, #ask-error, .verdict");
if (first) first.focus({ preventScroll: first.id === "answer" });

// On a phone the navigation is one line that scrolls: begin where the reader is.
const here = document.querySelector(".rail nav [aria-current]");
const line = here?.closest("nav");
if (line) line.scrollLeft = here.offsetLeft - line.offsetLeft - 16;

// A form sends once: a second click while the answer is on its way changes nothing.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}
