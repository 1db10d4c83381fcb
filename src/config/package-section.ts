import { readFileSync } from "node:fs";
import { CommandError } from "../errors/index.ts";
import { errorMessage } from "../util/error-message.ts";

/** A value of the `"alembic"` key: text, number, boolean, or a list of texts or of hook settings. */
export type PackageValue = string | number | boolean | readonly (string | Readonly<Record<string, string>>)[];

/** The `"alembic"` key of a package.json. */
export type PackageSection = Readonly<Record<string, PackageValue>>;

/**
 * Reads the `"alembic"` key of a package.json; an empty section when the file or the key does not exist.
 * Throws CommandError (code CONFIG) naming file and key when it is not usable.
 */
export function readPackageSection(file: string): PackageSection {
  const text = readIfExists(file);
  if (text === null) return {};
  const section = parseObject(text, file).alembic;
  if (section === undefined) return {};
  if (!isRecord(section)) throw packageError(file, 'the key "alembic" is not an object');
  return Object.fromEntries(
    Object.entries(section).map(([key, value]) => [key, checkValue(value, key, file)]),
  );
}

function readIfExists(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (isRecord(error) && error.code === "ENOENT") return null;
    throw new CommandError(`${file} cannot be read`, { code: "CONFIG", cause: error });
  }
}

function parseObject(text: string, file: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw packageError(file, `not valid JSON: ${errorMessage(error)}`);
  }
  if (isRecord(parsed)) return parsed;
  throw packageError(file, "not a JSON object");
}

function checkValue(value: unknown, key: string, file: string): PackageValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => checkItem(item, key, file));
  throw packageError(file, `"alembic" key "${key}" is neither text, number, boolean nor a list`);
}

function checkItem(item: unknown, key: string, file: string): string | Readonly<Record<string, string>> {
  if (typeof item === "string") return item;
  if (isRecord(item)) {
    return Object.fromEntries(
      Object.entries(item).map(([name, value]) => [name, checkText(value, `${key}.${name}`, file)]),
    );
  }
  throw packageError(file, `"alembic" key "${key}" holds an item that is neither text nor an object`);
}

function checkText(value: unknown, key: string, file: string): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw packageError(file, `"alembic" key "${key}" is not text`);
}

function packageError(file: string, problem: string): CommandError {
  return new CommandError(`${file}: ${problem}`, {
    code: "CONFIG",
    hint: 'Write the settings as { "alembic": { "script_location": "%(here)s/alembic" } }.',
    details: { file },
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
