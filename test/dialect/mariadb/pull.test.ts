import { describePull } from "../pull-contract.ts";

describePull("MariaDB", {
  kind: "mariadb",
  schema: `
CREATE SEQUENCE ticket_no START WITH 100 INCREMENT BY 5;
CREATE TABLE team (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(50) NOT NULL COMMENT 'as people say it \${x} \` */',
  mood enum('sad', 'ok', 'it''s "fine"') NOT NULL DEFAULT 'ok',
  flags set('a', 'b') DEFAULT 'a,b',
  active tinyint(1) NOT NULL DEFAULT 1,
  lead_id int,
  UNIQUE KEY name (name),
  UNIQUE KEY uq_mood (mood, active)
) ENGINE=InnoDB COMMENT='a "team"';
CREATE TABLE \`class\` (
  id bigint NOT NULL,
  \`großer Name\` text CHARACTER SET latin1,
  price decimal(10,2) unsigned DEFAULT 1.50 CHECK (price > 0),
  qty int,
  total decimal(20,2) AS (price * qty) STORED,
  team_id int unsigned,
  created datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  stamp timestamp NULL DEFAULT NULL,
  ticket bigint DEFAULT nextval(ticket_no),
  data json,
  picture mediumblob,
  y year,
  fulltext_me longtext,
  PRIMARY KEY (id),
  KEY ix_class_team_id (team_id),
  KEY by_name (\`großer Name\`(20), qty DESC),
  FULLTEXT KEY words (fulltext_me),
  CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES team (id) ON DELETE CASCADE ON UPDATE SET NULL,
  CONSTRAINT positive CHECK (qty > 0 and qty < 100)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED;
CREATE TABLE person (
  id int NOT NULL PRIMARY KEY,
  boss int,
  FOREIGN KEY (boss) REFERENCES person (id)
);
ALTER TABLE team ADD CONSTRAINT team_lead FOREIGN KEY (lead_id) REFERENCES person (id);
ALTER TABLE person ADD COLUMN team_id int unsigned, ADD FOREIGN KEY (team_id) REFERENCES team (id);
CREATE TABLE counted (
  code varchar(200) NOT NULL,
  number int NOT NULL AUTO_INCREMENT,
  note text NOT NULL,
  PRIMARY KEY (code, note(30)),
  KEY number (number)
);
CREATE TABLE \`user-accounts\` (a int, \`2fa\` varchar(10));
CREATE TABLE user_accounts (a int) ENGINE=MyISAM;
CREATE VIEW names AS SELECT name FROM team;
`,
});
