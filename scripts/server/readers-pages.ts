import { type IncomingMessage, type RequestListener, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { encodingFor } from "#lib/web/http/page-answer.ts";
import { readersPage, readersPagePolicy } from "#lib/web/http/plain-page.ts";
import { vendorFormOn } from "#lib/web/http/vendor-form.ts";
import { leaveOutData } from "./shop-pages.ts";

const READERS_PAGE = /^\/(?:checkout|account|sign-in|sign-up|forgot-password|reset-password|verify-email|add-method|redeem)(?=[/?]|$)/;

/** Good, and fast: each page is sent once. */
const COMPRESS = {
  br: (page: Buffer) => promisify(brotliCompress)(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: promisify(gzip),
};

/**
 * A viewer's pages leave the framework behind as the shop's do (lib/web/http/plain-page.ts), one request at a time. What is no page with an answer
 * of 200 goes as Next made it: files, and refusals, which the framework writes in the browser.
 */
export function readersPages(next: RequestListener): RequestListener {
  return (request, response) => {
    const isOne = READERS_PAGE.test(request.url ?? "") && request.method !== "HEAD";
    if (!isOne) return next(request, response);
    const encoding = encodingFor(request.headers["accept-encoding"], ["br", "gzip"]);
    delete request.headers["accept-encoding"]; // what Next compressed could not be read
    leaveOutData(request.headers);
    next(
      request,
      caught(request, response, (made, body) => void send(made, body, request, response, encoding)),
    );
  };
}

/** What Next writes to instead of `response`. */
function caught(request: IncomingMessage, response: ServerResponse, whole: (made: ServerResponse, body: Buffer) => void): ServerResponse {
  const made = new ServerResponse(request);
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  made.write = (chunk: unknown) => {
    keep(chunk);
    return true;
  };
  made.end = (chunk?: unknown) => {
    if (made.finished) return made;
    keep(chunk);
    made.finished = true;
    made.emit("finish");
    whole(made, Buffer.concat(chunks));
    return made;
  };
  // An answer that breaks off half-way is no page, and nobody is left waiting for it.
  made.destroy = (error) => {
    response.destroy(error);
    return made;
  };
  response.once("close", () => made.emit("close"));
  return made;
}

async function send(
  made: ServerResponse,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
  encoding: "br" | "gzip" | "identity",
): Promise<void> {
  for (const [name, value] of Object.entries(made.getHeaders())) if (value !== undefined) response.setHeader(name, value);
  response.statusCode = made.statusCode;
  // A script would be led to a payment page, which it may not read, instead of learning its address.
  if (request.headers["x-form-script"] && made.hasHeader("location")) response.statusCode = 204;
  if (made.statusCode !== 200 || !String(made.getHeader("content-type")).startsWith("text/html")) {
    response.end(body);
    return;
  }
  const html = body.toString();
  const form = vendorFormOn(request.url ?? "", html);
  const page = Buffer.from(readersPage(html, form));
  const sent = encoding === "identity" ? page : await COMPRESS[encoding](page);
  if (encoding !== "identity") response.setHeader("content-encoding", encoding);
  response.setHeader("content-security-policy", readersPagePolicy(form));
  if (form) response.setHeader("cross-origin-opener-policy", "same-origin-allow-popups"); // wallets of the form open windows that answer it
  response.setHeader("content-length", sent.length);
  response.appendHeader("vary", "Accept-Encoding");
  response.end(sent);
}
