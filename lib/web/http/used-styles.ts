import postcss, { type ChildNode, type Container } from "postcss";

/**
 * Takes from a style sheet what `html` can use: without the rules for classes that stand nowhere in it. A page whose classes no script changes
 * looks the same with it. Of the sheet that all pages share, less than half is left.
 */
export function stylesUsedBy(html: string): (sheet: string) => string {
  const classes = classesIn(html);
  return (sheet) => {
    const root = postcss.parse(sheet);
    root.walkRules((rule) => {
      const used = rule.selectors.filter((selector) => classesOf(selector).every((name) => classes.has(name)));
      if (used.length === 0) rule.remove();
      else if (used.length < rule.selectors.length) rule.selectors = used;
    });
    removeEmpty(root);
    return root.toString();
  };
}

function classesIn(html: string): Set<string> {
  const attributes = [...html.matchAll(/ class="([^"]*)"/g)];
  return new Set(attributes.flatMap(([, names]) => unescaped(names).split(/\s+/)));
}

/** As React writes attributes. */
function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

/** The classes that an element and those around it must have. What stands in brackets, as in `:not(.a)`, is left to the browser. */
function classesOf(selector: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [part, name] of selector.matchAll(/\.((?:\\[\da-f]{1,6} ?|\\.|[\w-])+)|\\.|[()]/gi)) {
    if (part === "(") depth += 1;
    if (part === ")") depth -= 1;
    if (name && depth === 0) names.push(name.replaceAll(/\\(?:([\da-f]{1,6}) ?|(.))/gi, unescapedCharacter));
  }
  return names;
}

function unescapedCharacter(_: string, code: string | undefined, character: string): string {
  return code ? String.fromCodePoint(Number.parseInt(code, 16)) : character;
}

/** Blocks of the sheet that have nothing in them any more; a layer stays, for the first mention of each is its rank. */
function removeEmpty(container: Container<ChildNode>): void {
  container.each((node) => {
    if (node.type !== "atrule" || !node.nodes) return;
    removeEmpty(node);
    if (node.nodes.length === 0 && node.name !== "layer") node.remove();
  });
}
