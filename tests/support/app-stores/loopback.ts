import { createServer, type IncomingHttpHeaders } from "node:http";

export type Asked = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string };
export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

/** A server on the loopback that answers as it is told; undefined hangs up without an answer. */
export async function loopback(answer: (asked: Asked) => Answer | undefined): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://loopback");
      const { method = "GET", headers } = request;
      const given = answer({ method, path, query, headers, body: Buffer.concat(chunks).toString("utf8") });
      if (!given) return request.socket.destroy();
      response.writeHead(given.status ?? 200, { "content-type": "application/json", ...given.headers });
      response.end(given.body === undefined ? "" : JSON.stringify(given.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  server.unref();
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
