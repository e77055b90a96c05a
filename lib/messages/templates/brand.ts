import { env } from "#lib/kernel/env.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** What the frame and every template know about the sender. */
export type Sender = {
  brand: { name: string; url: string; support_email: string | null; support_phone: string | null };
  frame: Record<"name" | "url" | "color" | "on_color" | "link_color" | "link_color_dark" | "address" | "support_email", string> & {
    logo: boolean;
  };
};

/** A picture that mail programs show (they leave SVG out). */
const MAIL_LOGO = /^data:image\/(png|jpeg|gif|webp);base64,/;

export function senderOf({ brand, company }: Pick<Settings, "brand" | "company">): Sender {
  const url = env().APP_URL;
  const address = [company.legalName, company.addressLine1, company.addressLine2, `${company.postalCode} ${company.city}`];
  return {
    brand: { name: brand.name, url, support_email: brand.supportEmail || null, support_phone: brand.supportPhone || null },
    frame: {
      name: brand.name,
      url,
      color: brand.primaryColor,
      on_color: luminance(brand.primaryColor) > 0.36 ? "#14141c" : "#ffffff",
      link_color: luminance(brand.primaryColor) > 0.36 ? "#1c1c28" : brand.primaryColor,
      link_color_dark: luminance(brand.primaryColor) > 0.2 ? brand.primaryColor : "#ececf4",
      logo: MAIL_LOGO.test(brand.logo),
      address: address
        .map((line) => line.trim())
        .filter(Boolean)
        .join(" · "),
      support_email: brand.supportEmail,
    },
  };
}

/** WCAG's relative luminance of a `#rrggbb` color. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A stored mail names its logo; the copy that is sent or shown carries it. */
export function withLogo(html: string, logo: string): string {
  return html.replaceAll("cid:brand-logo", MAIL_LOGO.test(logo) ? logo : "data:,");
}
