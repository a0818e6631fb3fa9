// Passkeys: asks the device, then sends what it answered with the page's own form.
const canAsk = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

const ask = {
  create: (options) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
  get: (options) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
};

async function question(form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const answer = await fetch(form.dataset.question, { method: "POST", body });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function fillIn(form) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    const made = await ask[form.dataset.passkey](await question(form));
    form.elements.credential.value = JSON.stringify(made.toJSON());
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

function prepare(form) {
  form.querySelector("[data-without-scripts]").hidden = true;
  form.querySelector("button[hidden]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fillIn(form);
  });
}

if (canAsk) document.querySelectorAll("form[data-passkey]").forEach(prepare);
