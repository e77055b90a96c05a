const PAGES = "/:page(|faq|plans/[^/]+|legal/[^/]+)";
// Literals, so that `npm run check` sees that they are linear: the header is foreign text.
const COOKIE = { type: "cookie" as const, value: /^(?<market>(?:en|ar|default)\.(?:[A-Z]{3}|default))$/.source };
const FIRST_LANGUAGE = {
  type: "header" as const,
  key: "accept-language",
  value: /^(?:[^,]*,)*?\s*(?<language>en|ar)\b[\s\S]*$/.source,
};

/**
 * The shop's addresses have no language in them: these send each reader to the cached page of their market, by their own choice
 * (a cookie that /market sets), else by their browser's language, else to the default.
 */
export const marketRewrites = [
  { source: PAGES, has: [{ ...COOKIE, key: "__Host-market" }], destination: "/market/:market/:page" },
  { source: PAGES, has: [{ ...COOKIE, key: "market" }], destination: "/market/:market/:page" }, // without https
  { source: PAGES, has: [FIRST_LANGUAGE], destination: "/market/:language.default/:page" },
  { source: PAGES, destination: "/market/default.default/:page" },
];
