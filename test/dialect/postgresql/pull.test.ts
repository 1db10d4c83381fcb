import { describePull } from "../pull-contract.ts";

const schema = `
CREATE TYPE mood AS ENUM ('sad', 'ok', 'it''s "fine" \${x} \`');
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE SEQUENCE ticket_no START 100 INCREMENT 5;
CREATE TABLE team (
  id serial PRIMARY KEY,
  name varchar(50) NOT NULL UNIQUE,
  lead_id integer,
  mood mood NOT NULL DEFAULT 'ok',
  moods mood[]
);
COMMENT ON TABLE team IS E'a "team" */ // \${boom}\\n\`x\`';
COMMENT ON COLUMN team.name IS 'as people say it';
CREATE TABLE "class" (
  id bigint GENERATED ALWAYS AS IDENTITY (START 10) PRIMARY KEY,
  "großer Name" text COLLATE "C",
  ticket bigint DEFAULT nextval('ticket_no'),
  pct percent DEFAULT 5,
  price numeric(10,2) CHECK (price > 0),
  qty int,
  total numeric GENERATED ALWAYS AS (price * qty) STORED,
  team_id int REFERENCES team (id) ON DELETE CASCADE,
  created timestamptz(3) NOT NULL DEFAULT now(),
  tags text[] DEFAULT '{}',
  data jsonb,
  period tstzrange,
  UNIQUE (team_id, qty) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_class_team_id ON "class" (team_id);
CREATE UNIQUE INDEX class_lower ON "class" (lower("großer Name") DESC NULLS LAST) INCLUDE (qty) WHERE qty > 0;
CREATE INDEX ON "class" USING gin (data jsonb_path_ops);
CREATE TABLE person (
  id int PRIMARY KEY,
  boss int REFERENCES person DEFERRABLE INITIALLY DEFERRED,
  team int CONSTRAINT fk_team REFERENCES team (id)
);
ALTER TABLE team ADD CONSTRAINT team_lead FOREIGN KEY (lead_id) REFERENCES person (id);
CREATE TABLE "user-accounts" (
  a int, b int, "2fa" text,
  PRIMARY KEY (b, a), UNIQUE (a), CONSTRAINT ex EXCLUDE USING btree (a WITH =)
);
CREATE TABLE user_accounts (x int, "a.b" text, "constructor" int);
CREATE TABLE user_emails (extra int) INHERITS (user_accounts);
CREATE TABLE measurement (id int, day date) PARTITION BY RANGE (day);
CREATE TABLE measurement_2026 PARTITION OF measurement FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW names AS SELECT name FROM team;
CREATE UNLOGGED TABLE fast (
  id smallint PRIMARY KEY, b bit(3), i interval day to second, c char(3)
) WITH (fillfactor = 70);
`;

describePull("PostgreSQL", { kind: "postgresql", schema });

describePull("several schemas on PostgreSQL", {
  kind: "postgresql",
  schema: `
CREATE SCHEMA audit;
CREATE TYPE audit.action AS ENUM ('insert', 'delete');
CREATE SEQUENCE audit.numbers;
CREATE TABLE account (id serial PRIMARY KEY);
CREATE TABLE audit.account (
  id serial PRIMARY KEY,
  account_id int NOT NULL REFERENCES account (id),
  action audit.action NOT NULL DEFAULT 'insert',
  number bigint DEFAULT nextval('audit.numbers')
);
CREATE INDEX ON audit.account (account_id);
`,
  options: ["--schema", "public", "--schema", "audit"],
  schemas: ["audit"],
});
