import * as mssql from "../../src/dialect/mssql/public.ts";
import * as mysql from "../../src/dialect/mysql/public.ts";
import * as oracle from "../../src/dialect/oracle/public.ts";
import * as postgresql from "../../src/dialect/postgresql/public.ts";
import * as sqlite from "../../src/dialect/sqlite/public.ts";
import { type Connection, op, sa, sql } from "../../src/index.ts";

/** Every name of `sa`, as users call it. Nothing here runs: the type checker reads it. */
export async function toolkit(connection: Connection, maybe: string | undefined): Promise<void> {
  const metadata = new sa.MetaData({
    schema: maybe,
    namingConvention: {
      uq: "uq_%(table_name)s_%(column_0_N_name)s",
      ck: (constraint) => String(constraint.kind),
    },
    info: {},
  });
  const user: sa.Table = metadata.table(
    "user",
    [
      sa.column("id", sa.bigInteger(), { primaryKey: true, identity: sa.identity({ always: true }) }),
      sa.column("email", sa.string(255), { nullable: false, unique: true, comment: maybe }),
      sa.column("team_id", sa.integer, {
        references: sa.references("team.id", { onDelete: "CASCADE", name: op.f("fk"), match: maybe }),
        index: true,
        autoincrement: "auto",
        checks: [sa.check("team_id > 0", { name: "positive" })],
        key: "teamId",
        info: {},
        renamedFrom: maybe,
        default: () => 1,
      }),
      sa.column("created_at", sa.dateTime({ timezone: true }), {
        serverDefault: sa.func.now(),
        nullable: false,
      }),
      sa.column("total", sa.numeric(10, 2), { computed: sa.computed("price * qty", { persisted: true }) }),
      sa.primaryKey(["id"], { name: "pk" }),
      sa.unique(["team_id", "email"], { name: "uq", deferrable: true, initially: "DEFERRED", comment: "x" }),
      sa.foreignKey(["team_id"], ["s.team.id"], { onDelete: "CASCADE", onUpdate: maybe, useAlter: true }),
      sa.index("ix", [sql`lower(email)`, sa.asc("id", { nulls: "first" }), sa.desc("email")], {
        unique: true,
        postgresql: { where: sql`team_id is not null` },
      }),
    ],
    {
      schema: maybe,
      comment: maybe,
      renamedFrom: maybe,
      mysql: { engine: "InnoDB", charset: "utf8mb4" },
      sqlite: { strict: true, withRowid: false, autoincrement: true },
    },
  );
  sa.table("account", [sa.column("id", sa.integer)]);
  const types: readonly sa.SqlType[] = [
    sa.smallInteger(),
    sa.integer(),
    sa.bigInteger(),
    sa.numeric(5, 2),
    sa.decimal(5, 2),
    sa.float(24),
    sa.double(53),
    sa.real(),
    sa.boolean({ createConstraint: true, name: "ck" }),
    sa.string(5, { collation: "C" }),
    sa.varchar(5),
    sa.char(5),
    sa.nchar(5),
    sa.nvarchar(5),
    sa.text(5),
    sa.unicode(5),
    sa.unicodeText(),
    sa.clob(),
    sa.date(),
    sa.time({ timezone: true }),
    sa.dateTime({ timezone: true }),
    sa.timestamp({ timezone: true }),
    sa.interval({ native: true, secondPrecision: 6, dayPrecision: 2 }),
    sa.largeBinary(5),
    sa.binary(5),
    sa.varbinary(5),
    sa.blob(),
    sa.uuid({ native: false }),
    sa.json(),
    sa.enum(["a", "b"], { name: "mood", schema: "s", nativeEnum: false, createConstraint: true, metadata }),
    sa.array(sa.integer, { dimensions: 2 }),
    sa.ARRAY(sa.INTEGER),
    sa.nullType(),
    sa.variant(sa.string(5), { postgresql: postgresql.citext }),
    sa.userType("geometry(Point,4326)"),
    sa.SMALLINT(),
    sa.INTEGER(),
    sa.INT(),
    sa.BIGINT(),
    sa.NUMERIC(5, 2),
    sa.DECIMAL(5, 2),
    sa.FLOAT(24),
    sa.DOUBLE(),
    sa.DOUBLE_PRECISION(),
    sa.REAL(),
    sa.BOOLEAN(),
    sa.CHAR(5),
    sa.VARCHAR(5),
    sa.NCHAR(5),
    sa.NVARCHAR(5),
    sa.TEXT(),
    sa.CLOB(),
    sa.DATE(),
    sa.TIME(),
    sa.DATETIME(),
    sa.TIMESTAMP({ timezone: true }),
    sa.BINARY(5),
    sa.VARBINARY(5),
    sa.BLOB(),
    sa.JSON(),
    sa.UUID(),
    postgresql.jsonb(),
    postgresql.uuid(),
    postgresql.inet(),
    postgresql.cidr(),
    postgresql.macaddr(),
    postgresql.hstore(),
    postgresql.tsvector(),
    postgresql.bytea(),
    postgresql.bit(3, { varying: true }),
    postgresql.interval({ fields: "DAY TO SECOND" }),
    postgresql.array(sa.text, { dimensions: 1 }),
    postgresql.enum(["a"], { name: "mood", createType: false }),
    postgresql.domain("d", sa.integer, { notNull: true }),
    postgresql.int4range(),
    postgresql.int4multirange(),
    postgresql.money(),
    postgresql.oid(),
    postgresql.citext(),
    postgresql.doublePrecision(),
    mysql.tinyint(1, { unsigned: true, zerofill: true }),
    mysql.mediumint(),
    mysql.integer(undefined, { displayWidth: 5, unsigned: true }),
    mysql.set(["a", "b"]),
    mysql.set({ length: 3 }),
    mysql.year(4),
    mysql.bit(3),
    mysql.json(),
    mysql.longtext({ charset: "utf8mb4", collation: "utf8mb4_bin" }),
    mysql.enum(["a"], { charset: "latin1" }),
    mysql.datetime({ fsp: 6 }),
    mysql.varchar(5, { national: true, ascii: true, unicode: true, binary: true }),
    mssql.sqlVariant(),
    mssql.nvarchar("max"),
    mssql.varbinary("max", { filestream: true }),
    mssql.datetime2(3),
    oracle.binaryDouble(),
    oracle.float({ binaryPrecision: 5 }),
    oracle.timestamp({ localTimezone: true }),
    oracle.varchar2(5),
    sqlite.json(),
  ];
  postgresql.exclude([["a", "="]], { using: "gist" });
  sa.sequence("seq", { start: 5, schema: maybe });
  sa.quotedName("X", false);
  metadata.sequence("seq");
  await metadata.reflect(connection, { schema: maybe, only: ["a"] });
  await metadata.createAll(connection, { checkFirst: false });
  await metadata.dropAll(connection);
  const sorted: readonly sa.Table[] = metadata.sortedTables();
  const inspector: sa.Inspector = sa.inspect(connection);
  const names: readonly string[] = await inspector.getTableNames();

  // @ts-expect-error a column has a type
  sa.column("a");
  // @ts-expect-error a misspelt option
  sa.column("a", sa.text(), { nulable: true });
  // @ts-expect-error tables are frozen data
  user.name = "x";
  void [types, sorted, names];
}
