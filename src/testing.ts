export { captureDirectives } from "./operations/capture-directives.ts";
