import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { faultsOf } from "#tests/support/axe.ts";
import { openPage } from "#tests/support/browser.ts";

/** What is wrong with a page, in one of its states only, and what is said of it. */
const FAULTS: Record<string, [html: string, said: RegExp]> = {
  "a field without a name": ["<input>", /: label at <input>/],
  "words that are too pale": ['<p style="color: #bbb">Pale</p>', /state=\S*: color-contrast at <p/],
  "words that are too pale in the dark": [
    "<style>[data-theme=dark] { color: #444; background: #222 }</style>",
    /in the dark: color-contrast/,
  ],
  "what is wider than the smallest phones": ['<p style="width: 330px">Wide</p>', /scrolls sideways, .*<p/],
  "what the console says": ["<script>console.error('Lost')</script>", /says: Lost/],
};

const site = createServer(({ url }, answer) => {
  const [fault] = FAULTS[new URL(url!, "http://localhost").searchParams.get("state")!] ?? [""];
  answer.setHeader("content-type", "text/html; charset=utf-8");
  answer.end(
    `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><main><h1>A page</h1>${fault}</main></html>`,
  );
});
let home: string;
beforeAll(async () => {
  await once(site.listen(0), "listening");
  home = `http://localhost:${(site.address() as AddressInfo).port}`;
});
afterAll(() => site.close());

it.each(Object.keys(FAULTS))("finds %s", async (fault) => {
  const first = fault.endsWith("in the dark") ? "other" : ""; // which is looked at once a page
  const page = await openPage();
  const found = await faultsOf(page, [`${home}/${first}`, `${home}/?state=${encodeURIComponent(fault)}`]);
  expect(found).toEqual([expect.stringMatching(FAULTS[fault][1])]);
});
