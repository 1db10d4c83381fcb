/** Other names under which people know a dialect. */
export const dialectAliases: Readonly<Record<string, string>> = {
  postgres: "postgresql",
  sqlserver: "mssql",
  sqlite3: "sqlite",
};
