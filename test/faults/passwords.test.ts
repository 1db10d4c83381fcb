import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testServers } from "../support/servers.ts";
import { CliProject, iniText } from "./cli-project.ts";

/** What an ini holds after `sqlalchemy.url =`, given the password as it stands in a URL. */
const failingUrls: readonly (readonly [title: string, url: (password: string) => string])[] = [
  ["where nothing listens", (password) => `postgresql://me:${password}@127.0.0.1:9/app`],
  ["of an unknown host", (password) => `mysql://me:${password}@no-such-host.invalid/app`],
  ["of an unknown database", (password) => `postgresql://postgres:${password}@127.0.0.1/at_no_such_database`],
  ["that the server refuses", (password) => `mysql://root:${password}@127.0.0.1/mysql`],
  ["of an unknown kind", (password) => `nosuchkind://me:${password}@localhost/app`],
  ["of an unknown driver", (password) => `postgresql+nosuchdriver://me:${password}@localhost/app`],
  ["with a bad port", (password) => `postgresql://me:${password}@localhost:port/app`],
  ["with an unknown parameter", (password) => `postgresql://me@localhost/app?password=${password}&nosuch=1`],
  ["with the parameter misspelt", (password) => `postgresql://me@127.0.0.1:9/app?passwrod=${password}`],
  ["without its colon", (password) => `postgresql//me:${password}@localhost/app`],
  ["with one slash", (password) => `postgresql:/me:${password}@localhost/app`],
  ["without a kind", (password) => `me:${password}@localhost/app`],
  ["with a blank", (password) => `postgresql://me:${password}@local host/app`],
];

const passwords = ["s3cr3t-w0rd", "p@ss:w/rd#?&", "%41'\"`$x", "pässwörd…"];

let project: CliProject;
afterEach(() => project?.remove());

/** Every form in which the password would be readable. */
function expectHidden(output: string, password: string): void {
  for (const form of [password, encodeURIComponent(password), decodeURI(encodeURI(password))]) {
    expect(output).not.toContain(form);
  }
}

const cases = failingUrls.flatMap(([title, url]) =>
  passwords.map((password) => ({ title, password, url: url(encodeURIComponent(password)) })),
);

describe("a URL that fails is not shown with its password, whatever the command", () => {
  let said: readonly string[];
  let folder: CliProject;
  beforeAll(async () => {
    folder = new CliProject("x");
    const names = cases.map(({ url }, index) => {
      folder.write(`${index}.ini`, iniText(url));
      return join(folder.folder, `${index}.ini`);
    });
    folder.addRevision({ id: "aaa1", down: null, upgrade: "" });
    const { stdout, stderr } = await folder.runScript("password-worker.ts", names);
    said = cases.map((_, index) =>
      [stdout, stderr]
        .flatMap((text) => text.split(/\n=== /).filter((part) => part.startsWith(`${index}\n`)))
        .join("\n"),
    );
  });
  afterAll(() => folder.remove());

  test.each(cases)("$title: $password", ({ title, password, url }) => {
    const text = said[cases.findIndex((each) => each.title === title && each.url === url)] ?? "";
    expect(text.match(/status (255|1)$/gm)).toHaveLength(2);
    expectHidden(text, password);
  });
});

describe("an ini with a password", () => {
  test("whose per cent sign is not doubled is refused without showing it", async () => {
    project = new CliProject("x");
    project.write(
      "alembic.ini",
      "[alembic]\nscript_location = %(here)s/alembic\nsqlalchemy.url = postgresql://me:s3cr3t%word@localhost/app\n",
    );
    const { status, stdout, stderr } = await project.run(["current"]);
    expect(status).not.toBe(0);
    expectHidden(stdout + stderr, "s3cr3t%word");
  });
});

describe("an env.ts", () => {
  beforeEach(() => {
    project = new CliProject("postgresql://me:s3cr3t-w0rd@localhost/app");
  });

  test.each([
    ["throws an error with the URL in it", "throw new Error('cannot use ' + url);"],
    ["throws an object with the URL in it", "throw { settings: { url }, name: 'TypeError' };"],
    ["throws the URL", "throw url;"],
    ["throws with a cause", "throw new Error('no', { cause: new Error('cannot use ' + url) });"],
    [
      "throws what a driver would",
      "throw Object.assign(new Error('no'), { config: { connectionString: url } });",
    ],
  ])("that %s shows no password", async (_title, statement) => {
    project.write(
      "alembic/env.ts",
      `import { context } from "alembic-ts";\nconst url = context.config.getMainOption("sqlalchemy.url");\n${statement}\n`,
    );
    const { status, stdout, stderr } = await project.run(["current"]);
    expect(status).not.toBe(0);
    expectHidden(stdout + stderr, "s3cr3t-w0rd");
  });
});

const { mariadb } = testServers();

test.skipIf(mariadb === null)("a statement that fails does not show the URL that stands in it", async () => {
  project = new CliProject(mariadb ?? "");
  project.addRevision({
    id: "aaa1",
    down: null,
    upgrade: '  await op.execute("SELECT nothing FROM `mysql://me:s3cr3t-w0rd@host/db`");',
  });
  const { status, stdout, stderr } = await project.run(["upgrade", "head"]);
  expect(status).toBe(255);
  expectHidden(stdout + stderr, "s3cr3t-w0rd");
});
