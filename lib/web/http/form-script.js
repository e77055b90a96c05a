const LOOK_AGAIN_MS = 4000;
const LONGEST_MS = 600_000;
let newest = 0;
/** The form that the browser is to send itself. */
let unscripted;

const isBeingSent = () => document.querySelector("form[aria-busy=true]") !== null;
const unparted = (page) => page.querySelectorAll("form:not([data-part] form)").length;

/** Takes the page's parts, and a form that was answered, from an answer; what else is typed here stays. False when it is another page. */
function take(page, form) {
  const place = [...document.forms].indexOf(form);
  const parts = [...document.querySelectorAll("[data-part]")].map((part) => [part, page.getElementById(part.id)]);
  if (parts.some(([, other]) => !other) || unparted(page) !== unparted(document)) return false;
  if (form && page.forms.length !== document.forms.length) return false;
  const { name, id } = document.activeElement;
  const secrets = [...(form?.querySelectorAll("[autocomplete$=password]") ?? [])].map(({ name, value }) => ({ name, value }));
  const answered = page.forms[place];
  for (const [part, other] of parts) part.replaceWith(other);
  if (form?.isConnected) form.replaceWith(answered);
  if (answered?.querySelector("[aria-invalid=true], [role=alert]"))
    for (const { name, value } of secrets) answered.elements[name].value = value;
  const ways = page.querySelectorAll("[data-back]");
  for (const [index, way] of document.querySelectorAll("[data-back]").entries())
    for (const name of ["value", "href"]) if (ways[index]?.hasAttribute(name)) way.setAttribute(name, ways[index].getAttribute(name));
  if (name && document.activeElement === document.body) {
    const same = document.getElementById(id); // one of several boxes of that name
    (same?.name === name ? same : document.querySelector(`[name=${name}]:not([type=hidden])`))?.focus();
  }
  if (form) tell(answered);
  return true;
}

function tell(within) {
  const target = within.querySelector("[aria-invalid=true]") ?? within.querySelector("[data-form-message]");
  target?.focus();
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
}

/** What an answer says; null when there is none, or it was lost on the way. */
async function read(answer) {
  const html = answer && answer.status < 500 ? await answer.text().catch(() => null) : null;
  if (html === null) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const unscripted of page.querySelectorAll("noscript")) unscripted.remove();
  return page;
}

/** Nothing is sent again unasked: it may have been done. */
function sayLost() {
  rest();
  const said = document.querySelector("[data-lost]");
  said.hidden = false;
  said.focus();
}

function rest() {
  for (const busy of document.querySelectorAll("form[aria-busy], form [aria-busy]")) busy.ariaBusy = null;
}

/** The same page for another address, in its place. */
async function follow(address, missed = sayLost) {
  if (isBeingSent()) return;
  const asked = ++newest;
  const answer = await fetch(address).catch(() => null);
  const page = await read(answer);
  if (asked !== newest || isBeingSent()) return;
  if (!page) missed();
  else if (!answer.ok || answer.redirected || !take(page)) location.assign(answer.url);
  else if (address !== location.href) history.replaceState(null, "", address);
}

/** Sends a form. A refusal that only the framework can write is left to the browser. */
async function send(form, submitter, body) {
  const answer = await fetch(location.href, { method: "POST", body, headers: { "x-form-script": "1" } }).catch(() => null);
  const to = answer?.headers.get("location");
  if (to) return go(new URL(to, location.href));
  const page = await read(answer);
  if (!page) sayLost();
  else if (!answer.ok) {
    unscripted = form;
    form.requestSubmit(submitter);
  } else if (!take(page, form)) {
    document.body.replaceWith(page.body);
    tell(document.body);
  }
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
  if (form === unscripted) return;
  event.preventDefault();
  document.querySelector("[data-lost]").hidden = true;
  if (form.method === "get") follow(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  else if (!form.ariaBusy) {
    const body = new FormData(form, submitter);
    form.ariaBusy = "true";
    if (submitter) submitter.ariaBusy = "true";
    send(form, submitter, body);
  }
}

async function copy(button) {
  if (!navigator.clipboard) return; // not over http
  await navigator.clipboard.writeText(button.dataset.copies);
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

/** A look that is missed is made up for by the next. */
async function lookAgain() {
  const waits = document.querySelector("[data-look-again]") && document.visibilityState === "visible";
  if (waits) await follow(location.href, () => undefined);
  if (performance.now() < LONGEST_MS) setTimeout(lookAgain, LOOK_AGAIN_MS);
}

addEventListener("submit", onSubmit);
addEventListener("click", onClick);
addEventListener("change", ({ target }) => "submits" in target.dataset && target.form.requestSubmit());
addEventListener("pageshow", rest);
setTimeout(lookAgain, LOOK_AGAIN_MS);
