// The page of a vendor's form (components/shop/checkout/vendor-form.tsx). `openForm` is the vendor's, `form.js` in its gateway's folder: it gets what it needs, where to show the form, how the
// page looks and what loads a script, and resolves once the form can be used, to `{ pay, repaint }`. `pay` resolves to what the viewer is told, or null when nothing is left to do there.
const SLOW_MS = 15_000;
const frame = document.querySelector("[data-vendor-form]");
const [place, said, button, aside] = ["[data-place]", "[data-said]", "[data-pays]", "[data-aside]"].map((part) =>
  frame.querySelector(part),
);
const { needs, back, failed } = frame.dataset;
let form;

function lookOf() {
  const { backgroundColor: surface, color: ink, fontFamily: font } = getComputedStyle(frame);
  const { backgroundColor: brand, borderRadius: radius } = getComputedStyle(button);
  const [red, green, blue] = surface.match(/[\d.]+/g);
  const dark = red * 0.3 + green * 0.6 + blue * 0.1 < 128;
  return { dark, surface, ink, brand, radius, font, muted: getComputedStyle(aside).color, negative: getComputedStyle(said).color };
}

const loads = (address) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });

function say(text) {
  said.hidden = !text;
  said.querySelector("p").textContent = text;
  if (text) said.focus();
}

async function show() {
  const slow = setTimeout(say, SLOW_MS, failed);
  form = await openForm(JSON.parse(needs), place, lookOf(), loads).catch(() => null);
  clearTimeout(slow);
  say(form ? "" : failed);
  place.ariaBusy = null;
  button.disabled = !form;
}

/** Where no answer comes the money may have moved: our own page asks the vendor what became of it. */
async function pay() {
  if (button.ariaBusy) return;
  say("");
  button.ariaBusy = "true";
  const refusal = await form.pay().catch(() => null);
  if (refusal === null) return location.assign(back);
  button.ariaBusy = null;
  say(refusal);
}

const repaint = () => form?.repaint(lookOf());

frame.hidden = false;
button.addEventListener("click", pay);
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
show();
