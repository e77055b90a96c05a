import { request as ofHttp } from "node:http";
import { request as ofHttps } from "node:https";
import { isPublicAddress, isStandIn, lookUpPublic } from "./addresses.ts";

const TIMEOUT_MS = 10_000;
const LONGEST = 64 * 1024;

/** Sends fields to the provider and returns what it answers; follows nowhere. @throws when no good and whole answer came within `timeoutMs`. */
export function askProvider(address: string, method: "GET" | "POST", fields: URLSearchParams, timeoutMs = TIMEOUT_MS): Promise<string> {
  if (!isPublicAddress(address)) return Promise.reject(new Error("The address is not a public one"));
  const url = new URL(address);
  if (method === "GET") for (const [name, value] of fields) url.searchParams.set(name, value);
  const standIn = isStandIn(address);
  const headers = method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {};
  const signal = AbortSignal.timeout(timeoutMs);
  const options = { method, headers, signal, ...(standIn ? {} : { lookup: lookUpPublic }) };
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("The provider gave no answer in time")));
    const asked = (url.protocol === "http:" ? ofHttp : ofHttps)(url, options, (answer) => {
      if (answer.statusCode !== 200) {
        answer.resume();
        return reject(new Error(`The provider answered ${answer.statusCode}`));
      }
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
        if (text.length > LONGEST) answer.destroy(new Error("The provider's answer is too long"));
      });
      answer.on("end", () => resolve(text));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(method === "POST" ? fields.toString() : undefined);
  });
}
