import type { TabularList } from '../../../codesets/tabular.js';
import type { TabularNote } from '../../../codesets/tabular-note.js';
import { ulcerFacts } from '../../../notes/ulcer.js';
import type { Candidate } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

/**
 * Codes whose "use additional code" note asks for a detail that their own title already says is there, and the code that names it
 * where the note leaves it open. The added code must stand in that note.
 */
const SAID_BY_TITLE: readonly { readonly when: ReturnType<typeof codeRanges>; readonly category: string; readonly open: string }[] = [
  { when: codeRanges('I11.0, I13.0, I13.2'), category: 'I50', open: 'I509' },
  { when: codeRanges('I12.9, I13.0, I13.10'), category: 'N18', open: 'N189' },
];
/** Chronic kidney disease whose stage the code needs beside it and nothing says. */
const STAGE_NEEDED = codeRanges('I12.0, I13.11, I13.2, E08.22, E09.22, E10.22, E11.22, E13.22');
const FAILING_KIDNEY = codeRanges('I12.0, I13.11, I13.2');
/** Ulcers of the leg by their cause; the site and depth is a code of its own. */
const LEG_ULCER = codeRanges(
  'E08.621-E08.622, E09.621-E09.622, E10.621-E10.622, E11.621-E11.622, E13.621-E13.622, I70.23-I70.25, I83.0, I83.2, I87.31, I87.33',
);
/** A result of a culture with its organism. */
const CULTURE =
  /\b(?:cultures?|grew|grow(?:s|ing)|isolated)\b[^.\n]{0,60}?\b(e\.? ?coli|escherichia coli|klebsiella(?: \w+)?|pseudomonas(?: aeruginosa)?|mrsa|mssa|staph\w*(?: aureus| epidermidis)?|strep\w*(?: \w+)?|enterococc\w+(?: \w+)?|proteus(?: mirabilis)?|enterobacter\w*(?: \w+)?|serratia(?: \w+)?|acinetobacter(?: \w+)?)/i;

export const rule = defineRule({
  id: 'code-first-and-additional',
  title: 'Notes "code first" and "use additional code" set the order, and ask for the second code that is documented',
  sources: [guideline('I.A.13'), guideline('I.B.7')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const tabular = context.icd.tabular(context.date);
    const stated = candidates.filter(({ probability }) => probability >= REVIEW);
    const details = detailed(stated, context);
    const answer = stated.map((candidate) => details.find(({ ulcer }) => ulcer === candidate)?.by ?? candidate);
    const added = answer.flatMap((candidate) => companions(candidate, answer, tabular, context));
    const all = [...answer, ...added];
    return [
      ...details.map(({ ulcer, by }): Action => ({ kind: 'replace', candidates: [ulcer], by })),
      ...added.map((candidate): Action => ({ kind: 'add', candidate })),
      ...order(all, tabular),
      ...questions(all, tabular, context),
    ];
  },
});

/** The order the notes set among the codes of the answer. Where two codes name each other, "code first" decides. */
function order(answer: readonly Candidate[], tabular: TabularList): Action[] {
  const actions: Action[] = [];
  for (const a of answer)
    for (const b of answer) {
      if (a === b || a.code === b.code) continue;
      const first = holdsOf(tabular.reference('codeFirst', b.code, a.code), a.code, b.code);
      const additional =
        !tabular.reference('codeFirst', a.code, b.code) && holdsOf(tabular.reference('useAdditionalCode', a.code, b.code), b.code, a.code);
      if (first || additional) actions.push(before(a.code, b.code));
    }
  return actions;
}

/** Drugs and chemicals: the sixth character says poisoning (1–4), adverse effect (5) or underdosing (6). */
const SUBSTANCE = /^T(?:3[6-9]|4\d|5\d|6[0-5])/;

/** Whether a note that names a code means it, where only its words say which sixth character it speaks of. */
function holdsOf(note: TabularNote | undefined, named: string, at: string): boolean {
  if (!note) return false;
  if (SUBSTANCE.test(named) && /adverse effect/.test(note.text)) return named[5] === '5';
  // "Code first, for adverse effects, the nature of the adverse effect" stands above poisonings as well.
  if (SUBSTANCE.test(at) && note.kind === 'codeFirst') return at[5] === '5';
  return true;
}

