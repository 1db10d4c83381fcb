export { type ImportOptions, importModule } from "./import-module.ts";
export { installLoader, type LoaderOptions } from "./install-loader.ts";
