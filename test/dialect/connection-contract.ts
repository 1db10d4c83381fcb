import { type ConnectionSubject, connectionContract as rules } from "../../src/testing.ts";
import { keepsContract } from "../support/keeps-contract.ts";

/** The rules that a connection keeps whatever the driver. */
export function connectionContract(subject: ConnectionSubject): void {
  keepsContract(rules(subject));
}
