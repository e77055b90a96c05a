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
