const LOOK_AGAIN_MS = 4000;
const LONGEST_MS = 600_000;
let newest = 0;

/** Takes the page's parts, and a form that was refused, from an answer; what else is typed here stays. False when it is another page. */
function take(html, form) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const unscripted of page.querySelectorAll("noscript")) unscripted.remove();
  const place = [...document.forms].indexOf(form);
  const parts = [...document.querySelectorAll("[data-part]")].map((part) => [part, page.getElementById(part.id)]);
  if (parts.some(([, other]) => !other) || (form && page.forms.length !== document.forms.length)) return false;
  const { name } = document.activeElement;
  const secrets = [...(form?.querySelectorAll("[autocomplete$=password]") ?? [])].map(({ name, value }) => ({ name, value }));
  const answered = page.forms[place];
  for (const [part, other] of parts) part.replaceWith(other);
  if (form?.isConnected) form.replaceWith(answered);
  for (const { name, value } of secrets) answered.elements[name].value = value;
  const ways = page.querySelectorAll("[data-back]");
  for (const [index, way] of document.querySelectorAll("[data-back]").entries())
    for (const name of ["value", "href"]) if (ways[index]?.hasAttribute(name)) way.setAttribute(name, ways[index].getAttribute(name));
  if (name && document.activeElement === document.body) document.querySelector(`[name=${name}]:not([type=hidden])`)?.focus();
  if (form) tell(answered);
  return true;
}

function tell(form) {
  const target = form.querySelector("[aria-invalid=true]") ?? form.querySelector("[data-form-message]");
  target?.focus();
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
}

/** The same page for another address, in its place. */
async function follow(address) {
  const asked = ++newest;
  const answer = await fetch(address).catch(() => null);
  if (asked !== newest) return;
  if (!answer?.ok || answer.redirected || !take(await answer.text())) location.assign(answer?.url ?? address);
  else if (address !== location.href) history.replaceState(null, "", address);
}

/** Sends a form; what nobody foresaw is left to the browser, which sends it once more and shows what is answered. */
async function send(form, body) {
  const answer = await fetch(location.href, { method: "POST", body, headers: { "x-form-script": "1" } }).catch(() => null);
  const to = answer?.headers.get("location");
  if (to) go(new URL(to, location.href));
  else if (!answer?.ok || !take(await answer.text(), form)) form.submit();
}

function go(to) {
  const stays = to.origin === location.origin && to.pathname + to.search === location.pathname + location.search;
  location.assign(to);
  if (!stays) return;
  history.scrollRestoration = "manual"; // to what the address names
  location.reload();
}

function onSubmit(event) {
  const { target: form, submitter } = event;
  event.preventDefault();
  if (form.method === "get") follow(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  else if (!form.ariaBusy) {
    const body = new FormData(form, submitter);
    form.ariaBusy = "true";
    if (submitter) submitter.ariaBusy = "true";
    send(form, body);
  }
}

async function copy(button) {
  await navigator.clipboard?.writeText(button.dataset.copies);
  const said = button.nextElementSibling;
  button.dataset.copied = said.textContent = button.dataset.said;
  setTimeout(() => {
    said.textContent = "";
    delete button.dataset.copied;
  }, 2000);
}

function showPassword(button) {
  const shown = button.ariaPressed !== "true";
  button.ariaPressed = String(shown);
  button.parentElement.querySelector("input").type = shown ? "text" : "password";
}

function onClick(event) {
  const at = (selector) => event.target.closest(selector);
  const [copies, shows, follows, forgot] = ["[data-copies]", "[data-shows]", "a[data-follow]", "a[data-forgot]"].map(at);
  if (copies) copy(copies);
  if (shows) showPassword(shows);
  if (follows) {
    event.preventDefault();
    follow(follows.href);
  }
  if (forgot) {
    const to = new URL(forgot.href);
    to.searchParams.set("email", forgot.closest("form").elements.email.value);
    forgot.href = to;
  }
}

addEventListener("submit", onSubmit);
addEventListener("click", onClick);
addEventListener("change", ({ target }) => "submits" in target.dataset && target.form.requestSubmit());
addEventListener("pageshow", () => {
  for (const busy of document.querySelectorAll("form[aria-busy], form [aria-busy]")) busy.ariaBusy = null;
});
setInterval(() => {
  const waits = document.querySelector("[data-look-again]") && document.visibilityState === "visible";
  if (waits && performance.now() < LONGEST_MS) follow(location.href);
}, LOOK_AGAIN_MS);
