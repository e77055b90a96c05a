/** The posters that ship: a plan's poster may be "art:<name>". */
export const ARTWORKS = ["aurora", "stadium", "cinema", "kids", "ocean", "city", "desert", "space"] as const;

/** Where a plan's poster is. Without one, a plan gets an artwork of its own by its slug. */
export function posterAddress({ poster, slug }: { poster: string; slug: string }): string {
  if (poster && !poster.startsWith("art:")) return poster;
  const named = ARTWORKS.find((name) => poster === `art:${name}`);
  const sum = [...slug].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return `/art/${named ?? ARTWORKS[sum % ARTWORKS.length]}.svg`;
}
