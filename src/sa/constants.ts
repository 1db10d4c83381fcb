import { type SqlConstant, sqlConstant } from "../schema/server-default.ts";

/** The constant TRUE, as each dialect spells it. */
export const trueConstant = (): SqlConstant => sqlConstant(true);
/** The constant FALSE, as each dialect spells it. */
export const falseConstant = (): SqlConstant => sqlConstant(false);
/** A literal NULL. */
export const nullConstant = (): SqlConstant => sqlConstant(null);
