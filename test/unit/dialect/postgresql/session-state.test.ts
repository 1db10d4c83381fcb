import { expect, test } from "vitest";
import { sessionState } from "../../../../src/dialect/postgresql/session-state.ts";

test.each([
  ["CREATE TEMP TABLE tmp AS SELECT 1", ["tmp"]],
  ['CREATE TEMPORARY SEQUENCE IF NOT EXISTS "s"', ["s"]],
  ["SELECT id INTO TEMP kept FROM t", ["kept"]],
  ["DECLARE c CURSOR WITH HOLD FOR SELECT 1", ["c"]],
  ["SELECT set_config('app.user', (SELECT max(id)::text FROM t), false)", ["app.user"]],
])("%s makes something else in another session", (sql, names) => {
  expect(sessionState(sql)).toEqual({ isRepeatable: false, names });
});

test.each([
  ["PREPARE p AS SELECT 1", ["p"]],
  ["SELECT set_config('app.user', '7', false)", ["app.user"]],
  ["SELECT pg_advisory_lock(1)", []],
])("%s makes the same in another session", (sql, names) => {
  expect(sessionState(sql)).toEqual({ isRepeatable: true, names });
});

test.each(["CREATE TABLE temp (id INT)", "SELECT pg_advisory_xact_lock(1)", "PREPARE TRANSACTION 'x'"])(
  "%s makes nothing",
  (sql) => {
    expect(sessionState(sql)).toBeNull();
  },
);
