const list = (names: string) => names.split(" ").map((name) => name.replaceAll("_", " "));

const german = {
  first: list(
    "Anna Lena Maria Jonas Paul Lukas Emma Mia Finn Leon Hannah Sophie Elias Felix Max Jürgen Käthe Günther Sabine Petra Thomas Andreas Stefan Christian Julia Katharina Björn Dörte Heike Uwe Klaus Ingrid Moritz Greta Frieda Anton Emil Ida Karl Ayşe Mehmet Fatma Emre Zeynep Olga Igor Svetlana",
  ),
  last: list(
    "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Lehmann Köhler Groß Yıldız Öztürk Kaya Nowak Kowalski Petrow von_Hohenberg-Westerkamp Kühn Böhm Winkler Jäger Voigt Sauer Brandt Haas Graf Busch Pohl Ziegler",
  ),
};
const romance = {
  first: list(
    "Marie Louis Chloé Hugo Inès Zoé Rayan Élodie Camille Lucas Léa Manon Gabriel Raphaël Lucía Mateo Sofía Iker Begoña Javier Carmen Pablo Martina Giulia Francesco Alessandro Chiara Lorenzo Matteo Aurora José Núria François Amélie Noël Paula Álvaro Elena Marco Sara",
  ),
  last: list(
    "Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Lefèvre N’Diaye Rousseau García Fernández Muñoz López Sánchez Pérez Gómez Ruiz Ibáñez_de_la_Peña Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino D’Angelo Greco Bruno Costa Fontaine Chevalier Girard Mercier Blanc Guérin",
  ),
};
const english = {
  first: list(
    "Olivia Noah Amelia Liam Isla Jack Grace Theo Maya Ethan Chloe Ruby James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Charles Sarah Emily Daniel Aoife Seán Priya Arjun Wei Mei Diego Rosa",
  ),
  last: list(
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Walker Hughes Bennett Clarke Foster Reid Okonkwo Patel Murphy O’Brien McDonald Featherstonehaugh-Cholmondeley Wilson Anderson Taylor Thomas Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Young Allen King Wright Scott Nguyen Chen Singh Kim Park",
  ),
};
const arabic = {
  first: list("ليلى يوسف مريم عمر نور خالد سارة أحمد هند فيصل ريم طارق محمد فاطمة علي عائشة عبدالله زينب حسن دانة"),
  last: list("الحداد المطيري الشمري منصور العتيبي الخطيب النجار الرشيد بن_سلمان_الأنصاري العنزي الظفيري الكندري الصباح العجمي الدوسري"),
};

export type Region = {
  country: string;
  weight: number;
  currency: number;
  dial: string;
  locale: "en" | "ar";
  cities: [city: string, postalCode: string][];
  names: { first: string[]; last: string[] };
};

/** Where viewers are from, the most first; each list has the frequent names first. */
export const REGIONS: Region[] = [
  {
    country: "DE",
    weight: 46,
    currency: 0,
    dial: "+4915",
    locale: "en",
    cities: [
      ["Berlin", "10"],
      ["Hamburg", "20"],
      ["München", "80"],
      ["Köln", "50"],
      ["Leipzig", "04"],
    ],
    names: german,
  },
  {
    country: "FR",
    weight: 12,
    currency: 0,
    dial: "+336",
    locale: "en",
    cities: [
      ["Paris", "75"],
      ["Lyon", "69"],
      ["Marseille", "13"],
    ],
    names: romance,
  },
  {
    country: "ES",
    weight: 8,
    currency: 0,
    dial: "+346",
    locale: "en",
    cities: [
      ["Madrid", "28"],
      ["Valencia", "46"],
    ],
    names: romance,
  },
  { country: "AT", weight: 7, currency: 0, dial: "+4366", locale: "en", cities: [["Wien", "10"]], names: german },
  { country: "US", weight: 7, currency: 1, dial: "+1917", locale: "en", cities: [["New York", "10"]], names: english },
  { country: "IT", weight: 6, currency: 0, dial: "+393", locale: "en", cities: [["Milano", "20"]], names: romance },
  { country: "GB", weight: 5, currency: 0, dial: "+447", locale: "en", cities: [["London", "11"]], names: english },
  { country: "NL", weight: 4, currency: 0, dial: "+316", locale: "en", cities: [["Amsterdam", "10"]], names: english },
  { country: "CH", weight: 3, currency: 0, dial: "+417", locale: "en", cities: [["Zürich", "80"]], names: german },
  { country: "KW", weight: 2, currency: 2, dial: "+9659", locale: "ar", cities: [["الكويت", "13"]], names: arabic },
];
export const STREETS = list("Hauptstraße Bahnhofstraße Gartenweg Lindenallee Am_Markt Schulstraße Kirchplatz Ringstraße Bergweg Seestraße");
