import mysql from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEngine } from "../../../src/connection/index.ts";
import { defaultServers, testServers } from "../../support/servers.ts";
import { connectionContract } from "../connection-contract.ts";

const describeServer = describe.skipIf(testServers().mariadb === null);
const server = testServers().mariadb ?? defaultServers.mariadb;
const database = `at_connection_${process.pid}`;
const url = server.replace(/\/[^/]*$/, `/${database}`);
const placeholder = (): string => "?";

beforeAll(() => createEngine(server).connect((admin) => admin.execute(`CREATE DATABASE ${database}`)));
afterAll(() => createEngine(server).connect((admin) => admin.execute(`DROP DATABASE ${database}`)));

describeServer("mysql2", () => {
  connectionContract({ engine: () => createEngine(url), placeholder, hasTransactionalDdl: false });
});

describeServer("the package mariadb", () => {
  const engine = () => createEngine(url.replace(/^\w+:/, "mariadb+mariadb:"));
  connectionContract({ engine, placeholder, hasTransactionalDdl: false });

  test("cancel() ends the running statement, the connection goes on", async () => {
    await engine().connect(async (connection) => {
      expect(connection.driverName).toBe("mariadb");
      const running = connection.execute("SELECT SLEEP(30) FROM (SELECT 1) AS x WHERE SLEEP(30) = 5");
      setTimeout(() => void connection.cancel(), 100);
      const started = performance.now();
      await running.catch(() => {});
      expect(performance.now() - started).toBeLessThan(5000);
      expect((await connection.execute("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    });
  });
});

describeServer("the user's own mysql2 pool, one statement at a time", () => {
  const pool = mysql.createPool({ uri: url.replace("mariadb:", "mysql:"), connectionLimit: 1 });
  afterAll(() => pool.end());
  connectionContract({ engine: () => createEngine(pool), placeholder, hasTransactionalDdl: false });
});

describeServer("a transaction of MySQL", () => {
  test("what follows DDL is not committed statement by statement", async () => {
    await createEngine(url).connect(async (connection) => {
      await connection.executeScript("CREATE TABLE after_ddl (a INT)");
      await connection.begin();
      await connection.execute("ALTER TABLE after_ddl ADD COLUMN b INT");
      await connection.execute("INSERT INTO after_ddl VALUES (1, 1)");
      await connection.rollback();
      expect((await connection.execute("SELECT * FROM after_ddl")).rows).toEqual([]);
    });
  });

  test("releasing a savepoint that DDL has committed is no error", async () => {
    await createEngine(url).connect(async (connection) => {
      await connection.begin();
      await connection.savepoint("one");
      await connection.execute("CREATE TABLE after_savepoint (a INT)");
      await connection.release("one");
      await connection.commit();
    });
  });
});

describeServer("a session of ours", () => {
  test("the dialect is the one of the URL, foreign drivers mean the default", async () => {
    const aliased = url.replace(/^\w+:/, "mysql+pymysql:");
    await createEngine(`${aliased}?charset=utf8mb4`).connect(async (connection) => {
      expect([connection.dialectName, connection.driverName]).toEqual(["mysql", "mysql2"]);
      expect(await connection.serverVersionText()).toContain("MariaDB");
    });
  });

  test.each(["mariadb", "mariadb+mariadb"])(
    "of %s is not left behind when its first statement fails",
    async (scheme) => {
      const own = `${url.replace(/^\w+/, scheme)}?init_command=NO%20SQL`;
      const sessions = (): Promise<number> =>
        createEngine(url).connect(async (admin) => {
          const sql =
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
          return (await admin.execute(sql)).rows.length;
        });
      const before = await sessions();
      await expect(createEngine(own).connect()).rejects.toMatchObject({ code: "CONNECTION" });
      await expect.poll(sessions, { timeout: 3000 }).toBe(before);
    },
  );

  test("an UPDATE counts the rows it found", async () => {
    await createEngine(url).connect(async (connection) => {
      await connection.executeScript("CREATE TABLE found (a INT); INSERT INTO found VALUES (1)");
      expect((await connection.execute("UPDATE found SET a = 1 WHERE a = 1")).rowCount).toBe(1);
    });
  });

  test("cancel() ends the running statement, the connection goes on", async () => {
    await createEngine(url).connect(async (connection) => {
      const running = connection.execute("SELECT SLEEP(30) FROM (SELECT 1) AS x WHERE SLEEP(30) = 5");
      setTimeout(() => void connection.cancel(), 100);
      const started = performance.now();
      await running.catch(() => {});
      expect(performance.now() - started).toBeLessThan(5000);
      expect((await connection.execute("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    });
  });

  test("a session that the server ends is noticed, and the next use says so", async () => {
    await createEngine(url).connect(async (connection) => {
      const { rows } = await connection.execute("SELECT CONNECTION_ID() AS id");
      await createEngine(url).connect((admin) => admin.execute(`KILL ${Number(rows[0]?.id)}`));
      await expect(connection.execute("SELECT 1")).rejects.toMatchObject({ code: "CONNECTION" });
      await expect(connection.execute("SELECT 1")).rejects.toThrow("was lost");
    });
  });
});

describeServer("a session that cannot be opened is explained without the password", () => {
  const user = `at_user_${process.pid}`;
  const withLogin = (url: string, login: string): string =>
    url.replace(/\/\/.*@(.*?)\/.*/, `//${login}@$1/mysql`);
  const wrongPassword = /Access denied for user 'at_user_\d+'@'\S+' \(using password: (?:YES|NO)\)/;
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["nothing listens", "mysql://me:hunter22@127.0.0.1:1/db", /nothing listens there.*ECONNREFUSED/s],
    [
      "the user is missing",
      withLogin(server, "nobody_here:hunter22"),
      /Access denied for user 'nobody_here'/,
    ],
    ["the password is wrong", withLogin(server, `${user}:hunter22`), wrongPassword],
    ["the password is missing", withLogin(server, user), wrongPassword],
    [
      "the password is wrong, with the package mariadb",
      withLogin(server, `${user}:hunter22`).replace("mariadb:", "mariadb+mariadb:"),
      wrongPassword,
    ],
    [
      "the database is another's",
      withLogin(server, `${user}:right`),
      /Access denied for user .* to database 'mysql'/,
    ],
    ["the database is missing", server.replace(/\/[^/]*$/, "/no_such_db"), /Unknown database 'no_such_db'/],
  ];

  beforeAll(() =>
    createEngine(server).connect((admin) =>
      admin.executeScript(`CREATE USER ${user}@'%' IDENTIFIED BY 'right'`),
    ),
  );
  afterAll(() => createEngine(server).connect((admin) => admin.execute(`DROP USER ${user}@'%'`)));

  test.each(cases)("%s", async (_name, bad, words) => {
    const error: unknown = await createEngine(bad)
      .connect()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "CONNECTION",
      message: expect.stringMatching(words),
      hint: expect.any(String),
    });
    expect(String((error as Error).stack)).not.toContain("hunter22");
  });
});
