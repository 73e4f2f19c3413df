/** The line a place of a text stands in, from 1, whatever ends its lines. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
