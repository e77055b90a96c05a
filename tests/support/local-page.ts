/** Where a viewer is led back to, and a notification goes: as a provider's page has it from the shop. */
export type Ways = { reference: string; back: string; away?: string; notify?: string };

const OUTCOMES = { paid: "Paid", pending: "On its way", failed: "Failed" };

/** The stand-in's page, where the viewer picks what comes of it. Plain, and without scripts. */
export function payPage({ reference, away }: Ways, amount: string): string {
  const radios = Object.entries(OUTCOMES).map(
    ([value, label], at) => `<label><input type="radio" name="outcome" value="${value}"${at === 0 ? " checked" : ""}> ${label}</label>`,
  );
  const leave = away ? `<a href="${away.replaceAll("&", "&amp;")}">Back to the shop</a>` : "";
  return `<!doctype html><html lang="en"><title>Stand-in for a local provider</title><h1>${amount}</h1>
<form method="post" action="/done"><input type="hidden" name="reference" value="${reference}">${radios.join(" ")}<button>Continue</button></form>${leave}</html>`;
}

/** As a provider adds its report to the address that it was given. */
export function withReport(address: string, report: string): string {
  const said = report.startsWith("{") ? new URLSearchParams(JSON.parse(report)).toString() : report;
  return `${address}${address.includes("?") ? "&" : "?"}${said}`;
}

/** As a provider sends the viewer back by a form. */
export function postBack(address: string, report: string): string {
  const fields = [...new URLSearchParams(report)].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  return `<!doctype html><html lang="en"><title>Stand-in for a local provider</title>
<form method="post" action="${address.replaceAll("&", "&amp;")}">${fields.join("")}<button>Return to the shop</button></form></html>`;
}
