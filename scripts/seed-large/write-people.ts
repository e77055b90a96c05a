import type { FunnelStep } from "#lib/db/generated/client.ts";
import { DEVICES, SOURCES } from "#prisma/seed/origins.ts";
import { Random } from "#prisma/seed/random.ts";
import { bytesOf } from "./encode.ts";
import { TAG } from "./ids.ts";
import type { Profile, Viewer } from "./people.ts";
import type { Story } from "./story.ts";
import { personWords } from "./words.ts";

export function writeCustomer({ rows, names }: Story, viewer: Profile): void {
  const { id, number, email, name, words, phone, street, house, city, postalCode, region, marketing, smsConsent, login, password } = viewer;
  const row = rows.Customer.begin().id(id).int(number).text(email).at(id.ms).bytes(name).text(phone);
  row
    .bytes(bytesOf(`${street} ${house}`))
    .bytes(bytesOf(city))
    .text(postalCode)
    .text(region.country)
    .text(region.locale);
  row
    .flag(marketing)
    .flag(smsConsent)
    .text(login)
    .text(password)
    .bytes(personWords(names.get(words)!, email, phone, login))
    .at(id.ms)
    .at(id.ms);
}

export function writeMethod({ rows }: Story, { id: customer, gateway, method }: Viewer): void {
  if (!method) return;
  const { id, reference, kind, brand, last4, expMonth, expYear } = method;
  const row = rows.PaymentMethod.begin().id(id).id(customer).text(gateway.id).text(reference).text(kind).text(brand).text(last4);
  row.int(expMonth).int(expYear).flag(true).at(id.ms);
}

type Visit = {
  visitor: number;
  at: number;
  step: FunnelStep;
  country: string;
  planId?: Uint8Array;
  coupon?: string;
};

/** A visitor of the shop on one day. Where they came from follows from which one they are, so that the story stays as it is told. */
export function writeVisit({ rows, calendar }: Story, { visitor, at, step, country, planId, coupon }: Visit): void {
  const random = new Random(visitor);
  const row = rows.FunnelVisit.begin().newId(TAG.VISITOR, at, visitor).day(calendar.dayOf(at)).text(step).at(at).bytes(planId);
  row
    .text(random.weighted(SOURCES))
    .text(random.weighted(DEVICES))
    .text(country)
    .text(coupon ?? "");
}
