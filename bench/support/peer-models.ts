/**
 * The tables of `models.ts` as other tools write them, with the names that the database has. `TABLES` is their number,
 * `DATABASE_URL` the database.
 */
export const typeOrmDataSource = `import { DataSource, EntitySchema } from "typeorm";

const entity = (table, parent) =>
  new EntitySchema({
    name: table,
    columns: {
      id: { type: "int", primary: true, generated: "increment", primaryKeyConstraintName: table + "_pkey" },
      parent_id: { type: "int" },
      name: { type: "varchar", length: 100 },
      code: { type: "varchar", length: 20 },
      description: { type: "text", nullable: true },
      amount: { type: "numeric", precision: 10, scale: 2, nullable: true },
      quantity: { type: "int", nullable: true },
      born: { type: "date", nullable: true },
      created_at: { type: "timestamp" },
      updated_at: { type: "timestamp", nullable: true },
    },
    uniques: [{ name: "uq_" + table + "_code", columns: ["code"] }],
    foreignKeys: [
      { name: "fk_" + table + "_parent", target: parent, columnNames: ["parent_id"], referencedColumnNames: ["id"] },
    ],
    indices: [
      { name: "ix_" + table + "_name", columns: ["name"] },
      { name: "ix_" + table + "_created", columns: ["parent_id", "created_at"] },
    ],
  });
const entities = Array.from({ length: Number(process.env.TABLES) }, (_, index) =>
  entity("t" + index, "t" + Math.floor(index / 10)),
);

export default new DataSource({ type: "postgres", url: process.env.DATABASE_URL, entities });
`;

/** What MikroORM's documentation shows for programs. */
export const mikroOrmProgram = `import { EntitySchema, MikroORM } from "@mikro-orm/postgresql";

const entity = (table, parent) =>
  new EntitySchema({
    name: table,
    tableName: table,
    properties: {
      id: { type: "integer", primary: true },
      parent: {
        kind: "m:1",
        entity: () => parent,
        fieldName: "parent_id",
        foreignKeyName: "fk_" + table + "_parent",
        deleteRule: "no action",
        updateRule: "no action",
        index: false,
      },
      name: { type: "string", length: 100 },
      code: { type: "string", length: 20 },
      description: { type: "text", nullable: true },
      amount: { type: "decimal", precision: 10, scale: 2, nullable: true },
      quantity: { type: "integer", nullable: true },
      born: { type: "date", nullable: true },
      created_at: { type: "datetime", columnType: "timestamp(6)" },
      updated_at: { type: "datetime", columnType: "timestamp(6)", nullable: true },
    },
    uniques: [{ name: "uq_" + table + "_code", properties: ["code"] }],
    indexes: [
      { name: "ix_" + table + "_name", properties: ["name"] },
      { name: "ix_" + table + "_created", properties: ["parent", "created_at"] },
    ],
  });
const entities = Array.from({ length: Number(process.env.TABLES) }, (_, index) =>
  entity("t" + index, "t" + Math.floor(index / 10)),
);
const orm = await MikroORM.init({
  entities,
  clientUrl: process.env.DATABASE_URL,
  schemaGenerator: { skipTables: ["alembic_version"] },
});
const sql = await orm.schema.getUpdateSchemaSQL();
console.log(sql.trim() === "" ? "no changes" : sql);
await orm.close();
`;

export const drizzleConfig = `module.exports = {
  schema: "./schema.cjs",
  dialect: "postgresql",
  dbCredentials: { url: process.env.DATABASE_URL },
  tablesFilter: ["t*"],
};
`;

export const drizzleSchema = `const pg = require("drizzle-orm/pg-core");

const made = [];
const entity = (table, parent) =>
  pg.pgTable(
    table,
    {
      id: pg.serial("id").primaryKey(),
      parent_id: pg.integer("parent_id").notNull(),
      name: pg.varchar("name", { length: 100 }).notNull(),
      code: pg.varchar("code", { length: 20 }).notNull(),
      description: pg.text("description"),
      amount: pg.numeric("amount", { precision: 10, scale: 2 }),
      quantity: pg.integer("quantity"),
      born: pg.date("born"),
      created_at: pg.timestamp("created_at").notNull(),
      updated_at: pg.timestamp("updated_at"),
    },
    (columns) => [
      pg.unique("uq_" + table + "_code").on(columns.code),
      pg.foreignKey({
        name: "fk_" + table + "_parent",
        columns: [columns.parent_id],
        foreignColumns: [(made[parent] ?? columns).id],
      }),
      pg.index("ix_" + table + "_name").on(columns.name),
      pg.index("ix_" + table + "_created").on(columns.parent_id, columns.created_at),
    ],
  );
for (let index = 0; index < Number(process.env.TABLES); index += 1) {
  made.push((exports["t" + index] = entity("t" + index, Math.floor(index / 10))));
}
`;
