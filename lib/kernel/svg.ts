import sanitizeHtml from "sanitize-html";

/** What may stand before a drawing. */
const PROLOGUE = [
  ["<?xml", "?>"],
  ["<!--", "-->"],
  ["<!DOCTYPE svg", ">"],
] as const;

export function isSvg(source: string): boolean {
  let rest = source.replace(/^\uFEFF/, "").trimStart();
  for (let part = before(rest); part; part = before(rest)) {
    const end = rest.indexOf(part[1]);
    if (end < 0) return false;
    rest = rest.slice(end + part[1].length).trimStart();
  }
  return /^<svg[\s>]/.test(rest);
}

function before(text: string) {
  return PROLOGUE.find(([start]) => text.startsWith(start));
}

/** Elements that draw. */
const DRAWING = [
  ...[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "image",
  ],
  ...["text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "filter"],
  ...["feBlend", "feColorMatrix", "feComposite", "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "feDropShadow"],
];

const MAX_DEPTH = 100;

/** Elements that run, load or change something: a drawing with one is refused, for without it it may be another. What a program noted is just left out. */
const ACTIVE =
  /^(?:script|foreignobject|iframe|embed|object|audio|video|handler|listener|set|animate|animatemotion|animatetransform|discard|a|link|meta|base)$/i;

/**
 * The drawing, with nothing in it but what draws; null when it could run or load something. What comes out is read once more: it must
 * stay as it is, so that no trick of writing (an entity, a comment, a nested quote) becomes something else at the next reading.
 */
export function cleanSvg(source: string): string | null {
  try {
    const once = sanitized(source);
    return once && sanitized(once) === once ? once : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @throws RangeError for one that is nested deeper than any drawing, on which the sanitiser would take ever longer. */
function sanitized(source: string): string | null {
  let depth = 0;
  let safe = !/<!entity/i.test(source);
  const clean = sanitizeHtml(source, {
    parser: { xmlMode: true, lowerCaseTags: false, lowerCaseAttributeNames: false },
    allowedTags: DRAWING,
    allowVulnerableTags: true, // style; its text is looked at below
    allowedAttributes: false,
    parseStyleAttributes: false,
    allowedSchemes: ["data"],
    allowedSchemesAppliedToAttributes: ["href", "xlink:href", "src"],
    allowProtocolRelative: false,
    nonTextTags: ["metadata", "script"],
    onCloseTag: () => {
      depth -= 1;
    },
    onOpenTag: (name, attributes) => {
      depth += 1;
      if (depth > MAX_DEPTH) throw new RangeError("nested too deeply");
      if (ACTIVE.test(name) || Object.entries(attributes).some(([attribute, value]) => isActive(attribute, value))) safe = false;
    },
    exclusiveFilter: ({ tag, text }) => {
      if (tag === "style" && loads(text)) safe = false;
      return false;
    },
  });
  return safe ? clean.trim() : null;
}

function isActive(attribute: string, value: string): boolean {
  if (/^on/i.test(attribute)) return true;
  // Whatever prefix stands for xlink there.
  if (/^(?:[^:]*:)?(?:href|src|base)$/i.test(attribute)) return !/^(?:#|data:image\/(?:png|jpeg|webp);)/.test(value.trim());
  return loads(value);
}

/** Whether CSS, or an attribute that may hold some, names anything but a part of the drawing. Some functions take an address without `url()`. */
function loads(css: string): boolean {
  const [, ...urls] = css.toLowerCase().split("url(");
  return /@import|javascript:|\\|(?:image-set|image|src)\(/i.test(css) || urls.some((url) => !/^["']?#/.test(url.trimStart()));
}
