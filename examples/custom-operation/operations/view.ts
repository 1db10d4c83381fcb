import { type OpResult, op, sql } from "alembic-ts";

export interface View {
  readonly name: string;
  /** The query behind it. */
  readonly text: string;
}

export interface CreateViewOp {
  readonly kind: "create_view";
  readonly view: View;
}

/** Holds the whole view, so that the step can be taken back. */
export interface DropViewOp {
  readonly kind: "drop_view";
  readonly view: View;
}

export interface ReplaceViewOp {
  readonly kind: "replace_view";
  readonly from: View;
  readonly to: View;
}

declare module "alembic-ts" {
  interface CustomOperations {
    /** Creates a view. */
    createView(view: View): OpResult<unknown>;
    /** Drops a view; its text is kept for the way back. */
    dropView(view: View): OpResult<unknown>;
    /** Drops a view and creates another. */
    replaceView(from: View, to: View): OpResult<unknown>;
  }
  interface CustomDirectives {
    readonly create_view: CreateViewOp;
    readonly drop_view: DropViewOp;
    readonly replace_view: ReplaceViewOp;
  }
}

op.registerOperation("createView", {
  kind: "create_view",
  build: (view: View): CreateViewOp => ({ kind: "create_view", view }),
  execute: (operations, { view }) =>
    operations.execute(sql`CREATE VIEW ${sql.id(view.name)} AS ${sql.raw(view.text)}`),
  reverse: ({ view }): DropViewOp => ({ kind: "drop_view", view }),
  toDiffTuple: ({ view }) => ["add_view", view.name],
  render: ({ view }, r) => r.operation("createView", [r.value(view)]),
});

op.registerOperation("dropView", {
  kind: "drop_view",
  build: (view: View): DropViewOp => ({ kind: "drop_view", view }),
  execute: (operations, { view }) => operations.execute(sql`DROP VIEW ${sql.id(view.name)}`),
  reverse: ({ view }): CreateViewOp => ({ kind: "create_view", view }),
  toDiffTuple: ({ view }) => ["remove_view", view.name],
  render: ({ view }, r) => r.operation("dropView", [r.value(view)]),
});

op.registerOperation("replaceView", {
  kind: "replace_view",
  build: (from: View, to: View): ReplaceViewOp => ({ kind: "replace_view", from, to }),
  async execute(operations, { from, to }) {
    await operations.dropView(from);
    await operations.createView(to);
  },
  reverse: ({ from, to }): ReplaceViewOp => ({ kind: "replace_view", from: to, to: from }),
  toDiffTuple: ({ to }) => ["modify_view", to.name],
  render: ({ from, to }, r) => r.operation("replaceView", [r.value(from), r.value(to)]),
});