/** Second codes the documentation itself carries: said by the title of the first, or by the words of the ulcer. */
function companions(candidate: Candidate, answer: readonly Candidate[], tabular: TabularList, { make, note }: RuleContext): Candidate[] {
  const has = (category: string): boolean => answer.some(({ code }) => code.startsWith(category));
  const out: Candidate[] = [];
  const add = (code: string, path: string): void => {
    const made =
      tabular.reference('useAdditionalCode', candidate.code, code) &&
      make({ code, from: [candidate], path: [...candidate.path, path], order: candidate.order + 0.1 });
    if (made) out.push(made);
  };
  for (const { when, category, open } of SAID_BY_TITLE) if (holds(when, candidate.code) && !has(category)) add(open, 'use additional code');
  if (holds(LEG_ULCER, candidate.code) && !has('L97') && !has('L984')) {
    const ulcer = ulcerOf(candidate, note.text);
    if (ulcer) add(ulcer, 'use additional code › site and depth of the ulcer');
    else if (/with foot ulcer/.test(candidate.title)) add('L97509', 'use additional code › foot');
  }
  return out;
}

/** The code of the ulcer that the line of its cause describes; undefined when no part of the leg is named. */
function ulcerOf({ evidence: [words] }: Candidate, text: string): string | undefined {
  const ulcer = words && ulcerFacts(sentenceOf(text, words.start, words.end));
  return ulcer && `L97${ulcer.site}${ulcer.side}${ulcer.depth}`;
}

interface Detailed {
  readonly ulcer: Candidate;
  readonly by: Candidate;
}

/** An ulcer said with its cause and read as one of the foot or leg without more takes the site, side and depth of the line. */
function detailed(answer: readonly Candidate[], { note, make }: RuleContext): Detailed[] {
  return answer
    .filter(({ code }) => code === 'L97509' || code === 'L97909')
    .flatMap((ulcer): Detailed[] => {
      const cause = answer.find(({ code, evidence }) => holds(LEG_ULCER, code) && evidence[0]?.start === ulcer.evidence[0]?.start);
      const code = cause && ulcerOf(cause, note.text);
      if (code === undefined || code === ulcer.code) return [];
      const by = make({ code, from: [ulcer], path: [...ulcer.path, 'site, side and depth of the ulcer'] });
      return by ? [{ ulcer, by }] : [];
    });
}

/** The line the words stand in. */
function sentenceOf(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', start) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(from, to === -1 ? undefined : to);
}

/** What the notes ask for and the record does not settle. */
function questions(answer: readonly Candidate[], tabular: TabularList, { note, evidenceAt }: RuleContext): Action[] {
  const actions: Action[] = [];
  for (const candidate of answer) {
    if (!holds(STAGE_NEEDED, candidate.code) || answer.some(({ code }) => code.startsWith('N18'))) continue;
    actions.push({
      kind: 'query',
      query: 'ckd-stage',
      about: candidate.evidence[0]?.text ?? candidate.title,
      indicators: candidate.evidence.slice(0, 2),
      ...(holds(FAILING_KIDNEY, candidate.code) ? { options: ['stage 5', 'end-stage renal disease'] } : {}),
    });
  }
  const organism = answer.some(({ code }) => /^B9[5-7]/.test(code));
  const infection = organism ? undefined : answer.find(({ code }) => tabular.reference('useAdditionalCode', code, 'B9620'));
  const culture = infection && CULTURE.exec(note.text);
  if (culture && !/\b(?:no|negative|without)\b/i.test(culture[0]))
    actions.push({
      kind: 'query',
      query: 'infection-organism',
      about: infection.evidence[0]?.text ?? infection.title,
      indicators: [...infection.evidence.slice(0, 1), evidenceAt(culture.index, culture.index + culture[0].length)],
    });
  return actions;
}
