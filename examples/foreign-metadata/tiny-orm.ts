import { sa } from "alembic-ts";

type FieldKind = "id" | "text" | "flag";

/** The schema object of some library: entities with fields, in the library's own words. */
export class TinySchema {
  readonly #entities = new Map<string, Readonly<Record<string, FieldKind>>>();

  entity(name: string, fields: Readonly<Record<string, FieldKind>>): this {
    this.#entities.set(name, fields);
    return this;
  }

  /** What makes the object usable as `targetMetadata`. */
  [Symbol.for("alembic-ts.metadata")](): sa.MetaData {
    const metadata = new sa.MetaData();
    for (const [name, fields] of this.#entities) {
      metadata.table(
        name,
        Object.entries(fields).map(([field, kind]) => columns[kind](field)),
      );
    }
    return metadata;
  }
}

const columns: Readonly<Record<FieldKind, (name: string) => sa.Column>> = {
  id: (name) => sa.column(name, sa.integer(), { primaryKey: true }),
  text: (name) => sa.column(name, sa.string(200), { nullable: false }),
  flag: (name) => sa.column(name, sa.boolean(), { nullable: false, serverDefault: sa.false() }),
};
