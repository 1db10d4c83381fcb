/** A function that makes each answer once: for questions that are asked often and are few. Answers are kept for good. */
export function memoize<Arguments extends readonly unknown[], Answer>(
  keyOf: (...args: Arguments) => string,
  answer: (...args: Arguments) => Answer,
): (...args: Arguments) => Answer {
  const known = new Map<string, Answer>();
  return (...args) => {
    const key = keyOf(...args);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = answer(...args);
    known.set(key, made);
    return made;
  };
}
