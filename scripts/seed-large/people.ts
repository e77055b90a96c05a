import { newServicePassword } from "#lib/customers/register.ts";
import { seal } from "#lib/kernel/seal.ts";
import { Random } from "#prisma/seed/random.ts";
import { bytesOf, jsonBytes } from "./encode.ts";
import { GATEWAYS, type Gateway, type Method } from "./gateways.ts";
import { type Id, TAG } from "./ids.ts";
import { REGIONS, type Region, STREETS } from "./names.ts";

export type Viewer = {
  id: Id;
  number: number;
  random: Random;
  region: Region;
  name: Uint8Array;
  email: string;
  phone: string | null;
  address: Uint8Array;
  buyer: Uint8Array;
  smsConsent: boolean;
  gateway: Gateway;
  method: (Method & { id: Id }) | null;
  /** How much longer than others they stay. */
  loyalty: number;
  /** Plans that they have now, and coupons that they used: a bit each. */
  has: number;
  usedCoupons: number;
  ordered: boolean;
};

export function has(viewer: Viewer, plan: number): boolean {
  return ((viewer.has >> plan) & 1) === 1;
}

export function take(viewer: Viewer, plan: number): void {
  viewer.has |= 1 << plan;
}

export function drop(viewer: Viewer, plan: number): void {
  viewer.has &= ~(1 << plan);
}

type Words = { words: string; street: string; house: number; city: string; postalCode: string };
export type Profile = Viewer & Words & { login: string; password: string; marketing: boolean };

const LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Sealing is slow on purpose of nobody: some hundreds of passwords are shared. */
const PASSWORDS = 256;
const passwords: string[] = [];

/** The viewer of this number, who came at this instant. The same number is the same person each time. */
export function drawViewer(number: number, at: number): Profile {
  const random = new Random(number * 7919 + 11);
  const region = random.weighted(REGIONS.map((region) => [region, region.weight] as const));
  const first = frequent(random, region.names.first);
  const last = frequent(random, region.names.last);
  const name = `${first} ${last}`;
  const [city, area] = random.pick(region.cities);
  const postalCode = `${area}${String(random.between(0, 999)).padStart(3, "0")}`;
  const [street, house] = [random.pick(STREETS), random.between(1, 180)];
  const email = `${asAscii(first)}.${asAscii(last)}${number}@${random.weighted(HOSTS)}`;
  const phone = random.chance(0.7) ? `${region.dial}${String(random.between(1_000_000, 99_999_999)).padStart(8, "0")}` : null;
  const { country, locale } = region;
  return {
    id: { tag: TAG.CUSTOMER, ms: at, n: number },
    number,
    random,
    region,
    words: name,
    name: bytesOf(name),
    email,
    phone,
    street,
    house,
    city,
    postalCode,
    address: jsonBytes({ city, postalCode, country }),
    buyer: jsonBytes({ name, email, locale, country, addressLines: [`${postalCode} ${city}`] }),
    smsConsent: phone !== null && random.chance(0.4),
    marketing: random.chance(0.3),
    login: `TV-${letters(number)}`,
    password: passwordOf(number),
    gateway: random.weighted(GATEWAYS.map((gateway) => [gateway, gateway.weight] as const)),
    method: null,
    loyalty: Math.exp(1.1 * normal(random)),
    has: 0,
    usedCoupons: 0,
    ordered: false,
  };
}

const HOSTS = [
  ["example.com", 60],
  ["example.org", 25],
  ["example.net", 15],
] as const;

/** Few names are many people's. */
function frequent(random: Random, names: string[]): string {
  return names[Math.floor(names.length * random.next() ** 2)];
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function asAscii(name: string): string {
  const plain = name
    .normalize("NFD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z]/g, "");
  return plain || "viewer";
}

/** Eight letters, others for each number. */
function letters(number: number): string {
  let rest = (BigInt(number) * 2_654_435_761n) % BigInt(LETTERS.length) ** 8n;
  let word = "";
  for (let index = 0; index < 8; index += 1) {
    word += (index === 4 ? "-" : "") + LETTERS[Number(rest % 30n)];
    rest /= 30n;
  }
  return word;
}

function passwordOf(number: number): string {
  while (passwords.length < PASSWORDS) passwords.push(seal(newServicePassword()));
  return passwords[number % PASSWORDS];
}
