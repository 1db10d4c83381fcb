import type { ReflectRequest } from "./reflection.ts";

/** How a reflected table says its schema: `null` for the default one. */
export type SchemaNamer = (schema: string) => string | null;

/** The default schema is `null`, unless the caller asked for it by name and not as the default. */
export function schemaNamer({ schemas }: ReflectRequest, defaultSchema: string | null): SchemaNamer {
  const byName = !schemas.includes(null) && schemas.includes(defaultSchema);
  return (schema) => (schema === defaultSchema && !byName ? null : schema);
}
