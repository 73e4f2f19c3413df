import { dottedCode } from '../../../codesets/code.js';
import { readBurnExtent } from '../../../notes/burns.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** Burns and corrosions of a site; the 4th character is the degree (0–3 burn, 4–7 corrosion). */
const OF_SITE = /^T2[0-5]/;

export const rule = defineRule({
  id: 'burns',
  title: 'Burns take the highest degree of each site, the worst first, and their extent after them',
  sources: [guideline('I.C.19.d.1'), guideline('I.C.19.d.2'), guideline('I.C.19.d.5'), guideline('I.C.19.d.6')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const burns = answered(candidates, OF_SITE);
    const [first] = burns;
    if (!first) return [];
    const standing: Candidate[] = [];
    for (const burn of burns) {
      const worse = burns.find((other) => isSameSite(burn, other) && degree(other) > degree(burn));
      if (worse)
        actions.push({
          kind: 'drop',
          candidate: burn,
          reason: `the highest degree of the site is coded: ${dottedCode(worse.code)} (${worse.title})`,
        });
      else standing.push(burn);
    }
    for (const general of answered(candidates, /^T30/))
      actions.push({ kind: 'drop', candidate: general, reason: `the site is documented: ${dottedCode(first.code)} (${first.title})` });
    for (const worse of standing)
      for (const other of standing) if (degree(worse) > degree(other)) actions.push(before(worse.code, other.code));
    actions.push(...extent(standing, candidates, context));
    return actions;
  },
});

/** Degree of a burn, 0 unspecified to 3; corrosions likewise. */
function degree({ code }: Candidate): number {
  return Number(code.charAt(3)) % 4;
}

/** Category, site and side agree; only the degree differs. */
function isSameSite(a: Candidate, b: Candidate): boolean {
  if (a === b || a.code.slice(0, 3) !== b.code.slice(0, 3) || isCorrosion(a) !== isCorrosion(b)) return false;
  const place = (code: string): string => code.slice(4, 6);
  return place(a.code) === place(b.code) || place(b.code).startsWith('0') || place(a.code).startsWith('0');
}

function isCorrosion({ code }: Candidate): boolean {
  return Number(code.charAt(3)) >= 4;
}

/** The extent of body surface where the note gives it (T31, T32 for corrosions): supplementary, after the sites. */
function* extent(burns: readonly Candidate[], candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  const [first] = burns;
  if (!first) return;
  const known = candidates.filter(({ code }) => /^T3[12]/.test(code));
  const said = readBurnExtent(context.note.text);
  if (!said) {
    for (const candidate of known) for (const burn of burns) yield before(burn.code, candidate.code);
    return;
  }
  const { total: share, third: deep } = said;
  const tens = (part: number): number => Math.min(9, Math.floor(part / 10));
  const stem = isCorrosion(first) ? 'T32' : 'T31';
  const code = tens(share) === 0 ? `${stem}0` : `${stem}${tens(share)}${tens(deep)}`;
  const made = context.make({
    code,
    from: [first],
    evidence: [context.evidenceAt(said.start, said.end)],
    path: ['Burn', 'extent (percentage of body surface)', `${share} %`],
    order: Math.max(...burns.map(({ order }) => order)) + 0.25,
  });
  if (!made || made.code !== code) return;
  yield known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made };
  for (const burn of burns) yield before(burn.code, made.code);
}
