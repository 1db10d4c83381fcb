import { type OpResult, op, sa } from "../../src/index.ts";

/** A third party's directive, operation and dialect options, merged into the package's types. */
declare module "../../src/index.ts" {
  interface CustomOperations {
    createView(name: string, text: string): OpResult<void>;
  }
  interface CustomDirectives {
    create_view: { readonly kind: "create_view"; readonly name: string; readonly text: string };
  }
  interface DialectOptions {
    readonly duckdb?: { readonly pragma?: string | undefined } | undefined;
  }
}

export function registerViews(): void {
  op.registerOperation("createView", {
    kind: "create_view",
    build: (name: string, text: string) => ({ kind: "create_view", name, text }) as const,
    execute: (operations, { name, text }) => operations.execute(`CREATE VIEW ${name} AS ${text}`),
    reverse: ({ name }) => ({ kind: "execute", statement: `DROP VIEW ${name}`, executionOptions: {} }),
    render: ({ name, text }, r) => r.operation("createView", [r.value(name), r.value(text)]),
  });
  op.createView("v", "SELECT 1");
  op.invoke({ kind: "create_view", name: "v", text: "SELECT 1" });
  op.createTable("t", [sa.column("a", sa.text())], { duckdb: { pragma: "x" } });
}
