/**
 * A class without its private members, which would tie the type to one copy of the package: two copies of it, such as
 * an application's and a library's, take each other's objects.
 */
export type PublicMembers<T> = Pick<T, keyof T>;
