import type { LiteralRules } from "../default/literals.ts";
import { mysqlLiterals } from "../mysql/literals.ts";

/** MariaDB has sequences. Source: MariaDB documentation, NEXT VALUE for. */
export const mariadbLiterals: LiteralRules = {
  ...mysqlLiterals,
  nextValue: (sequence) => `nextval(${sequence})`,
};
