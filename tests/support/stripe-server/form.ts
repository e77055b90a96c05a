/** One form-encoded parameter: `a[b][0]=c` has the path ["a", "b", "0"]. */
export type Parameter = { path: string[]; value: string };

export function readParameters(encoded: string): Parameter[] {
  return [...new URLSearchParams(encoded)].map(([name, value]) => ({ path: name.replaceAll("]", "").split("["), value }));
}

/** The same of a form with files, each as its name, type and size. */
export async function readMultipart(type: string, raw: Uint8Array<ArrayBuffer>): Promise<string> {
  const form = await new Response(raw, { headers: { "content-type": type } }).formData();
  const written = [...form].map(([name, value]) => [name, typeof value === "string" ? value : `${value.name} ${value.type} ${value.size}`]);
  return new URLSearchParams(written).toString();
}

/** The value at a path such as `metadata.transactionId`. */
export function valueAt(parameters: Parameter[], path: string): string | undefined {
  return parameters.find((parameter) => parameter.path.join(".") === path)?.value;
}

/** The members of an object such as `metadata`. */
export function membersOf(parameters: Parameter[], name: string): Record<string, string> {
  const depth = name.split(".").length;
  const inside = parameters.filter(({ path }) => path.length === depth + 1 && path.slice(0, depth).join(".") === name);
  return Object.fromEntries(inside.map(({ path, value }) => [path[depth], value]));
}
