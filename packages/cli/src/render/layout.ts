import { width } from '../output.js';

/** Breaks text at spaces so that each line fits; continuation lines are indented. */
export function wrap(text: string, indent: number, hanging = indent): string[] {
  const room = Math.max(30, width() - indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > room - (lines.length > 0 ? hanging - indent : 0)) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines.map((part, i) => ' '.repeat(i === 0 ? indent : hanging) + part);
}

/** One line, cut at a width with an ellipsis. */
export function cut(text: string, length: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= length ? flat : `${flat.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
}
