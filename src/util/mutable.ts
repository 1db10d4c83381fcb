/** The same object, still being filled. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
