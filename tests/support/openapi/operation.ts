import { type Fields, isFields, type Json } from "./strict.ts";

/** Where an operation stands: the pointer to it, and what it is, references followed. */
export type Operation = { pointer: string; parameters: Fields[]; requestBody?: Pointed; responses: Fields };
export type Pointed = { pointer: string; value: Fields };

/** An operation by its method and a path with its parameters filled in; undefined for one that is not described. */
export function operationOf(document: Fields, method: string, path: string): Operation | undefined {
  const template = templatesOf(document).find(({ pattern }) => pattern.test(path))?.template;
  const item = template === undefined ? undefined : ((document.paths as Fields)[template] as Fields);
  const operation = item?.[method.toLowerCase()];
  if (!item || template === undefined || !isFields(operation)) return;
  const pointer = `#/paths/${escaped(template)}/${method.toLowerCase()}`;
  const parameters = [item.parameters, operation.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  return {
    pointer,
    parameters: parameters.map((parameter) => follow(document, { pointer, value: parameter as Fields }).value),
    responses: operation.responses as Fields,
    ...(isFields(operation.requestBody) && {
      requestBody: follow(document, { pointer: `${pointer}/requestBody`, value: operation.requestBody }),
    }),
  };
}

type Template = { template: string; pattern: RegExp };
const templates = new WeakMap<Fields, Template[]>();

/** Descriptions have hundreds of paths, and each request is held against them twice. Those with the fewest parameters first: `/orders/mine` is not `/orders/{id}`. */
function templatesOf(document: Fields): Template[] {
  const known = templates.get(document);
  if (known) return known;
  const inPath = (template: string) => template.split("{").length;
  const patternOf = (template: string) => new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+")}$`);
  const read = Object.keys(document.paths as Fields)
    .sort((one, other) => inPath(one) - inPath(other))
    .map((template) => ({ template, pattern: patternOf(template) }));
  templates.set(document, read);
  return read;
}

/** What a reference names, however often it is one itself. */
export function follow(document: Fields, pointed: Pointed): Pointed {
  const pointer = pointed.value.$ref;
  if (typeof pointer !== "string") return pointed;
  const names = pointer
    .slice(2)
    .split("/")
    .map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"));
  const value = names.reduce<Json | undefined>((found, name) => (isFields(found) ? found[name] : undefined), document);
  if (!isFields(value)) throw new Error(`the description has no ${pointer}`);
  return follow(document, { pointer, value });
}

export const escaped = (name: string): string => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
