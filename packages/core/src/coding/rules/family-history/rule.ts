import type { Candidate } from '../../candidate.js';
import { saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** A disease of a relative and the code of the history of it (categories Z80 to Z84); the first row that holds. */
const FAMILY: readonly (readonly [ReturnType<typeof codeRanges>, string])[] = (
  [
    ['C15-C26', 'Z800'],
    ['C33-C34', 'Z801'],
    ['C30-C32, C37-C39', 'Z802'],
    ['C50', 'Z803'],
    ['C56-C57', 'Z8041'],
    ['C61', 'Z8042'],
    ['C62', 'Z8043'],
    ['C51-C55, C58, C60, C63', 'Z8049'],
    ['C64', 'Z8051'],
    ['C67', 'Z8052'],
    ['C65-C66, C68', 'Z8059'],
    ['C91-C95', 'Z806'],
    ['C81-C90, C96', 'Z807'],
    ['C00-C14, C40-C49, C69-C76', 'Z808'],
    ['C80', 'Z809'],
    ['F10', 'Z811'],
    ['F17', 'Z812'],
    ['F11-F16, F18-F19', 'Z813'],
    ['F20-F69', 'Z818'],
    ['G00-G99, F01-F03', 'Z820'],
    ['I60-I69', 'Z823'],
    ['I46', 'Z8241'],
    ['I00-I59, I70-I99', 'Z8249'],
    ['J40-J47', 'Z825'],
    ['M80-M81', 'Z8262'],
    ['M05-M19', 'Z8261'],
    ['Q61', 'Z8271'],
    ['E08-E13', 'Z833'],
    ['E78.01', 'Z8342'],
    ['E78', 'Z83438'],
    ['H40', 'Z83511'],
  ] as const
).map(([list, code]) => [codeRanges(list), code]);

/** What is screened for or worked up, and the family histories of the same organ that raise its risk. */
const SAME_ORGAN: readonly { readonly codes: readonly string[]; readonly when: ReturnType<typeof codeRanges> }[] = [
  { codes: ['Z800'], when: codeRanges('Z12.1, D12, K63.5, Z86.01') },
  { codes: ['Z801'], when: codeRanges('Z12.2, R91') },
  { codes: ['Z803', 'Z8041'], when: codeRanges('Z12.3, Z15.0, N60, N63, R92') },
  { codes: ['Z8042'], when: codeRanges('Z12.5, R97.2') },
  { codes: ['Z808'], when: codeRanges('Z12.83') },
];

/** Told of: not in the assessment. */
const TOLD: ReadonlySet<string> = new Set(['history', 'story', 'finding', 'other']);
/** The provider takes it as a risk. */
const RISK = /\b(?:risk|strong|significant|premature|concern\w*|because of|given|in view of|worr\w+)\b/i;

export const rule = defineRule({
  id: 'family-history',
  title: 'A disease of the family is reported as a risk the provider uses, never as a disease of the patient',
  sources: [guideline('I.C.21.c.4'), guideline('III.A'), guideline('IV.J')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const { statements, make, evidenceAt } = context;
    const actions: Action[] = [];
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const done = new Set(answer.map(({ code }) => code));
    for (const { mention, assertion, place } of statements) {
      if (assertion.experiencer !== 'other' || mention.denied !== undefined || assertion.assertion !== 'present') continue;
      const code = /^Z8[0-4]/.test(mention.code) ? mention.code : FAMILY.find(([codes]) => holds(codes, mention.code))?.[1];
      if (code === undefined || done.has(code)) continue;
      const assessed = place === 'problem' || place === 'assessment-text';
      const reason = reasonFor(code, answer) ?? (assessed ? answer[0] : undefined);
      const made =
        reason &&
        make({
          code,
          from: [reason],
          evidence: [evidenceAt(mention.start, mention.end)],
          path: ['History', 'family', mention.path],
          order: Number.MAX_SAFE_INTEGER,
          probability: 0.7,
        });
      if (!made) continue;
      done.add(code);
      const known = candidates.filter((there) => there.code === made.code);
      actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made });
    }
    for (const candidate of answer)
      if (
        /^Z8[0-4]/.test(candidate.code) &&
        TOLD.has(candidate.place) &&
        !RISK.test(saidOf(candidate, context)) &&
        !reasonFor(candidate.code, answer)
      )
        actions.push({ kind: 'drop', candidate, reason: 'told of, not used by the provider (guidelines IV.J, III.A)' });
    return actions;
  },
});

/** What is examined or found in the same organ. */
function reasonFor(code: string, answer: readonly Candidate[]): Candidate | undefined {
  const rows = SAME_ORGAN.filter(({ codes }) => codes.includes(code));
  return answer.find((candidate) => rows.some(({ when }) => holds(when, candidate.code)));
}
