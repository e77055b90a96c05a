"use client";
import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { TimePoint } from "./time-series.tsx";

const AXIS = { fontSize: 11, fill: "var(--color-faint)" };

/** The drawing of a TimeSeries. A click opens the rows behind a point. */
export default function TimeChart({ points, currency }: { points: TimePoint[]; currency: string }) {
  const router = useRouter();
  const locale = useLocale();
  const compact = new Intl.NumberFormat(locale, { style: "currency", currency, notation: "compact", maximumFractionDigits: 1 });
  const rightToLeft = locale === "ar";
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={points}
        margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
        accessibilityLayer={false}
        onClick={({ activeIndex }) => {
          const point = points[Number(activeIndex)];
          if (point?.href) router.push(point.href);
        }}
        className="[&_*]:outline-none [&_.recharts-surface]:cursor-pointer"
      >
        <defs>
          <linearGradient id="gross" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0%" stopColor="var(--color-brand-ink)" stopOpacity={0.28} />
            <stop offset="100%" stopColor="var(--color-brand-ink)" stopOpacity={0} />
          </linearGradient>
        </defs>
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
          cursor={{ stroke: "var(--color-line-strong)", strokeDasharray: "3 3" }}
          content={({ active, payload }) => (active && payload?.[0] ? <PointCard point={payload[0].payload as TimePoint} /> : null)}
        />
        <Area
          dataKey="value"
          type="monotone"
          stroke="var(--color-brand-ink)"
          strokeWidth={2}
          fill="url(#gross)"
          isAnimationActive={false}
          activeDot={{ r: 4, fill: "var(--color-brand-ink)", stroke: "var(--color-surface)", strokeWidth: 2 }}
        />
      </AreaChart>
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
