"use client";
import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { TimePoint } from "./time-series.tsx";

const AXIS = { fontSize: 11, fill: "var(--color-faint)" };

/** The drawing of a TimeSeries: bars, for sums have no values in between, and over them a line of what they are compared with. A click opens the rows behind one. */
export default function TimeChart({ points, currency }: { points: TimePoint[]; currency: string }) {
  const router = useRouter();
  const locale = useLocale();
  const compact = numberFormat(locale, { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 });
  const rightToLeft = locale === "ar";
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={points}
        margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
        accessibilityLayer={false}
        onClick={({ activeIndex }) => {
          const point = points[Number(activeIndex)];
          if (point?.href) router.push(point.href);
        }}
        className="[&_*]:outline-none [&_.recharts-surface]:cursor-pointer"
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis dataKey="label" tick={AXIS} tickLine={false} axisLine={false} minTickGap={28} reversed={rightToLeft} />
        <YAxis
          tick={AXIS}
          tickLine={false}
          axisLine={false}
          width={rightToLeft ? 76 : 56}
          tickFormatter={(value: number) => compact.format(value)}
          orientation={rightToLeft ? "right" : "left"}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--color-sunken)" }}
          content={({ active, payload }) => (active && payload?.[0] ? <PointCard point={payload[0].payload as TimePoint} /> : null)}
        />
        <Bar dataKey="value" fill="var(--color-brand-ink)" radius={[3, 3, 0, 0]} maxBarSize={40} isAnimationActive={false} />
        {points.some(({ before }) => typeof before === "number") && (
          <Line
            dataKey="before"
            stroke="var(--color-faint)"
            strokeWidth={2}
            strokeDasharray="5 4"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function PointCard({ point }: { point: TimePoint }) {
  return (
    <div dir={document.documentElement.dir} className="rounded-lg border bg-raised px-3 py-2 text-xs shadow-float">
      <p className="mb-1 font-medium">{point.title}</p>
      {point.facts.map(({ label, text }) => (
        <p key={label} className="flex justify-between gap-6 text-muted">
          {label} <bdi className="figures text-ink">{text}</bdi>
        </p>
      ))}
    </div>
  );
}
