import type { NoteKind } from '@medcode/core/codesets/tabular';
import pc from 'picocolors';
import type { TabularPlace } from '../commands/browse.js';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

const NOTE_WORDS: Readonly<Record<NoteKind, string>> = {
  includes: 'Includes',
  inclusionTerm: 'Inclusion term',
  excludes1: 'Excludes1 (never together)',
  excludes2: 'Excludes2 (not included here, may be coded too)',
  codeFirst: 'Code first',
  useAdditionalCode: 'Use additional code',
  codeAlso: 'Code also',
  notes: 'Note',
  sevenChrNote: '7th character',
};

export function renderBrowse(place: TabularPlace): string {
  const lines: string[] = [];
  place.parents.forEach(({ code, title }, depth) => lines.push(...labelled(code, title, depth).map((line) => pc.dim(line))));
  const standing = place.kind !== 'code' ? '' : place.billable ? '  ● billable' : '  ○ not billable';
  lines.push(...labelled(pc.bold(place.code), `${place.title}${standing}`, place.parents.length, place.code.length + 2));
  let last = '';
  for (const note of place.notes) {
    if (note.kind !== last) lines.push('', `  ${pc.underline(NOTE_WORDS[note.kind])}`);
    last = note.kind;
    lines.push(...wrap(note.text, 4, 6));
  }
  if (place.seventhCharacters) {
    lines.push('', `  ${pc.underline('7th characters')}`);
    for (const { char, text } of place.seventhCharacters.characters) lines.push(...labelled(char, text, 4));
  }
  if (place.children.length > 0) {
    lines.push('');
    const column = Math.max(...place.children.map(({ code }) => code.length)) + 2;
    for (const child of place.children) {
      const count = child.billable ? '' : ` · ${child.codes} ${child.codes === 1 ? 'code' : 'codes'}`;
      lines.push(...labelled(child.code, `${child.billable ? '●' : '○'} ${child.title}${count}`, 2, column));
    }
    lines.push('', pc.dim('● billable   ○ not billable, more below'));
  }
  const near = [place.before && `before: ${place.before}`, place.after && `after: ${place.after}`].filter(Boolean).join('   ');
  if (near) lines.push('', pc.dim(near));
  lines.push(
    '',
    ...wrap(place.releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · '), 0).map((line) =>
      pc.dim(line),
    ),
  );
  return `${lines.join('\n')}\n`;
}
