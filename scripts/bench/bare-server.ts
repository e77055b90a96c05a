import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A process that answers everything with the bytes it was sent, and tells its address. */
process.once("message", (page: string) => {
  const bytes = Buffer.from(page, "base64");
  const headers = { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip", "content-length": bytes.length };
  const server = createServer((_, response) => response.writeHead(200, headers).end(bytes));
  server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
});
