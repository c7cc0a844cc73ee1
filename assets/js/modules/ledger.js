// Checks what the ledger hands out, in the reader's own browser: trees of RFC 6962, signatures by
// ECDSA on P-256 with SHA-256. Nothing here asks the server, and nothing here needs a page.
const SIGNED = ["number", "previous", "root", "signed_at", "tree_size"];
const PEM = /^-----BEGIN PUBLIC KEY-----\n([^-]+)\n-----END PUBLIC KEY-----\n$/;
const encoder = new TextEncoder();

// Writes JSON as it is hashed: sorted keys, no spaces, whole numbers without a fraction. The ledger
// holds no whole number that a browser could not.
export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort(byCodePoint);
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(",")}}`;
  }
  return typeof value === "number" ? writtenNumber(value) : JSON.stringify(value);
}

function writtenNumber(value) {
  if (Number.isInteger(value)) return BigInt(value).toString();
  if (Math.abs(value) >= 1e-4) return String(value);
  const [digits, exponent] = value.toExponential().split("e-");
  return `${digits}e-${exponent.padStart(2, "0")}`;
}

function byCodePoint(one, other) {
  for (let at = 0; ; at += 1) {
    const [left, right] = [one.codePointAt(at) ?? -1, other.codePointAt(at) ?? -1];
    if (left !== right || left === -1) return left - right;
    if (left > 0xffff) at += 1;
  }
}

async function sha256(...parts) {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const leafOf = (entry) => sha256([0], encoder.encode(canonicalJson(entry)));
const nodeOf = (left, right) => sha256([1], left, right);
const isSame = (one, other) => toHex(one) === toHex(other);
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function fromHex(text) {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new TypeError("not a hash");
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

function fromBase64(text) {
  const letters = atob(text);
  if (btoa(letters) !== text) throw new TypeError("not Base64 as it is written");
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

// For each step from a node up to the root: does its sibling stand to the left?
function turns(position, last) {
  const sides = [];
  let [at, end] = [BigInt(position), BigInt(last)];
  while (end) {
    const isLeft = Boolean(at & 1n) || at === end;
    while (isLeft && at && !(at & 1n)) [at, end] = [at >> 1n, end >> 1n];
    [at, end] = [at >> 1n, end >> 1n];
    sides.push(isLeft);
  }
  return sides;
}

export async function isIncluded(entry, index, head, path) {
  if (!(index >= 0 && index < head.tree_size)) return false;
  const sides = turns(index, head.tree_size - 1);
  if (path.length !== sides.length) return false;
  let reached = await leafOf(entry);
  for (const [step, isLeft] of sides.entries()) {
    const sibling = fromHex(path[step]);
    reached = isLeft ? await nodeOf(sibling, reached) : await nodeOf(reached, sibling);
  }
  return isSame(reached, fromHex(head.root));
}

export async function isContinued(old, head, path) {
  if (!(old.tree_size > 0 && old.tree_size <= head.tree_size)) return false;
  if (old.tree_size === head.tree_size) return path.length === 0 && old.root === head.root;
  let [position, last] = [BigInt(old.tree_size - 1), BigInt(head.tree_size - 1)];
  while (position & 1n) [position, last] = [position >> 1n, last >> 1n];
  const sides = turns(position, last);
  const [first, ...siblings] = (position ? path : [old.root, ...path]).map(fromHex);
  if (siblings.length !== sides.length) return false;
  let [before, after] = [first, first];
  for (const [step, isLeft] of sides.entries()) {
    if (isLeft) before = await nodeOf(siblings[step], before);
    after = isLeft ? await nodeOf(siblings[step], after) : await nodeOf(after, siblings[step]);
  }
  return isSame(before, fromHex(old.root)) && isSame(after, fromHex(head.root));
}

// Tells whether the holder of a public key in PEM has signed a head.
export async function isSigned(head, pem) {
  const [, text64] = pem.match(PEM);
  const der = fromBase64(text64.replaceAll("\n", ""));
  if (toHex(await sha256(der)) !== head.key_id) return false;
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("spki", der, curve, false, ["verify"]);
  const text = canonicalJson(Object.fromEntries(SIGNED.map((name) => [name, head[name]])));
  const signature = rawSignature(fromBase64(head.signature));
  const means = { name: "ECDSA", hash: "SHA-256" };
  return crypto.subtle.verify(means, key, signature, encoder.encode(text));
}

// Turns a signature's two numbers, as DER holds them, into 32 bytes each, as browsers want them.
function rawSignature(der) {
  const end = 4 + der[3];
  const numbers = [der.subarray(4, end), der.subarray(end + 2)];
  const heads = [[0x30, der.length - 2, 2, numbers[0].length], [2, numbers[1].length]];
  const written = [...heads[0], ...numbers[0], ...heads[1], ...numbers[1]];
  if (written.join() !== der.join()) throw new TypeError("not a signature");
  const raw = new Uint8Array(64);
  for (const [place, number] of numbers.entries()) {
    const bytes = number[0] === 0 ? number.subarray(1) : number;
    raw.set(bytes, 32 * (place + 1) - bytes.length);
  }
  return raw;
}

// Returns what holds of a receipt and what does not: { signed, included }.
export async function checkReceipt(receipt) {
  const { entry, index, path, head, public_key: pem } = receipt;
  const [signed, included] = [holds(isSigned(head, pem)), holds(isIncluded(entry, index, head, path))];
  return { signed: await signed, included: await included };
}

// Tells whether the ledger grew from one head to another, neither of them altered since.
export async function isGrowth(growth, pem) {
  const { old, new: head, path } = growth;
  const claims = [isSigned(old, pem), isSigned(head, pem), isContinued(old, head, path)].map(holds);
  return (await Promise.all(claims)).every(Boolean);
}

export const saysTheSame = (one, other) => SIGNED.every((name) => one[name] === other[name]);

// What cannot even be read does not hold.
const holds = (claim) => claim.catch(() => false);
