// A stand-in for https://js.stripe.com/endive/stripe.js with what our page calls, as docs.stripe.com/js/custom_checkout says it: anything else throws.
// biome-ignore lint/correctness/noUnusedVariables: the form calls it.
function Stripe(key, { locale }) {
  const api = async (secret, path, more = {}) => {
    const body = new URLSearchParams({ key, client_secret: secret, ...more });
    return (await fetch(`https://api.stripe.com/v1/payment_pages${path}`, { method: "POST", body })).json();
  };
  return {
    initCheckoutElementsSdk({ clientSecret, elementsOptions: { appearance } }) {
      if (!/^cs_\w+_secret_\w+$/.test(clientSecret)) throw new Error("not a client secret");
      let known = { status: "open" };
      let frame;
      const handlers = {};
      const typed = () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          frame.contentWindow.postMessage("type", "*", [port2]);
        });
      const paint = ({ theme, variables }) => {
        frame.dataset.theme = theme;
        frame.style.background = variables.colorBackground;
      };
      return {
        changeAppearance: paint,
        createPaymentElement: () => ({
          on: (event, handler) => Object.assign(handlers, { [event]: handler }),
          mount(place) {
            frame = document.createElement("iframe");
            Object.assign(frame, { src: "https://js.stripe.com/v3/payment-frame.html", title: "Secure payment input frame", lang: locale });
            Object.assign(frame.style, { border: 0, width: "100%" });
            frame.onload = () => handlers.ready?.({});
            paint(appearance);
            place.append(frame);
          },
        }),
        async loadActions() {
          known = await api(clientSecret, "/init");
          if (known.status !== "open") return { type: "error", error: { message: "This session is not open.", code: null } };
          const actions = {
            getSession: () => ({ status: { type: known.status } }),
            async confirm() {
              known = await api(clientSecret, "/confirm", { number: await typed() });
              if (known.error) return { type: "error", error: { message: known.error.message, code: "paymentFailed" } };
              location.assign(known.return_url);
              return { type: "success", session: actions.getSession() };
            },
          };
          return { type: "success", actions };
        },
      };
    },
  };
}
