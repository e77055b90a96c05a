import type { Settings } from "#lib/settings/schema.ts";

/** The operator's logo, or their name. */
export function BrandMark({ brand }: { brand: Pick<Settings["brand"], "name" | "logo"> }) {
  if (brand.logo) return <img src={brand.logo} alt={brand.name} className="h-8 w-auto max-w-full object-contain sm:max-w-44" />;
  return (
    <span className="flex min-w-0 items-center gap-2.5 text-lg font-semibold tracking-tight">
      <svg aria-hidden viewBox="0 0 28 28" className="size-7 shrink-0">
        <rect width="28" height="28" rx="8" fill="var(--brand)" />
        <path d="M10.5 8.2v11.6a.9.9 0 0 0 1.4.8l8.4-5.8a.9.9 0 0 0 0-1.5l-8.4-5.8a.9.9 0 0 0-1.4.7Z" fill="var(--brand-on)" />
      </svg>
      <bdi className="min-w-0 truncate">{brand.name}</bdi>
    </span>
  );
}
