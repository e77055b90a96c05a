"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "#components/ui/icons.tsx";

type Props<Row> = {
  rows: Row[];
  /** What a row is called, with its place: "Question 2". */
  label: (place: number) => string;
  add: string;
  /** The fields of a row; their names begin with `prefix`. */
  children: (row: Row | undefined, prefix: string) => ReactNode;
  name: string;
};

/** Rows that can be added, removed and moved. Each keeps the name it was born with, so what was typed stays in its row. */
export function Rows<Row>({ rows, label, add, children, name }: Props<Row>) {
  const t = useTranslations("operator-settings.rows");
  const [list, setList] = useState(() => rows.map((row, id) => ({ id, row: row as Row | undefined })));
  const [next, setNext] = useState(rows.length);
  const move = (from: number, to: number) =>
    setList((before) => {
      const after = [...before];
      after.splice(to, 0, ...after.splice(from, 1));
      return after;
    });
  return (
    <div className="grid gap-4">
      {list.map(({ id, row }, index) => (
        <fieldset key={id} className="rounded-control border p-4">
          <legend className="sr-only">{label(index + 1)}</legend>
          <div className="mb-2 flex items-center justify-between">
            <span aria-hidden className="text-sm font-medium text-muted">
              {label(index + 1)}
            </span>
            <span className="-me-2 flex">
              <IconButton
                label={t("up")}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
                className="size-8 disabled:opacity-30"
              >
                <ArrowUp aria-hidden />
              </IconButton>
              <IconButton
                label={t("down")}
                disabled={index === list.length - 1}
                onClick={() => move(index, index + 1)}
                className="size-8 disabled:opacity-30"
              >
                <ArrowDown aria-hidden />
              </IconButton>
              <IconButton label={t("remove")} onClick={() => setList(list.filter((one) => one.id !== id))} className="size-8">
                <Trash2 aria-hidden />
              </IconButton>
            </span>
          </div>
          <div className="grid gap-4">{children(row, `${name}.r${id}`)}</div>
        </fieldset>
      ))}
      <div>
        <Button
          size="sm"
          onClick={() => {
            setList([...list, { id: next, row: undefined }]);
            setNext(next + 1);
          }}
        >
          <Plus aria-hidden />
          {add}
        </Button>
      </div>
    </div>
  );
}
