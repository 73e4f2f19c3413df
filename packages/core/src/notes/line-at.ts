/** The line a place of a text stands in, from 1, whatever ends its lines. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  const to = Math.min(offset, text.length);
  for (let i = 0; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && (i + 1 === to || text.charCodeAt(i + 1) !== 10))) line++;
  }
  return line;
}
