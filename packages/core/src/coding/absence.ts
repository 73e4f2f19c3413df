import { formatDay } from '../model/date.js';
import { daysAgo } from '../notes/facts.js';
import type { Segment } from '../notes/structure.js';
import type { RuleContext } from './rule.js';

/** A part that was taken out or off before this encounter. */
export interface Absence {
  /** Code or stem, without dot, with the side where the note names one. */
  readonly code: string;
  readonly words: string;
  readonly start: number;
  readonly end: number;
  readonly segment: Segment;
}

const MALIGNANT = /\b(?:cancer|carcinoma|ca|adenocarcinoma|malignan\w+|tumou?r)\b/i;
/** Operations that leave a part absent, and the code of the state (categories Z89 and Z90); `sided` takes 1 right, 2 left, 3 both. */
const OPERATIONS: ReadonlyMap<string, { readonly code: string; readonly sided?: true; readonly near?: RegExp }> = new Map(
  (
    [
      ['mastectomy mastectomies', { code: 'Z901', sided: true }],
      [
        'lobectomy bilobectomy pneumonectomy',
        { code: 'Z902', near: /\b(?:lung|lobe|pulmonary|adenocarcinoma|nsclc|r[ul]l|l[ul]l|rml)\b/i },
      ],
      ['colectomy hemicolectomy sigmoidectomy proctectomy', { code: 'Z9049', near: MALIGNANT }],
      ['gastrectomy', { code: 'Z903', near: MALIGNANT }],
      ['prostatectomy', { code: 'Z9079', near: MALIGNANT }],
      ['hysterectomy', { code: 'Z90710', near: MALIGNANT }],
      ['cystectomy', { code: 'Z906', near: MALIGNANT }],
      ['nephrectomy', { code: 'Z905' }],
      ['splenectomy', { code: 'Z9081' }],
      ['bka', { code: 'Z8951', sided: true }],
      ['aka', { code: 'Z8961', sided: true }],
      ['tma', { code: 'Z8943', sided: true, near: /\b(?:foot|healed|amputat\w*|s\/p)\b/i }],
    ] as const
  ).flatMap(([words, operation]) => words.split(' ').map((word) => [word, operation] as const)),
);
const PAST =
  /\b(?:s\/p|status[- ]post|previous|prior|old|remote|hx|history|h\/o|had|treated|resected|years? ago|healed|known|underwent)\b/i;
const NOT_YET =
  /\b(?:plan\w*|schedul\w*|consider\w*|candidate|discuss\w*|offer\w*|will|for|consent\w*|declin\w*|refus\w*|no|not|denies|partial|vs)\b/i;
const WINDOW = 60;

/** The parts a note says were taken out before, each once; what is operated on now is no state yet. */
export function absences({ note, date }: RuleContext): Absence[] {
  const out = new Map<string, Absence>();
  const year = Number(formatDay(date).slice(0, 4));
  for (const segment of note.segments) {
    if (NOT_READ.has(segment.kind)) continue;
    for (const token of segment.tokens) {
      const operation = OPERATIONS.get(token.word);
      if (!operation) continue;
      const before = note.text
        .slice(Math.max(segment.start, token.start - WINDOW), token.start)
        .split(/[;.]\s/)
        .at(-1) as string;
      const after = note.text.slice(token.end, Math.min(segment.end, token.end + WINDOW)).split(/[;.](?:\s|$)/)[0] as string;
      if (NOT_YET.test(before.slice(-20)) || (operation.near && !operation.near.test(`${before} ${after}`))) continue;
      const dated = daysAgo(after, year) !== undefined || /^\W*(?:in )?(?:19|20)\d\d\b/.test(after) || daysAgo(before, year) !== undefined;
      if (!dated && !(PAST.test(before) && (segment.kind === 'pmh' || operation.near === MALIGNANT))) continue;
      const code = operation.sided ? `${operation.code}${sideOf(before, after)}` : operation.code;
      if (!out.has(operation.code)) out.set(operation.code, { code, words: token.word, start: token.start, end: token.end, segment });
    }
  }
  return [...out.values()];
}

const NOT_READ: ReadonlySet<string> = new Set([
  'fh',
  'copied',
  'instructions',
  'procedure',
  'technique',
  'preop-dx',
  'postop-dx',
  'signature',
]);
const RIGHT = /\b(?:[Rr]ight|RIGHT|[Rr]t|R)\b/;
const LEFT = /\b(?:[Ll]eft|LEFT|[Ll]t|L)\b/;

/** The side named nearest before, else behind: the last character of a sided stem; empty where none is named. */
function sideOf(before: string, after: string): string {
  for (const said of [before, after]) {
    if (/\b(?:bilateral|both|double)\b/i.test(said)) return '3';
    const right = RIGHT.test(said);
    const left = LEFT.test(said);
    if (right !== left) return right ? '1' : '2';
  }
  return '';
}
