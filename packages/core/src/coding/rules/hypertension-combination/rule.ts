import type { Candidate } from '../../candidate.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

/** Combinations that say less than all three. */
const PARTIAL = /^I1(?:1[09]|2[09]|31[01])$/;

export const rule = defineRule({
  id: 'hypertension-combination',
  title: 'Hypertension with heart failure or chronic kidney disease is a combination code',
  sources: [guideline('I.C.9.a.1'), guideline('I.C.9.a.2'), guideline('I.C.9.a.3'), guideline('I.A.15')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.1.0',
  apply(candidates, context) {
    const strong = (test: RegExp): Candidate | undefined =>
      candidates
        .filter(
          (candidate) =>
            test.test(candidate.code) && candidate.probability >= 0.5 && !candidate.unrelatedTo.some((code) => code.startsWith('I10')),
        )
        .sort((a, b) => b.probability - a.probability)[0];
    // "Hypertension and CKD stage 4" read as one already: with heart failure beside it the combination is of all three.
    const hypertension = strong(/^I10$/) ?? strong(/^I1(?:[12][09]|31[01])$/);
    if (!hypertension) return [];
    const heart = strong(/^I50/);
    const kidney = strong(/^N18/);
    if (!heart && !kidney) return [];
    const late = kidney !== undefined && /^N18[56]/.test(kidney.code);
    const code = heart && kidney ? (late ? 'I132' : 'I130') : heart ? 'I110' : late ? 'I120' : 'I129';
    const parts = [hypertension, heart, kidney].filter((candidate) => candidate !== undefined);
    const combined = combine(
      code,
      parts,
      ['Hypertension', heart && kidney ? 'heart and kidney › with' : heart ? 'heart › with heart failure' : 'kidney › with'],
      'hypertension-combination',
      context,
    );
    // The index may have read hypertension together with one of the two already.
    if (!combined || combined.code === hypertension.code) return [];
    const actions: Action[] = [
      {
        kind: 'replace',
        candidates: candidates.filter((one) => one === hypertension || PARTIAL.test(one.code)),
        by: { ...combined, order: Math.min(...parts.map((part) => part.order)) - 0.5 },
      },
    ];
    return actions;
  },
});
