import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { installedPackage } from "../test/support/installed-package.ts";
import { Project } from "./project.ts";
import type { DatabaseName, Tool } from "./tool.ts";

const execute = promisify(execFile);
const root = resolve(import.meta.dirname, "..");

/** Installs tools, each once into a folder of its own, and makes projects with them. */
export class Lab {
  readonly #cache: string;
  readonly #peerNode: string;
  readonly #projects: Project[] = [];

  /** @param peerNode the Node program that runs the other tools; their database drivers may have no build for a newer one */
  constructor(cache: string, peerNode: string) {
    this.#cache = cache;
    this.#peerNode = peerNode;
  }

  /** An empty project of a tool on a new database. */
  async project(tool: Tool, database: DatabaseName): Promise<Project> {
    const installed = await this.#install(tool.folder);
    const node = dirname(tool.folder === "alembic-ts" ? process.execPath : this.#peerNode);
    const project = await Project.create({ installed, node, database });
    this.#projects.push(project);
    await tool.setUp(project);
    return project;
  }

  async #install(name: string): Promise<string> {
    if (name === "alembic-ts") return installedPackage();
    const source = join(root, "comparison/tools", name, "package.json");
    const folder = join(this.#cache, name);
    const wanted = await readFile(source, "utf8");
    const marker = join(folder, "installed.json");
    if ((await readFile(marker, "utf8").catch(() => null)) === wanted) return folder;
    await mkdir(folder, { recursive: true });
    await copyFile(source, join(folder, "package.json"));
    const env = { ...process.env, PATH: `${dirname(this.#peerNode)}:${process.env.PATH}` };
    await execute("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, env });
    await writeFile(marker, wanted);
    return folder;
  }

  /** Removes the projects and their databases. */
  async clear(): Promise<void> {
    for (const project of this.#projects.splice(0)) await project.remove();
  }
}
