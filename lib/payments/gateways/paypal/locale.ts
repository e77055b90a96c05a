/** The languages of PayPal's pages, by ours. Source: developer.paypal.com/reference/locale-codes. Any other is left to PayPal. */
const LOCALES: Record<string, string> = {
  ar: "ar-EG",
  cs: "cs-CZ",
  da: "da-DK",
  de: "de-DE",
  el: "el-GR",
  en: "en-US",
  es: "es-ES",
  fi: "fi-FI",
  fr: "fr-FR",
  he: "he-IL",
  hu: "hu-HU",
  id: "id-ID",
  it: "it-IT",
  ja: "ja-JP",
  ko: "ko-KR",
  nl: "nl-NL",
  no: "no-NO",
  pl: "pl-PL",
  pt: "pt-PT",
  ru: "ru-RU",
  sk: "sk-SK",
  sv: "sv-SE",
  th: "th-TH",
  zh: "zh-CN",
};

export const localeOf = (language: string): string | undefined => LOCALES[language];
