import type { Random } from "./random.ts";

type Region = { locale: "en" | "ar"; currency: string; dial: string; cities: string[]; first: string[]; last: string[] };

const english = {
  first: ["Olivia", "Noah", "Amelia", "Liam", "Isla", "Jack", "Grace", "Theo", "Maya", "Ethan", "Chloe", "Ruby"],
  last: ["Walker", "Hughes", "Bennett", "Clarke", "Foster", "Reid", "Okonkwo", "Patel", "Murphy", "Featherstonehaugh-Cholmondeley"],
};
const arabic = {
  first: ["ليلى", "يوسف", "مريم", "عمر", "نور", "خالد", "سارة", "أحمد", "هند", "فيصل", "ريم", "طارق"],
  last: ["الحداد", "المطيري", "الشمري", "منصور", "العتيبي", "الخطيب", "النجار", "الرشيد", "بن سلمان الأنصاري"],
};

const REGIONS: Record<string, Region> = {
  DE: {
    locale: "en",
    currency: "EUR",
    dial: "+4915",
    cities: ["Berlin", "Hamburg", "München", "Köln", "Leipzig"],
    first: ["Lena", "Jonas", "Mia", "Finn", "Emma", "Paul", "Hannah", "Elias", "Jürgen", "Käthe"],
    last: ["Müller", "Schmidt", "Weber", "Köhler", "Groß", "von Hohenberg-Westerkamp", "Yıldız", "Nowak"],
  },
  FR: {
    locale: "en",
    currency: "EUR",
    dial: "+336",
    cities: ["Paris", "Lyon", "Marseille", "Nantes"],
    first: ["Chloé", "Louis", "Inès", "Hugo", "Zoé", "Rayan", "Élodie"],
    last: ["Martin", "Bernard", "Dubois", "Lefèvre", "N’Diaye", "Rousseau"],
  },
  ES: {
    locale: "en",
    currency: "EUR",
    dial: "+346",
    cities: ["Madrid", "Valencia", "Sevilla"],
    first: ["Lucía", "Mateo", "Sofía", "Iker", "Begoña"],
    last: ["García", "Fernández", "Muñoz", "Ibáñez de la Peña"],
  },
  GB: { locale: "en", currency: "EUR", dial: "+447", cities: ["London", "Leeds", "Bristol", "Glasgow"], ...english },
  US: { locale: "en", currency: "USD", dial: "+1917", cities: ["New York", "Austin", "Chicago", "Denver", "Portland"], ...english },
  CA: { locale: "en", currency: "USD", dial: "+1416", cities: ["Toronto", "Montréal", "Vancouver"], ...english },
  KW: { locale: "ar", currency: "KWD", dial: "+9655", cities: ["الكويت", "حولي", "الجهراء"], ...arabic },
  SA: { locale: "ar", currency: "USD", dial: "+9665", cities: ["الرياض", "جدة", "الدمام"], ...arabic },
  AE: { locale: "ar", currency: "USD", dial: "+9715", cities: ["دبي", "أبوظبي"], ...arabic },
};

/** Where viewers live, and how many of a hundred. */
export const COUNTRIES = [
  ["DE", 30],
  ["FR", 12],
  ["ES", 8],
  ["GB", 7],
  ["US", 18],
  ["CA", 5],
  ["KW", 11],
  ["SA", 5],
  ["AE", 4],
] as const;
const STREETS = ["High Street", "Gartenweg", "Rue des Lilas", "Calle Mayor", "Main Street", "Al Salam Street"];

export type Person = {
  name: string;
  email: string;
  locale: string;
  country: string;
  currency: string;
  city: string;
  addressLine1: string;
  postalCode: string;
  phone?: string;
  smsConsent: boolean;
  marketingConsent: boolean;
};

/** The viewer number `index`, with an address of their country. */
export function person(random: Random, index: number): Person {
  const country = random.weighted(COUNTRIES);
  const { first, last, locale, currency, cities, dial } = REGIONS[country];
  const phone = random.chance(0.7) ? `${dial}${random.between(1_000_000, 9_999_999)}` : undefined;
  return {
    name: `${random.pick(first)} ${random.pick(last)}`,
    email: `viewer${String(index).padStart(4, "0")}@demo.example`,
    locale,
    country,
    currency,
    city: random.pick(cities),
    addressLine1: `${random.pick(STREETS)} ${random.between(1, 180)}`,
    postalCode: String(random.between(10_000, 99_999)),
    phone,
    smsConsent: phone !== undefined && random.chance(0.5),
    marketingConsent: random.chance(0.3),
  };
}
