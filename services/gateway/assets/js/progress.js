// Follows a long job. The page also refreshes itself by <meta>, inside <noscript>, for readers without scripts.
// The address answers {"done": 120, "total": 1697, "words": "120 of 1,697", "finished": false}.
export function progress(root) {
  const box = root.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[role=status]");
  let pause = 1000;
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const state = await answer.json();
      if (state.finished) return location.reload();
      if (state.total) {
        bar.max = state.total;
        bar.value = state.done;
      }
      if (words.textContent !== state.words) words.textContent = state.words;
      pause = 1000;
    } catch {
      pause = Math.min(pause * 2, 15000); // The job goes on without us; ask again later.
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
