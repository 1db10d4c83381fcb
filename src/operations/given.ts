/** The members that were given: those that are not `undefined`. */
export function given<T extends object>(members: T): T {
  // Leaving out undefined members keeps the type: all of them are optional.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
