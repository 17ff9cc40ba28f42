// Keys of access (WebAuthn): a form with data-passkey="login", "confirm" or "create" is filled and sent by its button.
(function () {
  "use strict";

  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const decoded = (list) => (list || []).map((key) => ({ ...key, id: toBytes(key.id) }));

  function say(text) {
    const node = document.getElementById("status");
    const line = document.createElement("div");
    line.className = "alert alert-warning mb-3";
    line.textContent = text;
    node.replaceChildren(line);
  }

  function answer(credential, parts) {
    const response = {};
    for (const part of parts) if (credential.response[part]) response[part] = toText(credential.response[part]);
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  }

  async function create(options, passwordless) {
    const key = options.publicKey;
    const wanted = { ...key.authenticatorSelection, residentKey: passwordless ? "required" : "discouraged", requireResidentKey: passwordless };
    if (passwordless) wanted.userVerification = "required";
    const credential = await navigator.credentials.create({
      publicKey: {
        ...key,
        challenge: toBytes(key.challenge),
        user: { ...key.user, id: toBytes(key.user.id) },
        excludeCredentials: decoded(key.excludeCredentials),
        authenticatorSelection: wanted,
      },
    });
    return answer(credential, ["clientDataJSON", "attestationObject"]);
  }

  async function get(options) {
    const key = options.publicKey;
    const credential = await navigator.credentials.get({
      publicKey: { ...key, challenge: toBytes(key.challenge), allowCredentials: decoded(key.allowCredentials) },
    });
    return answer(credential, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
  }

  async function fetched(address) {
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  }

  async function run(form) {
    const kind = form.dataset.passkey;
    const data = kind === "login" ? await fetched(form.action) : JSON.parse(document.getElementById("js_data").textContent);
    const passwordless = form.querySelector("[name=passwordless]");
    const credential = kind === "create"
      ? await create(data.creation_options, Boolean(passwordless && passwordless.checked))
      : await get(data.request_options);
    const foreign = document.getElementById("id_foreign_device");
    const hidden = form.querySelector("[name=foreign_device]");
    if (foreign && hidden && foreign !== hidden) hidden.value = foreign.checked ? "on" : "";
    form.querySelector("[name=credential]").value = JSON.stringify(credential);
    form.submit();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-passkey]");
    if (!form) return;
    event.preventDefault();
    run(form).catch(() => say("Ключ не подошёл, или вы закрыли окно браузера. Попробуйте ещё раз или войдите по паролю."));
  });

  document.querySelectorAll("[data-passkey-button]").forEach((button) => { button.hidden = !window.PublicKeyCredential; });
})();
