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

const STEPS = ["VISIT", "PLAN_VIEW", "CHECKOUT", "PAID"];

/** One visitor's steps in the shop, up to the last one. */
export function writeVisit({ rows, calendar }: Story, n: number, at: number, steps: number, planId: Uint8Array | null): void {
  const day = calendar.dayOf(at);
  for (let step = 0; step < steps; step += 1)
    rows.FunnelVisit.begin()
      .newId(TAG.VISITOR, at, n)
      .text(STEPS[step])
      .day(day)
      .at(at)
      .bytes(step > 0 ? planId : null);
}
