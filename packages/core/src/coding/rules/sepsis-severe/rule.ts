import { dottedCode } from '../../../codesets/code.js';
import type { Candidate } from '../../candidate.js';
import { answered, DUE_TO, saidOf, segmentsOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** Systemic infections: sepsis by organism, after a procedure, puerperal, of the newborn. */
export const SEPSIS = /^(?:A40|A41|A021|A227|A267|A327|A39[234]|A427|A5486|B377|P36|O85|O8604|T8144|T8802|O0337|O0387|O0487|O0737|O0882)/;
const SHOCK_OR_SEVERE = /^R652/;

/** Organisms of categories B95 and B96 and the sepsis they name (Alphabetic Index, Sepsis). */
export const SEPSIS_BY_ORGANISM: readonly (readonly [RegExp, string])[] = [
  [/^B962/, 'A4151'],
  [/^B9561/, 'A4101'],
  [/^B9562/, 'A4102'],
  [/^B957/, 'A411'],
  [/^B958/, 'A412'],
  [/^B950/, 'A400'],
  [/^B951/, 'A401'],
  [/^B953/, 'A403'],
  [/^B954/, 'A408'],
  [/^B955/, 'A409'],
  [/^B952/, 'A4181'],
  [/^B965/, 'A4152'],
  [/^B963/, 'A413'],
  [/^B96[14]/, 'A4159'],
];

/** The organ is said to fail of something else, or not of sepsis. */
const OTHER_CAUSE = new RegExp(`${DUE_TO.source}(?![^.;]{0,60}\\bsep(?:sis|tic)\\b)`, 'i');
const UNRELATED = /\bnot (?:due|related|secondary) to sepsis\b|\bunrelated to sepsis\b/i;

export const rule = defineRule({
  id: 'sepsis-severe',
  title: 'Severe sepsis takes the systemic infection first, then R65.2-, then the organ dysfunctions',
  sources: [guideline('I.C.1.d.1'), guideline('I.C.1.d.2'), guideline('I.C.1.d.3')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ mention, assertion }, { note }) {
    return assertion.assertion !== 'negated' && /\burosepsis\b/i.test(note.text.slice(mention.start, mention.end))
      ? { reason: 'urosepsis is no synonym of sepsis and has no default code; the provider is asked (guideline I.C.1.d.1.a.ii)' }
      : undefined;
  },
  apply(candidates, context) {
    const actions: Action[] = [...askedOfUrosepsis(context)];
    const severe = answered(candidates, SHOCK_OR_SEVERE);
    const sepsis = answered(candidates, SEPSIS);
    let [systemic] = sepsis;
    const [first] = severe;
    if (!systemic && first) {
      systemic = context.make({
        code: 'A419',
        from: [first],
        path: ['Sepsis', 'with R65.2-: the infection is coded first'],
        order: first.order - 0.5,
      });
      if (systemic) actions.push({ kind: 'add', candidate: systemic });
    }
    if (!systemic) return actions;
    const named = byOrganism(sepsis, candidates, context);
    if (named) {
      actions.push({ kind: 'replace', candidates: [named.general], by: named.specific });
      systemic = named.specific;
      if (isSaidWithin(named.organism, named.general, context))
        actions.push({
          kind: 'drop',
          candidate: named.organism,
          reason: `said by ${dottedCode(systemic.code)} (${systemic.title}), and named for no other infection`,
        });
    }
    const shock = severe.find(({ code }) => code === 'R6521');
    for (const other of severe)
      if (shock && other !== shock)
        actions.push({ kind: 'drop', candidate: other, reason: `said by ${dottedCode(shock.code)} (${shock.title})` });
    const organs = candidates.filter((candidate) => candidate.probability >= 0.5 && isOrganDysfunction(candidate, context));
    const linked = organs.filter((organ) => isLinked(organ, context));
    let grade = shock ?? severe[0];
    const [failing] = linked;
    if (!grade && failing) {
      const added = context.make({
        code: 'R6520',
        from: [systemic, failing],
        evidence: failing.evidence.slice(0, 2),
        path: ['Sepsis', 'with › organ dysfunction (acute)'],
        order: systemic.order + 0.25,
      });
      if (added) {
        actions.push({ kind: 'add', candidate: added });
        grade = added;
      }
    }
    if (grade) {
      actions.push({ kind: 'not-first', code: grade.code }, before(systemic.code, grade.code));
      for (const organ of organs) actions.push(before(grade.code, organ.code));
    } else {
      for (const organ of organs) {
        if (OTHER_CAUSE.test(saidOf(organ, context)) || UNRELATED.test(saidOf(organ, context))) continue;
        actions.push({
          kind: 'query',
          query: 'organ-dysfunction-cause',
          about: organ.evidence[0]?.text ?? organ.title,
          indicators: [...organ.evidence.slice(0, 2), ...systemic.evidence.slice(0, 1)],
        });
      }
    }
    return actions;
  },
});

