import { expect, test } from "vitest";
import { packageImporter } from "../../../src/connection/import-package.ts";

test.each([
  ["no-such-driver", "no-such-driver"],
  ["no-such-driver/promise", "no-such-driver"],
  ["@no-such-scope/driver", "@no-such-scope/driver"],
  ["@no-such-scope/driver/promise", "@no-such-scope/driver"],
])("a driver without its package %s says what to install: %s", async (specifier, packageName) => {
  await expect(packageImporter()(specifier, "mine")).rejects.toMatchObject({
    name: "DriverMissingError",
    code: "DRIVER_MISSING",
    message: `The database driver 'mine' needs the npm package '${packageName}', which is not installed.`,
    hint: `Install it: npm i ${packageName}`,
  });
});
