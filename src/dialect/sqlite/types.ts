import { asStandard, defaultTypes, plainType } from "../default/type-tables.ts";
import { createTypeCompiler } from "../default/types.ts";
import type { TypeCompiler } from "../dialect.ts";
import { features } from "./features.ts";
import { identifiers } from "./identifiers.ts";
import { literals } from "./literals.ts";

/** SQLite's types: names that its affinity rules understand. */
export const types: TypeCompiler = createTypeCompiler({
  dialectName: "sqlite",
  features,
  identifiers,
  tables: {
    generic: { ...defaultTypes.generic, double: asStandard("DOUBLE") },
    standard: defaultTypes.standard,
    own: { json: plainType("JSON") },
  },
  literal: literals.string,
});
