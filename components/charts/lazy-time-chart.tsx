"use client";
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** Fetches the drawing library after the page has shown its numbers. */
export const LazyTimeChart = dynamic(() => import("./time-chart.tsx"), { ssr: false, loading: () => <Skeleton className="size-full" /> });
