import { inspect } from "node:util";
import { CommandError } from "../errors/index.ts";
import { defaultLockTimeoutMs, type LockMode } from "./lock.ts";
import type { MigrationContext } from "./migration-context.ts";

/** What an option may say, where a wrong word or number would be taken for another one. */
interface Expectation {
  includes(value: unknown): boolean;
  /** Behind "it must be". */
  readonly accepted: string;
  readonly byDefault: string;
}

const lockModes: Readonly<Record<LockMode, true>> = { session: true, transaction: true, none: true };

const expectations: Readonly<Record<string, Expectation>> = {
  lock: {
    includes: (value) => typeof value === "string" && Object.hasOwn(lockModes, value),
    accepted: '"session", "transaction" or "none"',
    byDefault: '"session"',
  },
  lockTimeoutMs: {
    includes: (value) => typeof value === "number" && (value >= 0 || value === -1),
    accepted: "milliseconds: 0 or more, or -1 to wait for ever",
    byDefault: String(defaultLockTimeoutMs),
  },
  statementLockTimeoutMs: {
    includes: (value) => typeof value === "number" && value >= 0 && Number.isFinite(value),
    accepted: "milliseconds: 0 or more",
    byDefault: "no limit",
  },
  renderAsBatch: {
    includes: (value) => typeof value === "boolean" || value === "auto",
    accepted: 'true, false or "auto"',
    byDefault: '"auto"',
  },
};

/** Throws CommandError for options of a context that say what none can mean, or that cannot go together. */
export function checkOptions({ opts, asSql, connection }: MigrationContext): void {
  for (const [name, expected] of Object.entries(expectations)) checkValue(name, opts[name], expected);
  if (opts.literalBinds === true && !asSql) {
    throw new CommandError("Can't use literal_binds setting without as_sql mode", {
      code: "ENV_FILE",
      hint: "Pass literalBinds only where context.isOfflineMode() is true.",
    });
  }
  const stray = Object.entries(opts.dialectOpts ?? {}).find(
    ([key, value]) => value !== undefined && !(key === "paramstyle" && value === "named"),
  );
  if (stray !== undefined) {
    throw new CommandError(
      `dialectOpts has ${stray[0]} = ${JSON.stringify(stray[1])}, which means nothing here.`,
      {
        code: "ENV_FILE",
        hint: 'Leave it out, or give { paramstyle: "named" }: scripts hold literals, never parameters.',
      },
    );
  }
  const isGiven = opts.startingRev !== undefined && opts.startingRev !== null;
  if (isGiven && connection !== null) {
    throw new CommandError("Can't specify current_rev to context when using a database connection", {
      code: "ENV_FILE",
      hint: "Leave out startingRev: the database says where it is.",
    });
  }
}

function checkValue(name: string, value: unknown, { includes, accepted, byDefault }: Expectation): void {
  if (value === undefined || value === null || includes(value)) return;
  throw new CommandError(
    `context.configure() has ${name}: ${inspect(value, { depth: 0 })}; it must be ${accepted}.`,
    {
      code: "ENV_FILE",
      hint: `Correct it, or leave it out for the default: ${byDefault}.`,
      details: { option: name, value },
    },
  );
}
