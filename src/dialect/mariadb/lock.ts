export { mysqlLock as mariadbLock } from "../mysql/lock.ts";
