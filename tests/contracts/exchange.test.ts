import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { exchange } from "#lib/kernel/exchange.ts";

const VENDOR: Record<string, RequestListener> = {
  "/answers": (_, response) => response.writeHead(202, { "x-said": ["once", "twice"] }).end("done"),
  "/silent": () => undefined,
  "/begins": (_, response) => response.writeHead(200, { "content-length": 100 }).flushHeaders(),
  "/drips": (_, response) => {
    const drip = setInterval(() => response.write("."), 10);
    response.on("close", () => clearInterval(drip));
  },
  "/breaks": (_, response) => response.writeHead(200, { "content-length": 100 }).write("half", () => response.destroy()),
};
let open = 0;
const server = createServer((request, response) => {
  open += 1;
  response.on("close", () => {
    open -= 1;
  });
  VENDOR[request.url ?? ""](request, response);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const ask = (path: string, timeoutMs: number) =>
  exchange(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method: "GET", timeoutMs });

it("gives the answer that came in time, whatever its status", async () => {
  const { status, headers, text } = await ask("/answers", 20_000);
  expect({ status, text, said: headers["x-said"] }).toEqual({ status: 202, text: "done", said: "once, twice" });
});

it.each(["/silent", "/begins", "/drips"])("waits for a whole answer as long as it is told, and hangs up: %s", async (path) => {
  await expect(ask(path, 60)).rejects.toMatchObject({ name: "TimeoutError" });
  await expect.poll(() => open).toBe(0);
});

it("takes half an answer for none", async () => {
  await expect(ask("/breaks", 20_000)).rejects.toThrow();
});
