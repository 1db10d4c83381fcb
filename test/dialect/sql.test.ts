import { dialectNamed } from "../../src/dialect/registry.ts";
import { databaseKinds } from "../support/databases.ts";
import { sqlContract } from "./sql-contract.ts";

for (const kind of databaseKinds()) sqlContract(kind, dialectNamed(kind.name));
