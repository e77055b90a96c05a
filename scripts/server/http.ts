import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { contentSecurityPolicy } from "#lib/web/http/csp.ts";
import { type Refusal, refusalOf } from "./acceptable.ts";
import { declaredLength, discard, hasBody, isAction, isMultipart, isReadableBody, LIMIT, readWhole } from "./body.ts";
import { networkOfClient } from "./client-address.ts";
import { makeShares, type Shares } from "./shares.ts";

const POLICY = "content-security-policy";
const REASONS = {
  400: "This request cannot be read. Check its address, or begin at the start page.",
  403: "This was sent from another site's page.",
  405: "A page is only read, or sent a form.",
  413: "The request is larger than 1 MiB.",
  503: "Not now. Please try again in a moment.",
};

const MIB = 1024 * 1024;
/** Bytes of bodies that are on their way or worked on. Those of one network leave room for others'. */
const BODIES = { most: 96 * MIB, keptForFew: 32 * MIB, few: 2 * MIB };

/**
 * An HTTP server that answers nobody who is too slow, sends more than 1 MiB or a form that is none, or asks for what no page could be.
 * @param introduce sees each request first, to put down who the client is
 */
export function httpServer(handle: RequestListener, introduce: (request: IncomingMessage) => void = () => undefined): Server {
  const bodies = makeShares(BODIES);
  const policy = contentSecurityPolicy("");
  const options = { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 65_000 };
  return createServer(options, (request, response) => {
    if (process.env.NODE_ENV !== "development") setPolicyOfOthers(response, policy);
    if (process.env.APP_URL?.startsWith("https:")) response.setHeader("strict-transport-security", "max-age=31536000; includeSubDomains");
    introduce(request);
    const refused = (refusal: Refusal) => refuse(request, response, refusal);
    const whole = async (body: Buffer) => {
      if ((isMultipart(request) || isAction(request)) && !(await isReadableBody(request, body))) refused({ status: 400 });
      else handle(request, response);
    };
    const refusal = refusalOf(request);
    if (refusal) refused(refusal);
    else if (declaredLength(request) > LIMIT) refused({ status: 413 });
    else if (hasBody(request)) readWhole(request, { room: roomIn(bodies, request, response), whole, refused });
    else if (isMultipart(request) || isAction(request)) refused({ status: 400 });
    else handle(request, response);
  });
}

/** Takes from `bodies` for one request, and gives it back when that is answered or its client has gone. */
function roomIn(bodies: Shares, request: IncomingMessage, response: ServerResponse): (bytes: number) => boolean {
  const network = networkOfClient(request);
  let taken = 0;
  response.once("close", () => bodies.giveBack(network, taken));
  return (bytes) => {
    if (!bodies.take(network, bytes)) return false;
    taken += bytes;
    return true;
  };
}

/**
 * Gives what sets no content security policy of its own one: files, redirects, refusals. It is set last, for Next adds a page's policy to one
 * that is there, and browsers obey both.
 */
function setPolicyOfOthers(response: ServerResponse, policy: string): void {
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    const headers = rest.at(-1);
    const isSet = response.hasHeader(POLICY) || (typeof headers === "object" && headers !== null && POLICY in headers);
    if (!isSet) response.setHeader(POLICY, policy);
    return writeHead(status, ...rest);
  };
}

export function refuse(request: IncomingMessage, response: ServerResponse, { status, allow }: Refusal): void {
  const headers = { ...(allow && { allow }), ...(status === 503 && { "retry-after": "5" }) };
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(`${REASONS[status]}\n`);
  discard(request);
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

/** Takes no more connections, and ends those there are. */
export async function hangUp(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
