import type { RequestListener } from "node:http";
import { LENGTH_HEADER } from "#lib/web/http/range-response.ts";

/** Next lets no route say how long its answer is. What one says by another name is said here, so that who downloads knows how much is left. */
export function toldLength(next: RequestListener): RequestListener {
  return (request, response) => {
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) =>
      name.toLowerCase() === LENGTH_HEADER ? setHeader("content-length", String(value)) : setHeader(name, value);
    next(request, response);
  };
}
