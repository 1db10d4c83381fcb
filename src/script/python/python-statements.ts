/** A statement of a Python module: where it begins and where the next one does. */
export interface PythonStatement {
  readonly start: number;
  readonly end: number;
}

const token =
  /[A-Za-z]{0,2}(?:"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|#[^\n]*|\\\r?\n|[([{]|[)\]}]|\n|[A-Za-z_]\w*|[\s\S]/y;

/** The statements at the left margin of a module. Text in strings and brackets begins none. */
export function topLevelStatements(source: string): readonly PythonStatement[] {
  const starts: number[] = [];
  let depth = 0;
  let atLineStart = true;
  for (let position = source.startsWith("\uFEFF") ? 1 : 0; position < source.length; ) {
    token.lastIndex = position;
    const text = token.exec(source)?.[0] ?? "";
    if (atLineStart && depth === 0 && !/^[\s#)\]}]/.test(text)) starts.push(position);
    if (/^[([{]$/.test(text)) depth += 1;
    else if (/^[)\]}]$/.test(text)) depth = Math.max(0, depth - 1);
    atLineStart = text === "\n";
    position += Math.max(1, text.length);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? source.length }));
}
