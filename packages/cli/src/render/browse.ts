import type { CodeName, Icd10cm } from '@medcode/core/codesets/icd10cm';
import type { TabularNote } from '@medcode/core/codesets/tabular-note';
import type { Release } from '@medcode/core/model/release';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';
import { NOTE_WORDS } from './wording.js';

/** A place of the Tabular List and what stands directly below it. */
export interface TabularPlace {
  readonly kind: 'list' | 'chapter' | 'section' | 'code';
  readonly code: string;
  readonly title: string;
  readonly date: string;
  readonly billable: boolean;
  readonly parents: readonly CodeName[];
  /** Notes that stand here; those from above apply too (medcode lookup). */
  readonly notes: readonly TabularNote[];
  readonly seventhCharacters?: NonNullable<ReturnType<Icd10cm['seventhCharacters']>>;
  readonly children: readonly TabularChild[];
  /** The places before and after on the same level. */
  readonly before?: string;
  readonly after?: string;
  readonly releases: readonly Release[];
}

export interface TabularChild extends CodeName {
  /** Billable codes below, or 1 for a billable code itself. */
  readonly codes: number;
  readonly billable: boolean;
}

export function renderBrowse(place: TabularPlace): string {
  const lines: string[] = [];
  place.parents.forEach(({ code, title }, depth) => lines.push(...labelled(code, title, depth).map((line) => pc.dim(line))));
  const standing = place.kind !== 'code' ? '' : place.billable ? ' · ● billable' : ' · ○ not billable';
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
