/** What is used of a Kysely dialect; recognised by shape, so that every copy and version of Kysely will do. */
export interface KyselyDialectLike {
  createDriver(): KyselyDriverLike;
  createAdapter(): KyselyAdapterLike;
  createQueryCompiler(): unknown;
  createIntrospector(db: unknown): unknown;
}

export interface KyselyAdapterLike {
  readonly supportsTransactionalDdl: boolean;
  readonly supportsReturning: boolean;
  readonly supportsMultipleConnections?: boolean;
  readonly supportsOutput?: boolean;
}

export interface KyselyDriverLike {
  init(): Promise<void>;
  acquireConnection(): Promise<KyselyConnectionLike>;
  releaseConnection(connection: KyselyConnectionLike): Promise<void>;
  destroy(): Promise<void>;
}

export interface KyselyConnectionLike {
  executeQuery(query: unknown): Promise<KyselyResultLike>;
}

export interface KyselyResultLike {
  readonly rows: readonly unknown[];
  readonly numAffectedRows?: bigint | undefined;
}

export function isKyselyDialect(value: unknown): value is KyselyDialectLike {
  return (
    typeof value === "object" &&
    value !== null &&
    "createDriver" in value &&
    "createAdapter" in value &&
    "createQueryCompiler" in value
  );
}

/** A statement as Kysely's drivers take it. */
export function rawKyselyQuery(sql: string, parameters: readonly unknown[]): unknown {
  const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] };
  return { sql, parameters, query, queryId: { queryId: "alembic-ts" } };
}

/** Kysely's own adapters by the dialect they are for; others are told by what they support. */
const adapterNames: Readonly<Record<string, string>> = {
  PostgresAdapter: "postgresql",
  PGliteAdapter: "postgresql",
  MysqlAdapter: "mysql",
  SqliteAdapter: "sqlite",
  MssqlAdapter: "mssql",
};

/** The dialect name behind a Kysely dialect. */
export function kyselyDialectName(dialect: KyselyDialectLike): string {
  const adapter = dialect.createAdapter();
  for (let type: unknown = adapter; type !== null && type !== undefined; type = Object.getPrototypeOf(type)) {
    const known = adapterNames[(type as object).constructor?.name ?? ""];
    if (known !== undefined) return known;
  }
  if (adapter.supportsOutput === true) return "mssql";
  if (adapter.supportsTransactionalDdl) return "postgresql";
  return adapter.supportsReturning ? "sqlite" : "mysql";
}
