// Stripe's Payment Element for a Checkout Session. Source: docs.stripe.com/js/custom_checkout
const STRIPE_JS = "https://js.stripe.com/endive/stripe.js"; // of the API's version: client.ts

const appearanceOf = ({ dark, brand, surface, ink, muted, negative, radius, font }) => ({
  theme: dark ? "night" : "stripe",
  variables: {
    colorPrimary: brand,
    colorBackground: surface,
    colorText: ink,
    colorTextSecondary: muted,
    colorTextPlaceholder: muted,
    colorDanger: negative,
    borderRadius: radius,
    fontFamily: font,
    fontSizeBase: "16px",
  },
});

// biome-ignore lint/correctness/noUnusedVariables: the page's own script calls it.
async function openForm({ key, secret, locale }, place, look, loads) {
  await loads(STRIPE_JS);
  const options = { clientSecret: secret, elementsOptions: { appearance: appearanceOf(look) } };
  const checkout = Stripe(key, { locale }).initCheckoutElementsSdk(options);
  const element = checkout.createPaymentElement();
  const ready = new Promise((resolve, reject) => {
    element.on("ready", resolve);
    element.on("loaderror", ({ error }) => reject(error));
  });
  element.mount(place);
  // Stripe's frames are see-through and light by themselves: on a dark page browsers would paint them white.
  for (const frame of place.children) frame.style.colorScheme = "light";
  const { type, error, actions } = await checkout.loadActions();
  if (type === "error") throw new Error(error.message);
  await ready;
  return {
    repaint: (now) => checkout.changeAppearance(appearanceOf(now)),
    /** What has succeeded Stripe leads to the session's return address by itself. */
    pay: async () => {
      const { type, error } = await actions.confirm();
      return type === "error" && actions.getSession().status.type === "open" ? error.message : null;
    },
  };
}
