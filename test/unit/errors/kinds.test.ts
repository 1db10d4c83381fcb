import { expect, test } from "vitest";
import {
  DatabaseError,
  DriverMissingError,
  MultipleHeads,
  RangeNotAncestorError,
  ResolutionError,
  RevisionNotFound,
} from "../../../src/errors/index.ts";

const given = { hint: "Do this.", details: { more: 1 } };

test.each([
  [new MultipleHeads(["a", "b"], "head", "There are two.", given), { heads: ["a", "b"], argument: "head" }],
  [new ResolutionError("Nothing.", "x", given), { argument: "x" }],
  [new RevisionNotFound("Nothing.", "x", given), { argument: "x" }],
  [new RangeNotAncestorError("a", "b", given), { lower: "a", upper: "b" }],
  [new DatabaseError("No.", { sql: "SELECT 1" }, given), { sql: "SELECT 1" }],
  [new DriverMissingError("pg", "pg", given), { driver: "pg", packageName: "pg" }],
])("details that are given to %s come to its own", (error, own) => {
  expect(error.details).toEqual({ ...own, more: 1 });
  expect(error.hint).toBe("Do this.");
});
