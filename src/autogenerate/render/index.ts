export { addNamedImport, addNamespaceImport, packageName, sortedImports } from "./imports.ts";
export { type RenderOptions, renderScriptBody, renderStatements } from "./render-script-body.ts";
export { type Renderer, renderers } from "./renderers.ts";
