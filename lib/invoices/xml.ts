/** An element: its name, its attributes if any, and its children or its text. Children that are null are left out. */
export type Xml = { name: string; attributes: Record<string, string>; content: string | (Xml | null)[] };

export function el(name: string, content: string | (Xml | null)[], attributes: Record<string, string> = {}): Xml {
  return { name, attributes, content };
}

/** The same, or nothing without a text. */
export function maybe(name: string, text: string | null | undefined, attributes: Record<string, string> = {}): Xml | null {
  return text ? el(name, text, attributes) : null;
}

export function writeXml(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}\n`;
}

function write({ name, attributes, content }: Xml): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inner = typeof content === "string" ? escaped(content) : content.map((child) => (child ? write(child) : "")).join("");
  return `<${name}${written.join("")}>${inner}</${name}>`;
}

/** XML 1.0 has no way to write control characters. */
function escaped(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
