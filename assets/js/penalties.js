// What the editor and the list of benchmarks add when the browser runs scripts. Checking as one
// types is htmx's; here a faulty field is named so to assistive technology, a click chooses a whole
// page, and nobody loses work by leaving.

// A field is invalid as long as the message it is described by says something.
function markInvalidFields(root) {
  for (const field of root.querySelectorAll("[aria-describedby$='-fault']")) {
    const fault = document.getElementById(field.getAttribute("aria-describedby"));
    if (fault?.textContent.trim()) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function chooseAll(box) {
  const form = box.closest("form");
  for (const each of form.querySelectorAll(`input[name="${box.dataset.all}"]`)) {
    each.checked = box.checked;
  }
}

let isLeavingByForm = false;
let isChanged = false;

document.addEventListener("htmx:afterSettle", () => markInvalidFields(document));
document.addEventListener("submit", () => (isLeavingByForm = true));
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) chooseAll(event.target);
});
document.addEventListener("input", (event) => {
  if (event.target.closest("[data-unsaved]") && !event.target.closest(".picture")) isChanged = true;
});
window.addEventListener("beforeunload", (event) => {
  const hasChanges = isChanged || document.querySelector("[data-unsaved][data-changed]");
  if (hasChanges && !isLeavingByForm) event.preventDefault();
});

markInvalidFields(document);
