import { TinySchema } from "./tiny-orm.ts";

export const schema: TinySchema = new TinySchema()
  .entity("author", { id: "id", name: "text" })
  .entity("book", { id: "id", title: "text", lent: "flag" });
