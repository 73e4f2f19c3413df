import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';
import { SEPSIS_BY_ORGANISM } from '../sepsis-severe/rule.js';

/** Organisms by their names and their codes of B95 and B96, the closer name first. */
const ORGANISMS: readonly (readonly [RegExp, string])[] = [
  [/^(?:mrsa|methicillin[- ]resistant staph\w*(?: aureus)?)/i, 'B9562'],
  [/^(?:mssa|methicillin[- ](?:susceptible|sensitive) staph\w*(?: aureus)?|staph\w* aureus|s\. ?aureus)/i, 'B9561'],
  [/^(?:e\. ?coli|escherichia coli)/i, 'B9620'],
  [/^(?:klebsiella)/i, 'B961'],
  [/^(?:pseudomonas)/i, 'B965'],
  [/^(?:proteus|morganella)/i, 'B964'],
  [/^(?:bacteroides)/i, 'B966'],
  [/^(?:clostridium perfringens)/i, 'B967'],
  [/^(?:h(?:\.|aemophilus) ?influenzae)/i, 'B963'],
  [/^(?:enterococc\w+)/i, 'B952'],
  [/^(?:streptococcus pneumoniae|s\. ?pneumoniae|pneumococc\w+)/i, 'B953'],
  [/^(?:group a strep\w*|streptococcus pyogenes|s\. ?pyogenes)/i, 'B950'],
  [/^(?:group b strep\w*|streptococcus agalactiae)/i, 'B951'],
];
const GREW =
  /\b(?:cultures?(?: [a-z]+){0,6}?|grew|grows?|growing|isolated|cultures?[:,])[\s:,]+(?:(?:of|from|the|both|was|were|is|are|positive|for|grew|grow|grows|growing|with|yield(?:s|ed|ing)?|pan-?sensitive|heavy|many)\s+)*(?=(?:mrsa|mssa|methicillin|staph|s\. ?aureus|e\. ?coli|escherichia|klebsiella|pseudomonas|proteus|morganella|bacteroides|clostridium|h\. ?influenzae|haemophilus|enterococc|strep|s\. ?p|pneumococc|group))/gi;
/** "MRSA on culture", "E. coli in the urine": the organism first. */
const GROWN =
  /\b(?:mrsa|mssa|methicillin[- ]\w+ staph\w*(?: aureus)?|staph\w* aureus|s\. ?aureus|e\. ?coli|escherichia coli|klebsiella|pseudomonas|proteus|morganella|bacteroides|enterococc\w+|pneumococc\w+|group [ab] strep\w*)(?:\s[a-z]+){0,2}\s(?:(?:was|were|is) )?(?:(?:isolated|grown|grew|recovered)\b|(?:on|in|from|by) (?:the |his |her |both |all )?(?:[a-z]+ ){0,2}(?:cultures?|urine|sputum|swab)\b)/gi;
/** Sepsis whose code does not name its organism. */
const SEPSIS_OPEN = /^(?:A419|O85|O0337|O0387|P369|T8144)/;
const NEGATIVE = /\b(?:no|not|negative|without|never)\b/i;

export const rule = defineRule({
  id: 'cultured-organism',
  title: 'The organism the record of the stay names as grown is coded with the infection that asks for it',
  sources: [guideline('I.B.7'), guideline('I.C.1.b'), guideline('I.C.1.d.1')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const [known] = answered(candidates, /^B9[5-7]/);
    const grown = known ? undefined : grownIn(candidates, context);
    const organism = known ?? grown;
    if (!organism) return [];
    const actions: Action[] = [];
    // With R65.2- and an organism the note names, `sepsis-severe` decides.
    const isSevere = known !== undefined && answered(candidates, /^R652/).length > 0;
    const [sepsis] = isSevere ? [] : answered(candidates, /^A419$/);
    const code = SEPSIS_BY_ORGANISM.find(([organisms]) => organisms.test(organism.code))?.[1];
    const named =
      sepsis &&
      code &&
      context.make({ code, from: [sepsis, organism], path: [...sepsis.path, ...organism.path.slice(-1)], order: sepsis.order });
    if (sepsis && named) actions.push({ kind: 'replace', candidates: [sepsis], by: named });
    const tabular = context.icd.tabular(context.date);
    const asked = candidates.some(
      ({ code: one, probability }) => probability >= 0.5 && tabular.reference('useAdditionalCode', one, organism.code),
    );
    if (grown && (asked || !named)) {
      const doubtful = candidates.filter((candidate) => candidate.code === grown.code);
      actions.push(doubtful.length > 0 ? { kind: 'replace', candidates: doubtful, by: grown } : { kind: 'add', candidate: grown });
    }
    return actions;
  },
});

/** The organism a sentence of the provider says was grown, where an infection of the answer can be due to it. */
function grownIn(candidates: readonly Candidate[], context: RuleContext): Candidate | undefined {
  const { text, segments } = context.note;
  const tabular = context.icd.tabular(context.date);
  const places = [
    ...Array.from(text.matchAll(GREW), (match) => ({ match, start: match.index + match[0].length })),
    ...Array.from(text.matchAll(GROWN), (match) => ({ match, start: match.index })),
  ];
  for (const { match, start } of places) {
    const named = ORGANISMS.map(([name, code]) => [name.exec(text.slice(start, start + 60)), code] as const).find(([hit]) => hit);
    if (!named?.[0] || NEGATIVE.test(match[0])) continue;
    const segment = segments.find((one) => one.start <= start && start < one.end);
    // A table of results is the laboratory's; the provider's sentence is the provider's.
    if (!segment || segment.kind === 'labs' || segment.kind === 'results' || segment.kind === 'imaging') continue;
    const infection = candidates.find(
      ({ code, probability }) => probability >= 0.5 && (tabular.reference('useAdditionalCode', code, named[1]) || SEPSIS_OPEN.test(code)),
    );
    if (!infection) return undefined;
    return context.make({
      code: named[1],
      from: [infection],
      evidence: [context.evidenceAt(start, start + named[0][0].length)],
      path: ['Infection', 'as cause of disease classified elsewhere', named[0][0]],
      order: infection.order + 0.3,
    });
  }
  return undefined;
}
