import { compareCheckTexts } from "../compare/check-texts.ts";
import { compareChecksByName } from "../compare/checks.ts";
import { restateColumnChecks } from "../compare/column-checks.ts";
import { compareColumnComment, compareTableComment } from "../compare/comments.ts";
import { changeComputed, compareComputed } from "../compare/computed-changes.ts";
import { compareConstraintComments } from "../compare/constraint-details.ts";
import { compareCountingColumns } from "../compare/counting-columns.ts";
import { keepCountingKeys } from "../compare/counting-keys.ts";
import { markDataLoss } from "../compare/data-loss.ts";
import { compareDomains } from "../compare/domains.ts";
import { dropForeignKeysFirst, dropTablesLast } from "../compare/drop-order.ts";
import { compareEnumTypes } from "../compare/enum-types.ts";
import { compareExcludeConstraints } from "../compare/exclude-constraints.ts";
import { compareForeignKeyDetails, compareForeignKeys } from "../compare/foreign-keys.ts";
import { dropImpliedIndexes, dropMadeIndexesOnTheWayBack } from "../compare/implied-indexes.ts";
import { compareIndexDetails } from "../compare/index-details.ts";
import { compareIndexesAndUniques } from "../compare/indexes.ts";
import { keepNeededIndexes } from "../compare/needed-indexes.ts";
import { compareNullable, followIdentity, noteAutoincrement } from "../compare/nullable.ts";
import { changeOwnedSequences } from "../compare/owned-sequences.ts";
import { comparePrimaryKeys } from "../compare/primary-keys.ts";
import { nameDeclaredColumns } from "../compare/read-schemas.ts";
import { followRenames } from "../compare/renames.ts";
import { compareSchemas, lookIntoModelSchemas } from "../compare/schemas.ts";
import { compareSequences } from "../compare/sequences.ts";
import { compareServerDefaults, compareServerDefaultsUnasked } from "../compare/server-defaults.ts";
import { compareTableOptions } from "../compare/table-options.ts";
import { compareTables } from "../compare/tables.ts";
import { convertTypes } from "../compare/type-conversions.ts";
import { compareTypesByServer } from "../compare/type-details.ts";
import { compareTypes } from "../compare/types.ts";
import { nameUnnamedConstraints } from "../compare/unnamed-constraints.ts";
import { comparator, type PluginData } from "./plugin.ts";

/** The plugins that come with the tool, in the order in which their comparators run. */
export const builtInPlugins: readonly PluginData[] = [
  {
    name: "alembic.autogenerate.schemas",
    comparators: [comparator(compareSchemas, "autogenerate", "schemas")],
  },
  {
    name: "alembic.autogenerate.tables",
    comparators: [comparator(compareTables, "schema", "tables")],
  },
  {
    name: "alembic.autogenerate.types",
    comparators: [
      comparator(noteAutoincrement, "column", "autoincrement", { priority: "first" }),
      comparator(compareTypes, "column", "types"),
    ],
  },
  {
    name: "alembic.autogenerate.constraints",
    comparators: [
      comparator(compareNullable, "column", "nullable"),
      comparator(compareIndexesAndUniques, "table", "indexes"),
      comparator(compareForeignKeys, "table", "foreignkeys"),
    ],
  },
  {
    name: "alembic.autogenerate.defaults",
    comparators: [comparator(compareServerDefaults, "column", "server_default")],
  },
  {
    name: "alembic.autogenerate.comments",
    comparators: [
      comparator(compareColumnComment, "column", "comments"),
      comparator(compareTableComment, "table", "comments"),
    ],
  },
  {
    name: "alembic.autogenerate.checkconstraint_byname",
    comparators: [comparator(compareChecksByName, "table", "checkconstraints")],
  },
  {
    name: "alembic_ts.autogenerate.model_schemas",
    comparators: [comparator(lookIntoModelSchemas, "autogenerate", "modelschemas", { priority: "first" })],
  },
  {
    name: "alembic_ts.autogenerate.types",
    comparators: [
      comparator(nameDeclaredColumns, "autogenerate", "declaredcolumns", { priority: "first" }),
      comparator(compareTypesByServer, "column", "types", { priority: "first" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.defaults",
    comparators: [comparator(compareServerDefaultsUnasked, "column", "server_default")],
  },
  {
    name: "alembic_ts.autogenerate.computed",
    comparators: [
      comparator(compareComputed, "column", "server_default", { priority: "first" }),
      comparator(changeComputed, "table", "computed"),
    ],
  },
  {
    name: "alembic_ts.autogenerate.primary_keys",
    comparators: [
      comparator(comparePrimaryKeys, "table", "primarykeys"),
      comparator(keepCountingKeys, "autogenerate", "primarykeys", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.indexes",
    comparators: [comparator(compareIndexDetails, "table", "indexes", { priority: "first" })],
  },
  {
    name: "alembic_ts.autogenerate.constraint_details",
    comparators: [
      comparator(compareForeignKeyDetails, "table", "foreignkeys", { priority: "first" }),
      comparator(compareConstraintComments, "table", "constraintcomments", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.checks",
    comparators: [
      comparator(compareCheckTexts, "table", "checkconstraints", { priority: "first" }),
      comparator(restateColumnChecks, "autogenerate", "columnchecks", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.implied_indexes",
    comparators: [
      comparator(dropImpliedIndexes, "table", "impliedindexes", { priority: "last" }),
      comparator(keepNeededIndexes, "table", "impliedindexes", { priority: "last" }),
      comparator(dropMadeIndexesOnTheWayBack, "table", "impliedindexes", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.table_options",
    comparators: [comparator(compareTableOptions, "table", "tableoptions")],
  },
  {
    name: "alembic_ts.autogenerate.renames",
    comparators: [comparator(followRenames, "autogenerate", "renames", { priority: "first" })],
  },
  {
    name: "alembic_ts.autogenerate.autoincrement",
    comparators: [
      comparator(compareCountingColumns, "column", "autoincrement", { priority: "last" }),
      comparator(followIdentity, "column", "autoincrement", { priority: "last" }),
      comparator(changeOwnedSequences, "autogenerate", "autoincrement", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.domains",
    comparators: [comparator(compareDomains, "autogenerate", "domains", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.enum_types",
    comparators: [comparator(compareEnumTypes, "autogenerate", "enumtypes", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.type_conversions",
    comparators: [comparator(convertTypes, "autogenerate", "typeconversions", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.sequences",
    comparators: [comparator(compareSequences, "autogenerate", "sequences", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.names",
    comparators: [comparator(nameUnnamedConstraints, "autogenerate", "names", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.drop_order",
    comparators: [
      comparator(dropTablesLast, "autogenerate", "droporder", { priority: "last" }),
      comparator(dropForeignKeysFirst, "autogenerate", "droporder", { priority: "last" }),
    ],
  },
  {
    name: "alembic_ts.autogenerate.data_loss",
    comparators: [comparator(markDataLoss, "autogenerate", "dataloss", { priority: "last" })],
  },
  {
    name: "alembic_ts.autogenerate.exclude_constraints",
    comparators: [comparator(compareExcludeConstraints, "table", "excludeconstraints")],
  },
];
