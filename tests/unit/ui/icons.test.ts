import * as lucide from "lucide";
import type { ReactElement } from "react";
import { expect, it } from "vitest";
import * as icons from "#components/ui/icons.tsx";

type Strokes = [tag: string, attributes: Record<string, string | number>][];

it.each(Object.entries(icons))("%s has the strokes of Lucide's", (name, Icon) => {
  const drawn = (Icon({}) as ReactElement<{ dangerouslySetInnerHTML: { __html: string } }>).props.dangerouslySetInnerHTML.__html;
  expect(drawn).toBe(written((lucide as unknown as Record<string, Strokes>)[name]));
});

function written(strokes: Strokes): string {
  const attribute = ([name, value]: [string, string | number]) => ` ${name}="${value}"`;
  return strokes.map(([tag, attributes]) => `<${tag}${Object.entries(attributes).map(attribute).join("")}/>`).join("");
}
