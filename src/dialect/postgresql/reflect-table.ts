import type { ArrayRow } from "../../connection/connection.ts";
import type { Constraint } from "../../schema/constraints.ts";
import type { DialectOptions } from "../../schema/dialect-options.ts";
import { nameText } from "../../schema/names.ts";
import { table } from "../../schema/table.ts";
import { dialectOptions, textOf, textOrNull } from "../reflect-values.ts";
import type { OwnedSequence, ReflectedTable } from "../reflection.ts";
import type { SchemaNamer } from "../schema-namer.ts";
import { isTrue } from "./catalogue-flag.ts";
import { type Catalogue, placeOf } from "./reflect-catalogue.ts";
import { buildColumn } from "./reflect-columns.ts";
import { buildConstraint } from "./reflect-constraints.ts";
import { buildIndex, parseStorageParameters } from "./reflect-indexes.ts";

/** A table from its row of `readRelations`. */
export function buildTable(row: ArrayRow, catalogue: Catalogue, nameSchema: SchemaNamer): ReflectedTable {
  const oid = textOf(row[0]);
  const indexRows = new Map((catalogue.indexes.get(oid) ?? []).map((each) => [textOf(each[0]), each]));
  const constraintRows = catalogue.constraints.get(oid) ?? [];
  const context = { catalogue, nameSchema, indexes: indexRows };
  const constraints = constraintRows
    .map((each) => buildConstraint(each, context))
    .filter((each) => each !== null);
  const keyColumns = new Set(constraints.find((each) => each.kind === "primary_key")?.columns);
  const columns = (catalogue.columns.get(oid) ?? []).map((each) => buildColumn(each, catalogue, keyColumns));
  const constraintIndexes = new Set(
    constraintRows.filter((each) => each[3] !== "f").map((each) => textOf(each[16])),
  );
  const indexes = [...indexRows]
    .filter(([indexOid]) => !constraintIndexes.has(indexOid))
    .map(([, each]) => buildIndex(each, catalogue));
  return {
    ...table(textOf(row[2]), [...columns.map((each) => each.column), ...constraints, ...indexes], {
      schema: nameSchema(textOf(row[1])),
      comment: catalogue.comments.get(placeOf(oid, 0)) ?? null,
      prefixes: row[4] === "u" ? ["UNLOGGED"] : [],
      ...tableOptions(row, catalogue, nameSchema),
    }),
    impliedIndexes: [],
    uniqueConstraintIndexes: uniqueNames(constraints),
    ownedSequences: columns
      .map((each) => each.ownedSequence)
      .filter((each) => each !== null)
      .map(
        (each): OwnedSequence => ({ ...each, schema: each.schema === null ? null : nameSchema(each.schema) }),
      ),
    isPartition: isTrue(row[5]),
  };
}

function uniqueNames(constraints: readonly Constraint[]): readonly string[] {
  return constraints.flatMap((each) =>
    each.kind === "unique" && each.name !== null ? [nameText(each.name)] : [],
  );
}

function tableOptions(row: ArrayRow, catalogue: Catalogue, nameSchema: SchemaNamer): DialectOptions {
  const parents = (catalogue.parents.get(textOf(row[0])) ?? []).map((parent) => {
    const schema = nameSchema(textOf(parent[1]));
    return schema === null ? textOf(parent[2]) : `${schema}.${textOf(parent[2])}`;
  });
  return dialectOptions("postgresql", {
    partitionBy: textOrNull(row[6]),
    inherits: parents,
    with: parseStorageParameters(textOrNull(row[8])),
    tablespace: textOrNull(row[9]),
  });
}
