import type { Code } from "../../operations/code.ts";
import type { CustomDirective } from "../../operations/custom-operations.ts";
import type { RenderContext } from "../../operations/render-context.ts";
import { ProjectRegistry } from "../../util/project-registry.ts";

/** Gives the source text of a directive: a call, or lines of text. */
export type Renderer = (context: RenderContext, directive: CustomDirective) => Code | readonly string[];

const byKind: ProjectRegistry<Renderer | null> = new ProjectRegistry();

/** How directives become source text where the built-in way is not wanted; for third parties. */
export const renderers: {
  /** Renders directives of a kind with this function from now on; without one, the built-in way again. */
  dispatchFor(kind: string, renderer: Renderer | undefined): void;
} = {
  dispatchFor(kind, renderer) {
    byKind.set(kind, renderer ?? null);
  },
};

/** The function registered for a kind of directive. */
export function rendererOf(kind: string): Renderer | undefined {
  return byKind.get(kind) ?? undefined;
}
