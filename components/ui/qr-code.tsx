import { encode } from "uqr";

/** A QR code, black on white in both themes, for scanners want it so. `correction`: how much of it may be unreadable, where a standard says. */
export function QrCode({ value, label, correction = "L" }: { value: string; label: string; correction?: "L" | "M" }) {
  const { data, size } = encode(value, { border: 3, ecc: correction });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-48 rounded-control border"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
