import { sa, sql } from "../../../../src/index.ts";
import { nameText } from "../../../../src/schema/names.ts";
import type { DatabaseName } from "../random-types.ts";
import { shownName } from "./describe-operations.ts";
import { indexesOf, type Mutated, type Mutation, replaced, tablesOf, withIndex } from "./mutation.ts";

function exchanged(
  models: sa.MetaData,
  table: sa.Table,
  before: sa.Index | null,
  after: sa.Index | null,
): Mutated {
  const name = nameText(table.name);
  return {
    models: replaced(models, table, withIndex(table, before, after)),
    expected: [
      ...(before === null ? [] : [`${name}: drop_index ${shownName(before.name)}`]),
      ...(after === null ? [] : [`${name}: create_index ${shownName(after.name)}`]),
    ],
  };
}

/** A unique index over the columns of a constraint without a name: MySQL does not tell the two apart. */
function isUnnamedUnique({ table, index }: Placed): boolean {
  const columns = index.parts.map(({ expression }) => expression).join();
  return (
    index.unique &&
    table.constraints.some(
      (each) => each.kind === "unique" && each.name === null && each.columns.join() === columns,
    )
  );
}

interface Placed {
  readonly table: sa.Table;
  readonly index: sa.Index;
}

/** One option of an index becomes another one. */
function changing(
  name: string,
  fits: (placed: Placed) => boolean,
  change: (index: sa.Index) => Partial<sa.Index>,
  on?: readonly DatabaseName[],
): Mutation {
  return {
    name,
    ...(on !== undefined && { on }),
    change: (models, pick) => {
      const at = pick(indexesOf(models).filter(fits));
      return at === undefined
        ? null
        : exchanged(models, at.table, at.index, { ...at.index, ...change(at.index) });
    },
  };
}

const hasOneColumn = ({ index }: Placed): boolean =>
  index.parts.length === 1 && typeof index.parts[0]?.expression === "string";
const method = ({ index }: Placed): unknown => index.options.postgresql?.using ?? "btree";
const isPlain = (placed: Placed): boolean =>
  hasOneColumn(placed) &&
  method(placed) === "btree" &&
  placed.index.options.mariadb?.prefix === undefined &&
  placed.index.options.mysql?.prefix === undefined;
const isBare = (placed: Placed): boolean => isPlain(placed) && Object.keys(placed.index.options).length === 0;

const own = (index: sa.Index, options: Readonly<Record<string, unknown>>): Pick<sa.Index, "options"> => ({
  options: { ...index.options, postgresql: { ...index.options.postgresql, ...options } },
});

const partial = (index: sa.Index): Pick<sa.Index, "options"> => {
  const where = sql`1 < 4`;
  return {
    options: {
      postgresql: { ...index.options.postgresql, where },
      sqlite: { ...index.options.sqlite, where },
    },
  };
};

/** The columns that an index of a table may have on top, whatever it has. */
const more = ({ table, index }: Placed): string | undefined => {
  const column = table.columns.find(
    ({ name, type, computed }) =>
      type.name === "integer" &&
      computed === null &&
      !index.parts.some(({ expression }) => expression === nameText(name)),
  );
  return column === undefined ? undefined : nameText(column.name);
};

const twoColumns: Mutation = {
  name: "give an index another column",
  change: (models, pick) => {
    const at = pick(indexesOf(models).filter((placed) => isBare(placed) && more(placed) !== undefined));
    if (at === undefined) return null;
    const parts = [...at.index.parts, sa.indexPart(more(at) ?? "")];
    return exchanged(models, at.table, at.index, { ...at.index, parts });
  },
};

const including: Mutation = {
  name: "let an index include a column",
  on: ["postgresql"],
  change: (models, pick) => {
    const at = pick(indexesOf(models).filter((placed) => isBare(placed) && more(placed) !== undefined));
    return at === undefined
      ? null
      : exchanged(models, at.table, at.index, { ...at.index, ...own(at.index, { include: [more(at)] }) });
  },
};

const ordered = (
  index: sa.Index,
  order: "asc" | "desc",
  nulls: "first" | "last" | null,
): Pick<sa.Index, "parts"> => ({
  parts: index.parts.map((part) => ({ ...part, order, nulls })),
});
const isText = ({ table, index }: Placed): boolean =>
  table.columns.some(
    ({ name, type }) =>
      nameText(name) === index.parts[0]?.expression && ["string", "unicode"].includes(type.name),
  );

export const indexMutations: readonly Mutation[] = [
  {
    name: "add an index",
    change: (models, pick) => {
      const table = pick(tablesOf(models));
      const column = table?.columns.find(({ type }) =>
        ["integer", "bigInteger", "string"].includes(type.name),
      );
      return table === undefined || column === undefined
        ? null
        : exchanged(models, table, null, sa.index("ix_9_9", [nameText(column.name)]));
    },
  },
  {
    name: "drop an index",
    change: (models, pick) => {
      const at = pick(indexesOf(models).filter((placed) => !isUnnamedUnique(placed)));
      return at === undefined ? null : exchanged(models, at.table, at.index, null);
    },
  },
  twoColumns,
  including,
  changing(
    "make an index unique",
    (placed) => isPlain(placed) && !placed.index.unique,
    () => ({ unique: true }),
  ),
  changing(
    "let an index descend",
    (placed) => isPlain(placed) && placed.index.parts[0]?.order !== "desc",
    (index) => ordered(index, "desc", null),
    ["sqlite", "postgresql"],
  ),
  changing(
    "put NULLs elsewhere in an index",
    (placed) =>
      isPlain(placed) && placed.index.parts[0]?.nulls === null && placed.index.parts[0].order === null,
    (index) => ordered(index, "asc", "first"),
    ["postgresql"],
  ),
  changing("give an index a predicate", isPlain, partial, ["sqlite", "postgresql"]),
  changing(
    "give an index another method",
    (placed) =>
      isBare(placed) &&
      !placed.index.unique &&
      placed.index.parts[0]?.order === null &&
      placed.index.parts[0].operatorClass === null,
    (index) => own(index, { using: "hash" }),
    ["postgresql"],
  ),
  changing(
    "give an index an operator class",
    (placed) => isBare(placed) && isText(placed) && placed.index.parts[0]?.operatorClass === null,
    (index) => own(index, { ops: { [String(index.parts[0]?.expression)]: "text_pattern_ops" } }),
    ["postgresql"],
  ),
  changing("give an index storage parameters", isPlain, (index) => own(index, { with: { fillfactor: 55 } }), [
    "postgresql",
  ]),
  changing(
    "shorten an index to a prefix",
    (placed) => isBare(placed) && isText(placed),
    () => ({ options: { mariadb: { length: 5 }, mysql: { length: 5 } } }),
    ["mariadb", "mysql"],
  ),
];
