/**
 * A name as a letter says it: on one line, and with nothing that a mail program would make a link of. Whoever signs up with somebody
 * else's address chooses the name, and the letter goes out as ours.
 */
export function nameInLetter(name: string): string {
  return name
    .replace(/[.\u3002\uff0e\uff61](?=\S)/g, "$& ")
    .replace(/[\s:/\\@<>]+/g, " ")
    .trim();
}
