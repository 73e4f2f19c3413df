import { width } from '../output.js';

/** A head (a code, a date) and text beside it, broken so that each line fits; continuation lines stand under the text. */
export function labelled(head: string, text: string, indent: number, column = head.length + 2): string[] {
  const room = Math.max(24, width() - indent - column);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((part, i) => `${' '.repeat(indent)}${(i === 0 ? head : '').padEnd(column)}${part}`.trimEnd());
}
