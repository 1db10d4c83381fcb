import { createReflector } from "../mysql/reflect.ts";
import type { Reflector } from "../reflection.ts";

/** Reads MariaDB (and MySQL, when a `mariadb://` URL meets one). */
export const mariadbReflector: Reflector = createReflector("mariadb");
