import type { ReadMention } from '@medcode/core/coding/code-note';
import { lineAt } from '@medcode/core/notes/line-at';
import type { StructuredNote } from '@medcode/core/notes/structure';
import pc from 'picocolors';
import { width } from '../output.js';
import { cut } from './layout.js';

/** A note as it was read: section by section, the conditions named in each with what is said of them. */
export function renderReading(note: StructuredNote, mentions: readonly ReadMention[]): string {
  const lines: string[] = [];
  for (const section of note.sections) {
    const header = section.header.replace(/\s+/g, ' ').replace(/[:\s]+$/, '');
    lines.push(
      pc.bold(header === '' ? '(before the first header)' : header) + pc.dim(` ${section.kind}, line ${lineAt(note.text, section.start)}`),
    );
    const inside = mentions.filter((mention) => mention.start >= section.start && mention.start < section.end);
    for (const mention of inside) lines.push(mentionLine(mention, note.text));
    if (inside.length === 0) lines.push(pc.dim('    no condition named'));
  }
  lines.push('', `${note.sections.length} sections, ${mentions.length} conditions named`);
  return `${lines.join('\n')}\n`;
}

function mentionLine({ start, text, assertion, temporality, experiencer, cue }: ReadMention, note: string): string {
  const said = [
    assertion,
    temporality === 'historical' ? 'historical' : '',
    experiencer === 'other' ? 'of another person' : '',
    cue === undefined ? '' : `“${cue.replace(/\s+/g, ' ')}”`,
  ]
    .filter(Boolean)
    .join(', ');
  const place = `line ${lineAt(note, start)}`;
  const room = Math.max(20, width() - 6 - said.length - place.length - 6);
  return `    ${cut(text, room).padEnd(Math.min(room, 32))}  ${said}  ${pc.dim(place)}`;
}
