import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { CliProject } from "../../faults/cli-project.ts";
import { type EmbeddedServer, startEmbeddedPostgresql } from "../../support/embedded-postgresql.ts";

// Below the ports that systems give to clients.
const port = 24_392;
const url = (login: string, driver = "postgresql"): string =>
  `${driver}://${login}@127.0.0.1:${port}/postgres`;

describe("a server that asks for passwords, with SCRAM", () => {
  let server: EmbeddedServer;

  beforeAll(async () => {
    server = await startEmbeddedPostgresql({ port, password: "r:ght/w@rd", authMethod: "scram-sha-256" });
  });
  afterAll(async () => {
    await server?.stop();
  });

  test.each(["postgresql", "postgresql+postgresjs"])("%s: the right one lets in", async (driver) => {
    const engine = createEngine(url("postgres:r%3Aght%2Fw%40rd", driver));
    expect(await engine.connect((connection) => connection.executeArrays("SELECT 1"))).toEqual([["1"]]);
    await engine.dispose();
  });

  test.each([
    [
      "a wrong one",
      url("postgres:hunter%4022"),
      'password authentication failed for user "postgres"',
      "Check user name",
    ],
    [
      "a wrong one, with postgres.js",
      url("postgres:hunter%4022", "postgresql+postgresjs"),
      "password authentication failed",
      "Check user name",
    ],
    ["none", url("postgres"), "the server asks for a password, and there is none", "Put the password"],
    [
      "an empty one",
      url("postgres:"),
      "the server asks for a password, and there is none",
      "Put the password",
    ],
  ])(
    "%s is refused with status 255 and what to do, and is in no output",
    async (_title, bad, words, hint) => {
      const project = new CliProject(bad);
      for (const command of [["current"], ["upgrade", "head"]]) {
        const { status, stdout, stderr } = await project.run(command);
        expect(stdout).toMatch(
          /^FAILED: Cannot connect to postgresql(?:\+postgresjs)?:\/\/postgres(?::\*\*\*)?@127\.0\.0\.1/,
        );
        expect(stdout).toContain(words);
        expect(stdout).toContain(`\n  ${hint}`);
        expect(status).toBe(255);
        expect(stdout + stderr).not.toMatch(/hunter/);
      }
      project.remove();
    },
  );
});
