/** Where the test servers are; filled by the global set-up, read by the tests. */
export interface TestServers {
  /** A PostgreSQL URL of a user who may create databases, `null` when there is none. */
  readonly postgresql: string | null;
  /** A MariaDB URL of a user who may create databases, `null` when there is none. */
  readonly mariadb: string | null;
  /** A MySQL URL of a user who may create databases; `null` unless `TEST_MYSQL_URL` gives one. */
  readonly mysql: string | null;
}

export const defaultServers = {
  postgresql: "postgresql://postgres@127.0.0.1:5432/postgres",
  mariadb: "mariadb://root@127.0.0.1:3306/",
} as const;

/** The servers of this test run. */
export function testServers(): TestServers {
  return {
    postgresql: process.env.ALEMBIC_TS_TEST_POSTGRESQL || null,
    mariadb: process.env.ALEMBIC_TS_TEST_MARIADB || null,
    mysql: process.env.TEST_MYSQL_URL || null,
  };
}
