/** Whether the path of a database inside the process means memory: absent, empty or `:memory:`. */
export function isMemoryPath(path: string | null): boolean {
  return path === null || path === "" || path === ":memory:" || path === "memory://";
}
