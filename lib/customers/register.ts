import { randomInt } from "node:crypto";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { seal } from "#lib/kernel/seal.ts";

export type Registration = {
  /** Lower case. */
  email: string;
  name: string;
  /** Hashed by lib/identity/password.ts. Without one, the viewer chooses theirs through "forgotten password". */
  passwordHash?: string;
  locale?: string;
  phone?: string | null;
  country?: string;
  marketingConsent?: boolean;
  smsConsent?: boolean;
};

/** Opens a viewer's account, with a fresh login for the TV app. @throws Prisma's P2002 when the address has an account. */
export function register(tx: Tx, registration: Registration): Promise<Customer> {
  const at = now();
  return tx.customer.create({
    data: {
      ...registration,
      serviceUserId: newServiceUserId(),
      servicePassword: seal(newServicePassword()),
      createdAt: at,
      updatedAt: at,
    },
  });
}

/** Such as `TV-7K2M-94QX`: easily read out on the phone, typed with a remote control. Unique among 6.5·10¹¹. */
function newServiceUserId(): string {
  return `TV-${letters(UNAMBIGUOUS, 4)}-${letters(UNAMBIGUOUS, 4)}`;
}

/** Such as `kavo-temi-lupa-4729`: 49 bits that can be read out and remembered. */
export function newServicePassword(): string {
  const word = () => letters(CONSONANTS, 1) + letters(VOWELS, 1) + letters(CONSONANTS, 1) + letters(VOWELS, 1);
  return `${word()}-${word()}-${word()}-${letters(DIGITS, 4)}`;
}

const UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CONSONANTS = "bdfghjkmnprstvz";
const VOWELS = "aeiou";
const DIGITS = "0123456789";

function letters(alphabet: string, count: number): string {
  return Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");
}
