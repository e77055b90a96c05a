/** In memory of its own: what lives long must not hold on to a pool. */
export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

export function jsonBytes(value: unknown): Uint8Array {
  return bytesOf(JSON.stringify(value));
}

export function uuidBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}

/** As PostgreSQL reads a text[] in binary. */
export function textArray(texts: string[]): Uint8Array {
  const numbers = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer).swap32();
  const items = texts.map(bytesOf);
  return Buffer.concat([numbers(1, 0, 25, items.length, 1), ...items.flatMap((item) => [numbers(item.length), item])]);
}
