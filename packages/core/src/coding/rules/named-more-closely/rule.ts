import { dottedCode } from '../../../codesets/code.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';
import { REVIEW } from '../../score.js';

/**
 * Codes that name no more than a kind of condition, and the categories elsewhere in the classification that name one of it. Within one
 * category `more-specific-wins` decides.
 */
const GENERAL: readonly { readonly general: ReturnType<typeof codeRanges>; readonly named: ReturnType<typeof codeRanges> }[] = [
  ['T14.8, T14.90, T07', 'S00-S99, T20-T28'],
  ['M19.9', 'M15-M18, M19.0-M19.2'],
  ['M54.9', 'M48.0, M51, M54.1-M54.6'],
  ['D64.9', 'D50-D63'],
  ['R58', 'I60-I62, I69, K25-K28, K92, K62.5, N92-N95, R04, R31'],
  ['R52', 'G89, M25.5, M54, M79.6, N94.6, R07, R10, R51'],
  ['I49.9', 'I44-I48, I49.0-I49.5'],
  ['I51.9', 'I05-I09, I11, I13, I20-I49'],
  ['I25.9', 'I20-I22, I25.1-I25.8'],
  [
    'K92.2',
    'K25.0, K25.2, K25.4, K25.6, K26.0, K26.2, K26.4, K26.6, K27.0, K27.4, K29.01, K29.51, K31.811, K55.21, K57.11, K57.13, K57.31, K57.33, K57.91, K57.93',
  ],
  ['N28.9', 'N17-N19'],
  ['N19', 'N17-N18'],
  ['N39.0', 'N10-N12, N30, N34, N41'],
  ['G62.9', 'E08.4, E09.4, E10.4, E11.4, E13.4, G60-G61, G62.0-G62.8'],
  ['C79.9', 'C77-C79.8'],
  ['C80.1', 'C00-C75, C81-C96'],
  ['F32.A', 'F25, F31, F33, F34.1'],
  ['F39', 'F30-F34'],
  ['F03', 'F01-F02'],
  ['B99.9', 'A00-B98, J00-J22, L00-L08, M86, N10-N12, N30, N39.0'],
  ['J98.8', 'J00-J86'],
  ['D49.9', 'C00-C96, D00-D48'],
  ['K63.9', 'K50-K57, K63.0-K63.8'],
  ['D57.1', 'D57.0'],
  // An abscess named once with its organ, once without.
  [
    'L02.9',
    'A06.4-A06.6, D73.3, G06, H05.0, J36, J39.0, J85, K35.2-K35.3, K57, K61, K63.0, K65.1, K68, K75.0, L02.0-L02.8, L05.0, M46, M86, N15.1, N41.2, N45.4, N61, N70-N76, T81.4, T84.5-T84.6',
  ],
].map(([general = '', named = '']) => ({ general: codeRanges(general), named: codeRanges(named) }));

export const rule = defineRule({
  id: 'named-more-closely',
  title: 'A code for a kind of condition is not reported beside the code that names the condition',
  sources: [guideline('I.B.2'), guideline('I.B.18'), guideline('I.C.19.b')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.3.0',
  apply(candidates) {
    const actions: Action[] = [];
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    for (const candidate of candidates) {
      const row = GENERAL.find(({ general }) => holds(general, candidate.code));
      const named = row && answer.find(({ code }) => code !== candidate.code && holds(row.named, code));
      if (named) actions.push({ kind: 'drop', candidate, reason: `named more closely by ${dottedCode(named.code)} (${named.title})` });
    }
    return actions;
  },
});
