export { addNamedImport, sortedImports } from "./imports.ts";
export { layoutCode } from "./layout.ts";
export { type RenderOptions, renderScriptBody } from "./render-script-body.ts";
export { type Renderer, renderers } from "./renderers.ts";
export { createRenderContext, type SourceContext } from "./source-context.ts";
export { builtInTypeSource } from "./type-sources.ts";
