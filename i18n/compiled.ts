import compile from "icu-minify/compile";
import type { Messages } from "./messages.ts";

const known = new WeakMap<Messages, Messages>();

/** The texts as pages format them: taken apart once a process, not for each page. They may go to the browser, so they are plain objects. */
export function compiledMessages(messages: Messages): Messages {
  const made = known.get(messages) ?? JSON.parse(JSON.stringify(compiled(messages)));
  known.set(messages, made);
  return made;
}

function compiled(messages: Messages): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, text]) => [key, typeof text === "string" ? compile(text) : compiled(text)]),
  );
}