/** Urosepsis is a question wherever it is affirmed. */
function* askedOfUrosepsis({ statements, evidenceAt }: RuleContext): Generator<Action> {
  for (const { mention, assertion } of statements) {
    if (!/^N39|^A41/.test(mention.code) || assertion.assertion === 'negated') continue;
    const evidence = evidenceAt(mention.start, mention.end);
    if (!/\burosepsis\b/i.test(evidence.text)) continue;
    yield { kind: 'query', query: 'sepsis-or-local-infection', about: 'urosepsis', indicators: [evidence] };
    return;
  }
}

/** Acute organ dysfunctions the note at R65.2 names; acute on chronic respiratory failure is one of them. */
function isOrganDysfunction({ code }: Candidate, { icd, date }: RuleContext): boolean {
  if (code.startsWith('J962')) return true;
  return icd.tabular(date).reference('useAdditionalCode', 'R652', code) !== undefined;
}

/** The organ dysfunction stands in one sentence or item with sepsis, and no other cause is given for it. */
function isLinked(organ: Candidate, context: RuleContext): boolean {
  return saidOf(organ, context)
    .split('\n')
    .some((said) => /\bsep(?:sis|tic)\b/i.test(said) && !OTHER_CAUSE.test(said) && !UNRELATED.test(said));
}

/** Everything the note says of one candidate stands in the sentences that prove another. */
function isSaidWithin(one: Candidate, other: Candidate, { note }: RuleContext): boolean {
  const proof = new Set(segmentsOf(other, note));
  return segmentsOf(one, note).every((segment) => proof.has(segment));
}

/** Sepsis of unspecified organism whose organism the same sentence gives as its cause. */
function byOrganism(
  sepsis: readonly Candidate[],
  candidates: readonly Candidate[],
  context: RuleContext,
): { general: Candidate; specific: Candidate; organism: Candidate } | undefined {
  const general = sepsis.find(({ code }) => code === 'A419');
  if (!general || sepsis.some(({ code }) => /^A4[01]/.test(code) && code !== 'A419')) return undefined;
  const said = saidOf(general, context);
  for (const organism of answered(candidates, /^B9[56]/)) {
    const code = SEPSIS_BY_ORGANISM.find(([codes]) => codes.test(organism.code))?.[1];
    const words = organism.evidence[0]?.text ?? '';
    const at = said.indexOf(words);
    if (
      !code ||
      at < 0 ||
      !/\bsep(?:sis|tic shock)\b[^.;\n]{0,20}(?:due to|from|secondary to|caused by|2\/2)\s+(?:\w+\s){0,2}$/i.test(said.slice(0, at))
    )
      continue;
    // The organism stands in the sentence itself: it is as sure as the sepsis.
    const specific = context.make({
      code,
      from: [general, organism],
      probability: general.probability,
      path: ['Sepsis', `by organism › ${words}`],
      order: general.order,
    });
    if (specific) return { general, specific, organism };
  }
  return undefined;
}
