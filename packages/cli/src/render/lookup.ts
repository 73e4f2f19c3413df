import type { Lookup } from '@medcode/core/codesets/icd10cm';
import pc from 'picocolors';
import { wrap } from './layout.js';
import { EVENT_WORDS, NOTE_WORDS } from './wording.js';

export function renderLookup(answer: Lookup): string {
  const lines: string[] = [];
  const state = answer.valid ? (answer.billable ? pc.green('billable') : pc.yellow('header, not billable')) : pc.red('not valid');
  lines.push(`${pc.bold(answer.code)}  ${answer.title || '(no title at hand)'}`, `${state} on ${answer.date}`);
  if (answer.reason) lines.push(...wrap(answer.reason, 0));
  if (answer.nearest && answer.nearest.length > 0) {
    lines.push('', 'Nearest');
    for (const { code, title } of answer.nearest) lines.push(...wrap(`${code.padEnd(9)} ${title}`, 2, 12));
  }
  if (answer.parents.length > 0) {
    lines.push('', 'Where it stands');
    answer.parents.forEach(({ code, title }, depth) => lines.push(...wrap(`${code}  ${title}`, 2 + depth, 4 + depth)));
  }
  if (answer.children.length > 0) {
    lines.push('', 'Below it');
    for (const child of answer.children.slice(0, 40))
      lines.push(...wrap(`${child.code.padEnd(9)} ${child.billable ? ' ' : '·'} ${child.title}`, 2, 14));
    if (answer.children.length > 40) lines.push(`  … ${answer.children.length - 40} more`);
  }
  if (answer.notes.length > 0) {
    lines.push('', 'Notes that apply');
    let last = '';
    for (const note of answer.notes) {
      const head = `${NOTE_WORDS[note.kind]} · ${note.from === answer.code.replace('.', '') ? 'here' : `from ${dotted(note.from)}`}`;
      if (head !== last) lines.push(`  ${pc.underline(head)}`);
      last = head;
      lines.push(...wrap(note.text, 4, 6));
    }
  }
  if (answer.seventhCharacters) {
    lines.push('', `7th characters (defined at ${dotted(answer.seventhCharacters.from)})`);
    for (const { char, text } of answer.seventhCharacters.characters) lines.push(...wrap(`${char}  ${text}`, 2, 5));
  }
  if (answer.valid) {
    lines.push('', 'Limits');
    lines.push(`  sex: ${answer.sex === 'F' ? 'female only' : answer.sex === 'M' ? 'male only' : 'none'}`);
    lines.push(`  age: ${answer.ages ? answer.ages.map((age) => `${age.category} ${age.from}–${age.to} years`).join(', ') : 'none'}`);
    lines.push(
      `  POA reporting: ${answer.poaExempt === 'not-checked' ? 'not checked, no POA-exempt list installed for this date → medcode data import' : answer.poaExempt ? 'exempt' : 'required'}`,
    );
    const other = answer.flags.filter((flag) => !['FEMALE', 'MALE', 'ADULT', 'PEDIATRIC', 'NEWBORN', 'MATERNITY'].includes(flag));
    if (other.length > 0) lines.push(`  Medicare Code Editor: ${other.map(flagWords).join(', ')}`);
  }
  if (answer.lifecycle.length > 0) {
    lines.push('', 'Life');
    for (const event of answer.lifecycle) {
      const what = event.codes
        ? event.codes.map((code) => `${code.code}${code.title ? ` ${code.title}` : ''}`).join('; ')
        : (event.title ?? '');
      lines.push(...wrap(`${event.date}  ${EVENT_WORDS[event.event]}${what ? ` ${what}` : ''}`, 2, 14));
    }
  }
  lines.push('', pc.dim(answer.releases.map((release) => `${release.title}${release.carried ? ' (carried forward)' : ''}`).join(' · ')));
  return `${lines.join('\n')}\n`;
}

function dotted(owner: string): string {
  return /^[A-Z]\d[0-9A-Z]{2,}$/.test(owner) ? `${owner.slice(0, 3)}.${owner.slice(3)}` : owner;
}

function flagWords(flag: string): string {
  return (
    {
      MANIF: 'manifestation, never first',
      ECODEPDX: 'external cause, never principal',
      UNACCEPTABLE: 'not accepted as principal diagnosis',
      UNSPECIFIED: 'unspecified side or site, a more specific code may exist',
      QADM: 'questionable admission as principal',
      REQSDX: 'needs a secondary diagnosis',
      WRNGPROC: 'wrong procedure performed',
    }[flag] ?? flag
  );
}
