/** How a database spells the borders of transactions: the statements to send, in their order. */
export interface TransactionSql {
  readonly begin: readonly string[];
  /** Begins with the write lock taken. */
  readonly beginImmediate: readonly string[];
  readonly commit: readonly string[];
  readonly rollback: readonly string[];
  readonly savepoint: (quotedName: string) => string;
  readonly rollbackTo: (quotedName: string) => string;
  /** `null` where savepoints are not released. */
  readonly release: ((quotedName: string) => string) | null;
  /** A failed statement makes the server answer COMMIT with a rollback, instead of an error. */
  readonly failureTurnsCommitIntoRollback: boolean;
  /** Error codes with which `release` says that the savepoint's work was committed already. */
  readonly committedSavepointCodes: readonly string[];
}

const standard: TransactionSql = {
  begin: ["BEGIN"],
  beginImmediate: ["BEGIN"],
  commit: ["COMMIT"],
  rollback: ["ROLLBACK"],
  savepoint: (name) => `SAVEPOINT ${name}`,
  rollbackTo: (name) => `ROLLBACK TO SAVEPOINT ${name}`,
  release: (name) => `RELEASE SAVEPOINT ${name}`,
  failureTurnsCommitIntoRollback: false,
  committedSavepointCodes: [],
};

export const postgresqlTransactions: TransactionSql = { ...standard, failureTurnsCommitIntoRollback: true };

export const sqliteTransactions: TransactionSql = { ...standard, beginImmediate: ["BEGIN IMMEDIATE"] };

/**
 * DDL commits implicitly in MySQL and MariaDB. With autocommit off, what follows the DDL is in a new transaction, as
 * SQLAlchemy's drivers have it, instead of being committed statement by statement.
 */
export const mysqlTransactions: TransactionSql = {
  ...standard,
  begin: ["SET autocommit=0"],
  beginImmediate: ["SET autocommit=0"],
  commit: ["COMMIT", "SET autocommit=1"],
  rollback: ["ROLLBACK", "SET autocommit=1"],
  committedSavepointCodes: ["ER_SP_DOES_NOT_EXIST", "1305"],
};

export const mssqlTransactions: TransactionSql = {
  ...standard,
  begin: ["BEGIN TRANSACTION"],
  beginImmediate: ["BEGIN TRANSACTION"],
  commit: ["COMMIT TRANSACTION"],
  rollback: ["IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION"],
  savepoint: (name) => `SAVE TRANSACTION ${name}`,
  rollbackTo: (name) => `ROLLBACK TRANSACTION ${name}`,
  release: null,
};

/** Oracle begins a transaction with the first statement. */
export const oracleTransactions: TransactionSql = {
  ...standard,
  begin: [],
  beginImmediate: [],
  release: null,
};
