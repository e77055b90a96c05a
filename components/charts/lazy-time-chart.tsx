"use client";
import dynamic from "next/dynamic";
import { type ComponentProps, useEffect, useRef, useState } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";

const TimeChart = dynamic(() => import("./time-chart.tsx"), { ssr: false, loading: () => <Skeleton className="size-full" /> });

/** Fetches the drawing library once the chart is seen, or nearly. */
export function LazyTimeChart(props: ComponentProps<typeof TimeChart>) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && setSeen(true), { rootMargin: "100px" });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="size-full">
      {seen ? <TimeChart {...props} /> : <Skeleton className="size-full" />}
    </div>
  );
}
