import type { Device } from "#lib/db/generated/client.ts";

/** Parts of browsers' names, by what runs them; the first kind with one decides. A tablet of Apple's calls itself a computer, and counts as one. */
const NAMED: [Device, string[]][] = [
  [
    "TV",
    [
      "smart-tv",
      "smarttv",
      "googletv",
      "google tv",
      "android tv",
      "appletv",
      "apple tv",
      "hbbtv",
      "web0s",
      "webos.tv",
      "netcast",
      "bravia",
      "; aft",
      "roku",
      "crkey",
      "viera",
      "vidaa",
      "tizen tv",
      "tv safari",
      "philipstv",
    ],
  ],
  ["TABLET", ["ipad", "tablet", "kindle", "silk/", "playbook"]],
  ["PHONE", ["iphone", "ipod", "mobi"]],
  ["TABLET", ["android"]],
];

/** What a browser runs on, by its own name. */
export function deviceOf(userAgent: string): Device {
  const name = userAgent.toLowerCase();
  return NAMED.find(([, parts]) => parts.some((part) => name.includes(part)))?.[0] ?? "DESKTOP";
}
