export {
  type CommandLineOptions,
  Config,
  type ConfigOptions,
  defaultSection,
  type HookSettings,
} from "./config.ts";
export { type EditorLookup, findEditor } from "./editor.ts";
export { environmentUrl, loadDotEnv } from "./environment-url.ts";
export * from "./logging/index.ts";
export {
  type MessageTarget,
  noMessages,
  printMessage,
  type StatusOptions,
  withStatus,
  wrapMessage,
} from "./messaging.ts";
export { silentSink, type TextSink } from "./text-sink.ts";
