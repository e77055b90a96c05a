const root = document.documentElement;
const secure = location.protocol === "https:";

function showChosenTheme() {
  const [, theme] = /(?:^|; )(?:__Host-)?theme=(light|dark)/.exec(document.cookie) ?? [];
  if (theme) root.dataset.theme = theme;
}

function choose(event) {
  event.preventDefault();
  const { dataset, parentElement } = event.currentTarget;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${secure ? "__Host-" : ""}theme=${dataset.chooses}; path=/; max-age=31536000; samesite=lax${secure ? "; secure" : ""}`;
  root.dataset.theme = dataset.chooses;
  for (const link of parentElement.children) link.focus();
}

function closeMenu({ type, key, target }) {
  const menu = document.querySelector("header details[open]");
  if (!menu || (type === "keydown" ? key !== "Escape" : menu.firstElementChild.contains(target))) return;
  menu.open = false;
  if (type === "keydown") menu.firstElementChild.focus();
}

function hostThatLed() {
  const { host } = document.referrer ? new URL(document.referrer) : location;
  return host === location.host ? undefined : host.slice(0, 90);
}

addEventListener("click", closeMenu);
addEventListener("keydown", closeMenu);
addEventListener("pageshow", showChosenTheme);
for (const link of document.querySelectorAll("a[data-chooses]")) link.addEventListener("click", choose);
for (const { dataset } of document.querySelectorAll("[data-visit]"))
  navigator.sendBeacon(
    "/api/v1/visits",
    JSON.stringify({
      step: dataset.visit,
      planId: dataset.plan,
      coupon: dataset.coupon,
      source: new URLSearchParams(location.search).get("utm_source")?.slice(0, 60),
      referrer: hostThatLed(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  );
