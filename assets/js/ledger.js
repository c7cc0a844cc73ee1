// The ledger's pages: the reader's browser checks what the server says, and keeps the last signed
// head it has seen, so that the server can never take back what it once showed.
import { checkReceipt, isGrowth, isSigned, saysTheSame } from "./modules/ledger.js";

const KEPT = "sunhall.ledger.head";

// Every step of a check has words for each of its states; only those of the present one are shown.
function show(root, step, state) {
  const item = root.querySelector(`[data-step="${step}"]`);
  if (!item) return;
  item.dataset.state = state;
  for (const words of item.querySelectorAll("[data-when]")) {
    words.hidden = words.dataset.when !== state;
  }
}

function load() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

function keep(head) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(head));
  } catch {
    // A browser that may not keep anything compares nothing next time
  }
}

async function fetchGrowth(root, old, head) {
  const answer = await fetch(`${root.dataset.growth}?old=${old.number}&new=${head.number}`);
  if (answer.status >= 500) throw new Error(answer.statusText);
  return answer.ok ? answer.json() : null;
}

// Compares a signed head with the one this browser has kept: { state, kept }.
async function compare(root, head, pem) {
  const kept = load();
  if (!kept) {
    keep(head);
    return { state: "first" };
  }
  if (kept.key_id !== head.key_id) return { state: "failed", kept };
  if (kept.number === head.number) {
    return { state: saysTheSame(kept, head) ? "same" : "failed", kept };
  }
  const [old, newer] = kept.number < head.number ? [kept, head] : [head, kept];
  let growth;
  try {
    growth = await fetchGrowth(root, old, newer);
  } catch {
    return { state: "unreachable", kept };
  }
  const isAboutThem = growth && saysTheSame(growth.old, old) && saysTheSame(growth.new, newer);
  if (!isAboutThem || !(await isGrowth(growth, pem))) return { state: "failed", kept };
  keep(newer);
  return { state: "grown", kept };
}

async function compareAndShow(root, head, pem) {
  const { state, kept } = await compare(root, head, pem);
  for (const place of root.querySelectorAll("[data-kept]")) {
    const value = kept?.[place.dataset.kept] ?? "";
    const isMoment = place.dataset.kept === "signed_at" && value;
    place.textContent = isMoment ? new Date(value).toLocaleString(document.documentElement.lang) : value;
  }
  show(root, "kept", state);
}

async function checkHead(root, { head, public_key: pem }) {
  const signed = await isSigned(head, pem).catch(() => false);
  show(root, "signed", signed ? "passed" : "failed");
  if (signed) await compareAndShow(root, head, pem);
}

async function check(root, receipt) {
  for (const item of root.querySelectorAll("[data-step]")) show(root, item.dataset.step, "waiting");
  const { signed, included } = await checkReceipt(receipt);
  show(root, "included", included ? "passed" : "failed");
  show(root, "signed", signed ? "passed" : "failed");
  if (signed && included) await compareAndShow(root, receipt.head, receipt.public_key);
}

function start(root) {
  const given = document.getElementById(root.dataset.ledgerCheck);
  if (!window.crypto?.subtle) {
    root.querySelector("[data-insecure]").hidden = false;
  } else if (given) {
    const record = JSON.parse(given.textContent);
    (record.entry ? check : checkHead)(root, record);
  }
}

async function checkPasted(form) {
  const root = document.querySelector("[data-ledger-check]");
  const [file] = form.elements.file.files;
  const unreadable = form.querySelector("[data-unreadable]");
  try {
    const receipt = JSON.parse(file ? await file.text() : form.elements.receipt.value);
    document.querySelector("[data-entry]").textContent = JSON.stringify(receipt.entry, null, 2);
    await check(root, receipt);
    root.hidden = false;
    unreadable.hidden = true;
  } catch {
    root.hidden = true;
    unreadable.hidden = false;
  }
}

for (const root of document.querySelectorAll("[data-ledger-check]")) start(root);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-ledger-form]")) return;
  event.preventDefault();
  checkPasted(event.target);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-forget]")) return;
  localStorage.removeItem(KEPT);
  for (const root of document.querySelectorAll("[data-ledger-check]")) start(root);
});
