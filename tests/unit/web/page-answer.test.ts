import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareAnswer, sendAnswer } from "#lib/web/http/page-answer.ts";

const PAGE = `<!DOCTYPE html><p>${"Every match. ".repeat(50)}</p>`;
const answer = await prepareAnswer(PAGE, { vary: "Cookie" });
const server = createServer((request, response) => sendAnswer(answer, request, response));
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe("a page that is kept", () => {
  it.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, zstd", "zstd"],
    ["br;q=0, GZIP;q=0.5", "gzip"],
    ["br; q=0.0", undefined],
    ["identity", undefined],
    ["*", undefined],
    ["", undefined],
  ])("is sent to who accepts %j as %s", (accepted, encoding) => {
    const sent: { head?: Record<string, unknown>; body?: Buffer } = {};
    const response = {
      writeHead: (_: number, head: Record<string, unknown>) => Object.assign(response, { head: Object.assign(sent, { head }) }),
      end: (body: Buffer) => Object.assign(sent, { body }),
    };
    sendAnswer(answer, { headers: { "accept-encoding": accepted } } as never, response as never);
    expect(sent.head).toMatchObject({ vary: "Cookie", "content-length": sent.body?.length });
    expect(sent.head?.["content-encoding"]).toBe(encoding);
    const plain = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync }[encoding ?? ""];
    expect((plain?.(sent.body!) ?? sent.body)?.toString()).toBe(PAGE);
  });

  it("is not sent again to who has it", async () => {
    const etag = (await fetch(url)).headers.get("etag")!;
    for (const known of [etag, etag.replace("W/", ""), `"other", ${etag}`, "*"]) {
      const again = await fetch(url, { headers: { "if-none-match": known } });
      expect([again.status, await again.text(), again.headers.get("etag"), again.headers.get("vary")], known).toEqual([
        304,
        "",
        etag,
        "Cookie",
      ]);
    }
    expect((await fetch(url, { headers: { "if-none-match": 'W/"other"' } })).status).toBe(200);
  });

  it("has another tag when it, or what is said about it, is another", async () => {
    const tags = [answer, await prepareAnswer(`${PAGE} `, { vary: "Cookie" }), await prepareAnswer(PAGE, { vary: "Accept" })].map(
      ({ etag }) => etag,
    );
    expect(new Set(tags).size).toBe(3);
  });
});
