import fc from "fast-check";
import { expect, test } from "vitest";
import { variableNames } from "../../../../src/autogenerate/models/variable-names.ts";

const tables = (...names: readonly string[]) =>
  names.map((name) => ({ name, schema: null, suffix: "Table" }));

test.each([
  ["user_account", "userAccount"],
  ["UserAccount", "userAccount"],
  ["USER_ACCOUNT", "userAccount"],
  ["URLPath", "urlPath"],
  ["user-account data", "userAccountData"],
  ["_private", "private2"],
  ["2fa_tokens", "table2faTokens"],
  ["größe", "größe"],
  ["表", "表"],
  ["class", "classTable"],
  ["undefined", "undefinedTable"],
  ["!!!", "table"],
  ["", "table"],
  ["metadata", "metadataTable"],
])("the table %j becomes %s", (table, variable) => {
  const taken = ["metadata", "private", "privateTable"];
  expect(variableNames(tables(table), taken)).toEqual([variable]);
});

test("a name that is taken gets its schema, then what it is, then a number", () => {
  const names = variableNames(
    [
      { name: "user", schema: null, suffix: "Table" },
      { name: "user", schema: "audit", suffix: "Table" },
      { name: "user", schema: null, suffix: "Type" },
      { name: "User", schema: null, suffix: "Type" },
    ],
    [],
  );
  expect(names).toEqual(["user", "auditUser", "userType", "user2"]);
});

test("whatever the names are, each is an identifier of its own", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 20 }), (names) => {
      const variables = variableNames(tables(...names), []);
      expect(new Set(variables).size).toBe(names.length);
      for (const variable of variables) {
        expect(variable).toMatch(/^\p{ID_Start}\p{ID_Continue}*$/u);
        expect(() => new Function(`"use strict"; const ${variable} = 1;`)).not.toThrow();
      }
    }),
  );
});
