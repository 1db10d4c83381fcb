import { resolve } from "node:path";
import { type PackedProject, packedProject } from "../support/packed-project.ts";

/** A copy of a folder of `examples/`, with the packed tarball installed. */
export function exampleProject(name: string): Promise<PackedProject> {
  return packedProject({ from: resolve(import.meta.dirname, "../../examples", name) });
}

/** The identifier in the name of a revision file. */
export function idOf(path: string | undefined): string {
  return /([0-9a-f]{12})_[^/]*$/.exec(path ?? "")?.[1] ?? "";
}

/** The number of the line that holds a text, from 1. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split("\n").length;
}
