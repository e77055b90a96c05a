"use client";
import { type ReactNode, useId, useState } from "react";
import { useForm } from "#components/forms/form.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";

type Option = { code: string; name: string };

type Props = {
  name: string;
  label: ReactNode;
  filterLabel: string;
  options: Option[];
  chosen: string[];
  /** Said above the list: what the ticked ones mean. */
  summary: (count: number, names: string) => ReactNode;
  /** Buttons that tick a set at once, given those ticked now. */
  presets?: { label: string; apply: (ticked: string[]) => string[] }[];
  onPick?: (codes: string[]) => void;
  /** Codes say something to people, as those of countries do. */
  codes?: boolean;
};

/** Any number of a long list, with a field to find them. The ticked ones are sent under `name`. */
export function PickMany({ name, label, filterLabel, options, chosen, summary, presets = [], onPick, codes = true }: Props) {
  const { state } = useForm();
  const id = useId();
  const [ticked, setTicked] = useState(chosen);
  const [filter, setFilter] = useState("");
  const error = state.status === "refused" ? state.errors?.[name] : undefined;
  const pick = (codes: string[]) => {
    setTicked(codes);
    onPick?.(codes);
  };
  return (
    <fieldset aria-describedby={`${id}-summary`}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <p id={`${id}-summary`} className="mb-2 text-sm text-muted">
        {summary(ticked.length, namesOf(options, ticked))}
      </p>
      <div className="rounded-control border border-line-strong/60">
        <div className="flex flex-wrap items-center gap-2 border-b p-2">
          <input
            type="search"
            aria-label={filterLabel}
            placeholder={filterLabel}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            className="control min-h-9! min-w-40 flex-1 py-1!"
          />
          {presets.map((preset) => (
            <Button key={preset.label} size="sm" variant="quiet" onClick={() => pick(preset.apply(ticked))}>
              {preset.label}
            </Button>
          ))}
        </div>
        <div className="grid max-h-48 grid-cols-1 gap-x-4 overflow-y-auto p-3 sm:grid-cols-2">
          {options.map((option) => (
            <label key={option.code} className={cx("flex items-center gap-2.5 py-1 text-sm", !fits(option, filter) && "hidden")}>
              <input
                type="checkbox"
                name={name}
                value={option.code}
                checked={ticked.includes(option.code)}
                onChange={(event) => pick(event.target.checked ? [...ticked, option.code] : ticked.filter((code) => code !== option.code))}
                className="size-4 shrink-0 accent-(--color-brand-ink)"
              />
              <span className="min-w-0 flex-1 truncate">{option.name}</span>
              {codes && <span className="text-xs text-faint">{option.code}</span>}
            </label>
          ))}
        </div>
      </div>
      {error && <p className="mt-1.5 text-sm font-medium text-negative">{error}</p>}
    </fieldset>
  );
}

function fits({ code, name }: Option, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return !wanted || name.toLocaleLowerCase().includes(wanted) || code.toLowerCase() === wanted;
}

function namesOf(options: Option[], ticked: string[]): string {
  const names = options.filter((option) => ticked.includes(option.code)).map((option) => option.name);
  return names.length > 6 ? `${names.slice(0, 6).join(", ")} …` : names.join(", ");
}
