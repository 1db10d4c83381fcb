import { basename } from "node:path";
import { CommandError } from "../errors/index.ts";

/** The files a command line works with. */
export interface ConfigFiles {
  readonly ini: string;
  readonly packageFile: string;
}

const isPackageFile = (path: string): boolean => basename(path) === "package.json";

/**
 * Chooses the configuration files from the `-c` options and the variable ALEMBIC_CONFIG: at most one ini and one
 * package.json, by default `alembic.ini` and `package.json` of the current directory. Throws CommandError (code CONFIG).
 */
export function chooseConfigFiles(
  given: readonly string[],
  environmentFile: string | undefined,
): ConfigFiles {
  const packageFiles = given.filter(isPackageFile);
  const iniFiles = given.filter((path) => !isPackageFile(path));
  refuseSecond(iniFiles, "only one ini file may be indicated");
  refuseSecond(packageFiles, "package.json indicated more than once");
  const defaults = environmentDefaults(environmentFile);
  return { ini: iniFiles[0] ?? defaults.ini, packageFile: packageFiles[0] ?? defaults.packageFile };
}

function environmentDefaults(path: string | undefined): ConfigFiles {
  if (path === undefined || path === "") return { ini: "alembic.ini", packageFile: "package.json" };
  return isPackageFile(path)
    ? { ini: "alembic.ini", packageFile: path }
    : { ini: path, packageFile: "package.json" };
}

function refuseSecond(files: readonly string[], message: string): void {
  if (files.length < 2) return;
  throw new CommandError(message, {
    code: "CONFIG",
    hint: `Give -c once for an ini file and once for a package.json; given were ${files.join(" and ")}.`,
    details: { files },
  });
}
