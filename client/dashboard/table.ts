import { h } from "./element.ts";

type Cell = Node | string | number | null;

/** A column: its heading, and what it shows of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
  /** Numbers stand under each other by their last digit. */
  readonly isNumber?: boolean;
}

/** So many columns fit on a phone. */
const FEW = 3;
/** With more than so many they have to stand close on a desk, too. */
const MANY = 6;

/**
 * A table whose rows become cards where there is too little room for its columns. Roles are said, since a browser forgets that it is a table
 * once it is laid out otherwise (adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html).
 */
export function table<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HTMLElement {
  const [first, ...others] = columns;
  return h(
    "table",
    { role: "table", class: columns.length > MANY ? "wide dense" : columns.length > FEW ? "wide" : null },
    h("caption", {}, caption),
    h(
      "thead",
      { role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        columns.map(({ title, isNumber }) =>
          h("th", { scope: "col", role: "columnheader", class: isNumber ? "number" : null }, title),
        ),
      ),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      rows.map((row) =>
        h(
          "tr",
          { role: "row" },
          first && h("th", { scope: "row", role: "rowheader" }, first.cell(row)),
          others.map(({ title, cell, isNumber }) =>
            h(
              "td",
              { role: "cell", class: isNumber ? "number" : null },
              h("span", { class: "label", "aria-hidden": "true" }, title),
              h("span", { class: "value" }, cell(row)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The same, to be opened: the figures of a chart. */
export function tableBehind<Row>(
  caption: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HTMLElement {
  return h(
    "details",
    { class: "figures" },
    h("summary", {}, "Show as a table"),
    table(caption, columns, rows),
  );
}
