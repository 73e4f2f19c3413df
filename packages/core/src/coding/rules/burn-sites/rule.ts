import { readBurns, type SaidBurn, speaksOfBurns } from '../../../notes/burns.js';
import { episodeOf, type Side } from '../../../notes/facts.js';
import type { Segment } from '../../../notes/structure.js';
import type { Candidate } from '../../candidate.js';
import { segmentAt } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** Codes of burns, and of burning pain, whose words are the same. */
const BURN = /^(?:T2[0-5]|T30|R208)/;
const NOT_READ: ReadonlySet<string> = new Set([
  'pmh',
  'psh',
  'fh',
  'sh',
  'ros',
  'instructions',
  'followup',
  'copied',
  'signature',
  'orders',
]);
const SIDES: Readonly<Record<Side, readonly string[]>> = { right: ['1'], left: ['2'], bilateral: ['1', '2'] };
/** Standing of a burn listed with site and degree. */
const LISTED = 0.85;

export const rule = defineRule({
  id: 'burn-sites',
  title: 'Each burn of a list is coded by its own site, side and degree',
  sources: [guideline('I.C.19.d.2'), guideline('I.C.19.d.5'), guideline('I.B.13')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const { note } = context;
    const read = new Set<Segment>();
    const burns = new Map<string, Candidate>();
    note.segments.forEach((segment, number) => {
      if (NOT_READ.has(segment.kind)) return;
      const text = note.text.slice(segment.start, segment.end);
      if (!speaksOfBurns(text)) return;
      const listed = readBurns(text);
      if (listed.length === 0) return;
      read.add(segment);
      const judge = context.prepare(segment);
      for (const burn of listed) {
        const start = segment.start + burn.start;
        const end = segment.start + burn.end;
        const { assertion, experiencer } = judge.judge(start, end);
        if (assertion !== 'present' || experiencer !== 'patient') continue;
        for (const code of codesOf(burn, segment, context)) {
          if (burns.has(code)) continue;
          const made = context.make({
            code,
            from: candidates.filter((candidate) => candidate.code === code).slice(0, 1),
            evidence: [context.evidenceAt(start, end)],
            path: ['Burn', `${burn.degree === 1 ? 'first' : burn.degree === 2 ? 'second' : 'third'} degree`],
            order: number,
            probability: LISTED,
          });
          if (made?.code === code) burns.set(code, made);
        }
      }
    });
    if (burns.size === 0) return [];
    const actions: Action[] = [];
    for (const candidate of candidates) {
      if (!BURN.test(candidate.code)) continue;
      const by = burns.get(candidate.code);
      if (by)
        actions.push({
          kind: 'replace',
          candidates: [candidate],
          by: { ...by, probability: Math.max(by.probability, candidate.probability) },
        });
      else if (candidate.evidence.some(({ start }) => read.has(segmentAt(note, start) as Segment)))
        actions.push({ kind: 'drop', candidate, reason: 'put together from different burns of a list; each is read by itself' });
    }
    const known = new Set(candidates.map(({ code }) => code));
    for (const [code, candidate] of burns) if (!known.has(code)) actions.push({ kind: 'add', candidate });
    return actions;
  },
});

/** The codes of a burn: one a side. */
function codesOf({ category, site, sided, side, degree, corrosion }: SaidBurn, segment: Segment, { note }: RuleContext): string[] {
  const episode = { initial: 'A', subsequent: 'D', sequela: 'S' }[episodeOf(note.text, [segment])];
  const stem = `T${category}${degree + (corrosion ? 4 : 0)}${site}`;
  if (!sided) return [`${stem}X${episode}`];
  return (side === undefined ? ['9'] : SIDES[side]).map((character) => `${stem}${character}${episode}`);
}
