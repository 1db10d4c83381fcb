export { type CaptureContext, type CaptureOptions, captureContext } from "./testing/capture-context.ts";
export { captureDirectives } from "./testing/capture-directives.ts";
export { type ConnectionSubject, connectionContract } from "./testing/connection-contract.ts";
export type { ContractRule } from "./testing/contract-rule.ts";
export { type DialectSubject, dialectContract } from "./testing/dialect-contract.ts";
export { type ModelsSubject, modelsContract } from "./testing/models-contract.ts";
