import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { refusalOf } from "./acceptable.ts";

const LIMIT = 1024 * 1024;
const REASONS = {
  400: "This address cannot be read. Check it, or begin at the start page.",
  405: "A page is only read, or sent a form.",
  413: "The request is larger than 1 MiB.",
};

/** An HTTP server that answers nobody who is too slow, sends more than 1 MiB, or asks for what no page could be. */
export function httpServer(handle: RequestListener): Server {
  const options = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 };
  return createServer(options, (request, response) => {
    const refusal = Number(request.headers["content-length"] ?? 0) > LIMIT ? 413 : refusalOf(request);
    if (refusal) return refuse(request, response, refusal);
    if (request.headers["transfer-encoding"]) countBody(request, response);
    handle(request, response);
  });
}

/** A body without a declared length is counted as it arrives, before anyone reads it. */
function countBody(request: IncomingMessage, response: ServerResponse): void {
  const push = request.push.bind(request);
  let size = 0;
  request.push = (chunk, encoding) => {
    size += chunk?.length ?? 0;
    if (size <= LIMIT) return push(chunk, encoding);
    refuse(request, response, 413);
    return false;
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, status: keyof typeof REASONS): void {
  if (response.headersSent) return void request.socket.destroy();
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${REASONS[status]}\n`, () => request.socket.destroySoon());
}

/** Listens on every address. @throws Error that says what to do when the port is taken. */
export async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        reject(new Error(`Port ${port} is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`));
      else if (error.code === "EACCES") reject(new Error(`Port ${port} needs root's rights. Choose one from 1024: PORT=3000 npm start`));
      else reject(error);
    });
    server.listen(port, resolve);
  });
}

/** Takes no new connection, lets requests finish for up to 10 s. */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearTimeout(impatient);
}
