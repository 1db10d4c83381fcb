export { mysqlSession as mariadbSession } from "../mysql/session.ts";
