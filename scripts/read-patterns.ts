import { type Argument, type Expression, parseSync, Visitor } from "oxc-parser";

export type Pattern = { source: string; flags: string; where: string };

const READ_AS_PATTERN = ["match", "matchAll", "search"];

/** The regular expressions of a file, and where it makes one of a text, which could not be looked at. */
export function readPatterns(file: string, text: string): { patterns: Pattern[]; faults: string[] } {
  const patterns: Pattern[] = [];
  const faults: string[] = [];
  const types = new Set<number>();
  const where = ({ start }: { start: number }) => `${file}:${text.slice(0, start).split("\n").length}`;
  const refuse = (node: { start: number }) => void faults.push(`${where(node)}: write the pattern as a literal, so that it can be checked`);
  new Visitor({
    Literal: (node) => {
      if ("regex" in node) patterns.push({ source: node.regex.pattern, flags: node.regex.flags, where: where(node) });
    },
    TSTypeReference: ({ typeName }) => void types.add(typeName.start),
    Identifier: (node) => {
      if (node.name === "RegExp" && !types.has(node.start)) refuse(node);
    },
    MemberExpression: ({ computed, property }) => {
      if (computed && property.type === "Literal" && property.value === "RegExp") refuse(property);
    },
    CallExpression: ({ callee, arguments: [given] }) => {
      const method = callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
      if (READ_AS_PATTERN.includes(method) && given && isText(given)) refuse(given);
    },
  }).visit(parseSync(file, text).program);
  return { patterns, faults };
}

function isText(given: Expression | Argument): boolean {
  return given.type === "TemplateLiteral" || given.type === "BinaryExpression" || (given.type === "Literal" && !("regex" in given));
}
