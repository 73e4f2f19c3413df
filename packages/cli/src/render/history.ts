import type { CodeWindow } from '@medcode/core/codesets/code-table';
import type { CodeName, LifeEvent } from '@medcode/core/codesets/icd10cm';
import { formatDay } from '@medcode/core/model/date';
import type { Release } from '@medcode/core/model/release';
import pc from 'picocolors';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';
import { EVENT_WORDS } from './wording.js';

/** Codes named on one line of a life; the others are counted. */
const NAMED = 6;

/** The life of a code, for people and scripts. */
export interface CodeHistory {
  readonly code: string;
  readonly system: 'icd10cm' | 'icd10pcs';
  readonly title: string;
  /** When it was valid, and whether it could be billed. */
  readonly windows: readonly { readonly from: string; readonly to: string; readonly billable: boolean }[];
  readonly titles: readonly { readonly from: string; readonly title: string }[];
  readonly lifecycle: readonly LifeEvent[];
  /** The conversion table says that no earlier code stood for it. */
  readonly withoutPredecessor: boolean;
  /** The lists at hand end here: what comes after is not known. */
  readonly knownUntil: string;
  readonly releases: readonly Release[];
}

/** Windows that follow each other without a change of standing, joined. */
export function joinedWindows(windows: readonly CodeWindow[]): CodeHistory['windows'] {
  const out: { from: string; to: string; billable: boolean }[] = [];
  let end = -1;
  for (const { from, to, billable } of windows) {
    const last = out.at(-1);
    if (last && end + 1 === from && last.billable === billable) last.to = formatDay(to);
    else out.push({ from: formatDay(from), to: formatDay(to), billable });
    end = to;
  }
  return out;
}

export function renderHistory(history: CodeHistory): string {
  const lines = [`${pc.bold(history.code)}  ${history.title || '(no title at hand)'}`, '', pc.bold('Valid')];
  for (const { from, to, billable } of history.windows) {
    const end = to === history.knownUntil ? `${to} (end of the lists at hand)` : to;
    const standing = history.system === 'icd10pcs' ? '' : billable ? '  billable' : '  header, not billable';
    lines.push(`  ${from} … ${end}${standing}`);
  }
  lines.push('', pc.bold('Life'), ...history.lifecycle.flatMap(eventLine));
  if (history.withoutPredecessor) lines.push('  no earlier code stood for it (conversion table)');
  if (history.titles.length > 1) {
    lines.push('', pc.bold('Titles'));
    for (const { from, title } of history.titles) lines.push(...labelled(from, title, 2));
  }
  lines.push('', ...wrap(history.releases.map((release) => release.title).join(' · '), 0).map((line) => pc.dim(line)));
  return `${lines.join('\n')}\n`;
}

/** One thing that happened to a code. */
export function eventLine(event: LifeEvent): string[] {
  const what = event.codes ? namesOf(event.codes) : (event.title ?? '');
  return labelled(event.date, `${EVENT_WORDS[event.event]}${what ? ` ${what}` : ''}`, 2);
}

function namesOf(codes: readonly CodeName[]): string {
  const named = codes.slice(0, NAMED).map(({ code, title }) => `${code}${title ? ` ${title}` : ''}`);
  return `${named.join('; ')}${codes.length > NAMED ? `; … (${codes.length} codes in all, --json lists them)` : ''}`;
}
