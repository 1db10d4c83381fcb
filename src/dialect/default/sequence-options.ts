import type { Identity } from "../../schema/server-default.ts";

type SequenceMember = Exclude<keyof Identity, "kind" | "always" | "onNull" | "order">;

/** The clauses of a sequence or identity, in the order in which they are written. */
const clauses: Readonly<Record<SequenceMember, (value: unknown) => string>> = {
  increment: (value) => `INCREMENT BY ${value}`,
  start: (value) => `START WITH ${value}`,
  minValue: (value) => `MINVALUE ${value}`,
  maxValue: (value) => `MAXVALUE ${value}`,
  noMinValue: (value) => (value ? "NO MINVALUE" : ""),
  noMaxValue: (value) => (value ? "NO MAXVALUE" : ""),
  cache: (value) => `CACHE ${value}`,
  cycle: (value) => (value ? "CYCLE" : "NO CYCLE"),
};

export type SequenceOptions = { readonly [K in SequenceMember]?: Identity[K] };

/** `INCREMENT BY 5 START WITH 100`; only what is given. */
export function sequenceOptions(options: SequenceOptions): string {
  return Object.entries(clauses)
    .map(([member, write]) => {
      // The keys of the table are the members of the options.
      const value = options[member as SequenceMember];
      return value === undefined ? "" : write(value);
    })
    .filter((text) => text !== "")
    .join(" ");
}
