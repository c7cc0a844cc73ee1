// A form or button with `data-confirm="question"` asks before it acts.
export function confirmDestructiveActs(root) {
  root.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
}
