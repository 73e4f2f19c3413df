import type { Candidate } from '../../candidate.js';
import { answered, saidAbout } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule } from '../../rule.js';

const REMISSION = /\bin (?:(?:early|sustained|full|complete|partial|stable|long[- ]term|continued) )*(?:\w+ )?remission\b/i;
const NOT_IN = /\bnot (?:yet )?in (?:\w+ )?remission\b/i;
/** A time without use, which is no remission until the provider says so. */
const ABSTINENT =
  /\b(?:sober|abstinent|abstinence|clean|no (?:alcohol|drinking|use|drug use)|last (?:drink|use|used|drank))\b[^.;\n]{0,40}\b(?:\d+|an?|one|two|three|four|five|six|several|many)\+?\s*(?:month|year|yr|mo)s?\b/i;

export const rule = defineRule({
  id: 'substance-remission',
  title: 'Remission of a substance use disorder is coded where the provider documents it',
  sources: [guideline('I.C.5.b.1')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const questioned = new Set<string>();
    for (const remitted of answered(candidates, /^F1[0-9](?:[12]1|2[0-9]1)$/)) {
      const said = saidAbout(remitted, context);
      const denied = NOT_IN.test(said);
      if (!denied && (REMISSION.test(said) || !ABSTINENT.test(said))) continue;
      // Sobriety is read as remission by the index; the guideline asks for the provider's word.
      const code = `${remitted.code.slice(0, -1)}0`;
      const known = candidates.filter((candidate) => candidate.code === code);
      const active = context.make({ code, from: [remitted], path: remitted.path.slice(0, 1), order: remitted.order });
      if (active && active.code === code) actions.push({ kind: 'replace', candidates: [remitted, ...known], by: active });
      questioned.add(code);
      if (!denied) actions.push(asked(remitted));
    }
    for (const disorder of answered(candidates, /^F1[0-9](?:[12]0|2[0-9]0)$/)) {
      if (questioned.has(disorder.code)) continue;
      const said = saidAbout(disorder, context);
      const code = inRemission(disorder.code);
      if (REMISSION.test(said) && !NOT_IN.test(said)) {
        const remitted = context.make({ code, from: [disorder], path: [...disorder.path, 'in remission'], order: disorder.order });
        if (remitted && remitted.code === code) actions.push({ kind: 'replace', candidates: [disorder], by: remitted });
        continue;
      }
      // "History of alcohol dependence" is indexed to the code in remission.
      if (/^F1\d20$/.test(disorder.code) && disorder.assertion.temporality === 'historical' && /\bhistory of\b|\bh\/o\b/i.test(said)) {
        const remitted = context.make({
          code,
          from: [disorder],
          path: ['History', 'personal › dependence', 'in remission'],
          order: disorder.order,
        });
        if (remitted && remitted.code === code) actions.push({ kind: 'replace', candidates: [disorder], by: remitted });
      } else if (ABSTINENT.test(said) && !NOT_IN.test(said)) actions.push(asked(disorder));
    }
    return actions;
  },
});

function asked({ evidence, title }: Candidate): Action {
  return { kind: 'query', query: 'substance-remission', about: evidence[0]?.text ?? title, indicators: evidence.slice(0, 2) };
}

/** F10.20 → F10.21, F10.10 → F10.11, F17.210 → F17.211. */
function inRemission(code: string): string {
  return `${code.slice(0, -1)}1`;
}
