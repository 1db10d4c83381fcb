export {
  AlembicError,
  type AlembicErrorOptions,
  type ErrorCode,
  errorCodes,
  isAlembicError,
} from "./alembic-error.ts";
export * from "./kinds.ts";
