// Passkeys: a form that asks the browser first and sends what it signed.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const readable = (options) => ({
  ...options,
  challenge: toBytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
  excludeCredentials: (options.excludeCredentials || []).map((one) => ({ ...one, id: toBytes(one.id) })),
  allowCredentials: (options.allowCredentials || []).map((one) => ({ ...one, id: toBytes(one.id) })),
});

const sendable = (credential) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => credential.response[part]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((part) => [part, toText(credential.response[part])])),
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const ask = async (form) => {
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  const { publicKey } = await answer.json();
  const made = await navigator.credentials[form.dataset.passkey]({ publicKey: readable(publicKey) });
  form.elements.credential.value = JSON.stringify(sendable(made));
  form.submit();
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    ask(form).catch(() => {
      status.textContent = form.dataset.failed;
    });
  });
}
