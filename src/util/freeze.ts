/** Freezes one level and gives the same object back, so that factories read as one expression. */
export function freeze<T extends object>(value: T): Readonly<T> {
  return Object.freeze(value);
}
