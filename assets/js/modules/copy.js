// `data-copy="#id"` copies what that element says, an empty one the code beside it, any other
// value is copied as it stands.
// `data-copied` holds the words shown for a moment afterwards.
const SHOWN_FOR_MS = 2000;

function textToCopy(button) {
  const wanted = button.dataset.copy;
  if (wanted && !wanted.startsWith("#")) return wanted;
  const source = wanted
    ? document.querySelector(wanted)
    : button.closest(".code-block, .hash").querySelector("code");
  return source.value ?? source.textContent.trim();
}

async function copy(button) {
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.textContent;
  await navigator.clipboard.writeText(textToCopy(button));
  label.textContent = button.dataset.copied || before;
  button.classList.add("is-copied");
  setTimeout(() => {
    label.textContent = before;
    button.classList.remove("is-copied");
  }, SHOWN_FOR_MS);
}

export function offerCopying(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button && !button.classList.contains("is-copied")) copy(button);
  });
}
