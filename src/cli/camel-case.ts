/** `rev-range` becomes `revRange`. */
export function camelCase(name: string): string {
  return name.replace(/[-_](\w)/g, (_dash, letter: string) => letter.toUpperCase());
}
