/** An application's schema, as a Debian package brings it. */
export interface ForeignSchema {
  readonly application: string;
  readonly database: "postgresql" | "mariadb" | "sqlite";
  /** The Debian package that holds the files. */
  readonly debianPackage: string;
  /** SQL files below the package's root, run one after the other; `.gz` files are unpacked. */
  readonly files: readonly string[];
  /** What the files take for granted, such as a role or a schema; runs before them. */
  readonly prelude?: string | undefined;
  /** How many tables it has at least; fewer mean that it was not loaded. */
  readonly tables: number;
}

const roundcube = "usr/share/dbconfig-common/data/roundcube/install";
const freeradius = ["main", "ippool", "dhcp", "ippool-dhcp", "cui", "moonshot-targeted-ids"];
const freeradiusFiles = (database: string): readonly string[] =>
  freeradius.map((module) => `etc/freeradius/3.0/mods-config/sql/${module}/${database}/schema.sql`);

/** The schemas that the round trip is tried with: eighteen applications on three databases. */
export const foreignSchemas: readonly ForeignSchema[] = [
  {
    application: "Zabbix",
    database: "postgresql",
    debianPackage: "zabbix-server-pgsql",
    files: ["usr/share/zabbix-server-pgsql/schema.sql.gz"],
    tables: 170,
  },
  {
    application: "LedgerSMB",
    database: "postgresql",
    debianPackage: "ledgersmb",
    files: ["usr/share/ledgersmb/sql/Pg-database.sql"],
    prelude: "CREATE FUNCTION person__get_my_entity_id() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
    tables: 120,
  },
  {
    application: "Icinga DB",
    database: "postgresql",
    debianPackage: "icingadb",
    files: ["usr/share/icingadb/schema/pgsql/schema.sql"],
    prelude: "CREATE EXTENSION IF NOT EXISTS citext;",
    tables: 60,
  },
  {
    application: "Kea DHCP",
    database: "postgresql",
    debianPackage: "kea-admin",
    files: ["usr/share/kea/scripts/pgsql/dhcpdb_create.pgsql"],
    tables: 50,
  },
  {
    application: "Icinga 2 IDO",
    database: "postgresql",
    debianPackage: "icinga2-ido-pgsql",
    files: ["usr/share/icinga2-ido-pgsql/schema/pgsql.sql"],
    tables: 60,
  },
  {
    application: "MediaWiki",
    database: "postgresql",
    debianPackage: "mediawiki",
    files: [
      "usr/share/mediawiki/maintenance/postgres/tables-generated.sql",
      "usr/share/mediawiki/maintenance/postgres/tables.sql",
    ],
    tables: 50,
  },
  {
    application: "Tiny Tiny RSS",
    database: "postgresql",
    debianPackage: "tt-rss",
    files: ["usr/share/tt-rss/schema/ttrss_schema_pgsql.sql"],
    tables: 30,
  },
  {
    application: "Request Tracker",
    database: "postgresql",
    debianPackage: "request-tracker5",
    files: ["usr/share/request-tracker5/etc/schema.Pg"],
    tables: 25,
  },
  {
    application: "Bacula",
    database: "postgresql",
    debianPackage: "bacula-director-pgsql",
    files: ["usr/share/dbconfig-common/data/bacula-director-pgsql/install/pgsql"],
    tables: 25,
  },
  {
    application: "ejabberd",
    database: "postgresql",
    debianPackage: "ejabberd",
    files: ["usr/share/ejabberd/sql/pg.new.sql"],
    tables: 30,
  },
  {
    application: "Roundcube",
    database: "postgresql",
    debianPackage: "roundcube-core",
    files: [`${roundcube}/pgsql`],
    tables: 15,
  },
  {
    application: "PowerDNS",
    database: "postgresql",
    debianPackage: "pdns-backend-pgsql",
    files: ["usr/share/pdns-backend-pgsql/schema/schema.pgsql.sql"],
    tables: 7,
  },
  {
    application: "FreeRADIUS",
    database: "postgresql",
    debianPackage: "freeradius-config",
    files: freeradiusFiles("postgresql"),
    tables: 12,
  },
  {
    application: "Zabbix",
    database: "mariadb",
    debianPackage: "zabbix-server-mysql",
    files: ["usr/share/zabbix-server-mysql/schema.sql.gz"],
    tables: 170,
  },
  {
    application: "Cacti",
    database: "mariadb",
    debianPackage: "cacti",
    files: ["usr/share/cacti/conf_templates/cacti.sql"],
    tables: 90,
  },
  {
    application: "Icinga DB",
    database: "mariadb",
    debianPackage: "icingadb",
    files: ["usr/share/icingadb/schema/mysql/schema.sql"],
    tables: 60,
  },
  {
    application: "Kea DHCP",
    database: "mariadb",
    debianPackage: "kea-admin",
    files: ["usr/share/kea/scripts/mysql/dhcpdb_create.mysql"],
    tables: 50,
  },
  {
    application: "Icinga 2 IDO",
    database: "mariadb",
    debianPackage: "icinga2-ido-mysql",
    files: ["usr/share/icinga2-ido-mysql/schema/mysql.sql"],
    tables: 60,
  },
  {
    application: "MediaWiki",
    database: "mariadb",
    debianPackage: "mediawiki",
    files: ["usr/share/mediawiki/maintenance/tables-generated.sql"],
    tables: 50,
  },
  {
    application: "Tiny Tiny RSS",
    database: "mariadb",
    debianPackage: "tt-rss",
    files: ["usr/share/tt-rss/schema/ttrss_schema_mysql.sql"],
    tables: 30,
  },
  {
    application: "Request Tracker",
    database: "mariadb",
    debianPackage: "request-tracker5",
    files: ["usr/share/request-tracker5/etc/schema.mysql"],
    tables: 25,
  },
  {
    application: "Bacula",
    database: "mariadb",
    debianPackage: "bacula-director-mysql",
    files: ["usr/share/dbconfig-common/data/bacula-director-mysql/install/mysql"],
    tables: 25,
  },
  {
    application: "ejabberd",
    database: "mariadb",
    debianPackage: "ejabberd",
    files: ["usr/share/ejabberd/sql/mysql.new.sql"],
    tables: 30,
  },
  {
    application: "phpMyAdmin",
    database: "mariadb",
    debianPackage: "phpmyadmin",
    files: ["usr/share/dbconfig-common/data/phpmyadmin/install/mysql"],
    tables: 15,
  },
  {
    application: "Roundcube",
    database: "mariadb",
    debianPackage: "roundcube-core",
    files: [`${roundcube}/mysql`],
    tables: 15,
  },
  {
    application: "PowerDNS",
    database: "mariadb",
    debianPackage: "pdns-backend-mysql",
    files: ["usr/share/pdns-backend-mysql/schema/schema.mysql.sql"],
    tables: 7,
  },
  {
    application: "FreeRADIUS",
    database: "mariadb",
    debianPackage: "freeradius-config",
    files: freeradiusFiles("mysql"),
    tables: 12,
  },
  {
    application: "Zabbix proxy",
    database: "sqlite",
    debianPackage: "zabbix-proxy-sqlite3",
    files: ["usr/share/zabbix-proxy-sqlite3/schema.sql.gz"],
    tables: 170,
  },
  {
    application: "MediaWiki",
    database: "sqlite",
    debianPackage: "mediawiki",
    files: ["usr/share/mediawiki/maintenance/sqlite/tables-generated.sql"],
    tables: 50,
  },
  {
    application: "Bacula",
    database: "sqlite",
    debianPackage: "bacula-director-sqlite3",
    files: ["usr/share/dbconfig-common/data/bacula-director-sqlite3/install/sqlite3"],
    tables: 25,
  },
  {
    application: "Request Tracker",
    database: "sqlite",
    debianPackage: "request-tracker5",
    files: ["usr/share/request-tracker5/etc/schema.SQLite"],
    tables: 25,
  },
  {
    application: "ejabberd",
    database: "sqlite",
    debianPackage: "ejabberd",
    files: ["usr/share/ejabberd/sql/lite.new.sql"],
    tables: 30,
  },
  {
    application: "Roundcube",
    database: "sqlite",
    debianPackage: "roundcube-core",
    files: [`${roundcube}/sqlite3`],
    tables: 15,
  },
  {
    application: "PowerDNS",
    database: "sqlite",
    debianPackage: "pdns-backend-sqlite3",
    files: ["usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"],
    tables: 7,
  },
  {
    application: "FreeRADIUS",
    database: "sqlite",
    debianPackage: "freeradius-config",
    files: freeradiusFiles("sqlite"),
    tables: 12,
  },
];
