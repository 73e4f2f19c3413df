import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';

const WEIGHT =
  /\b(?:birth ?weight|weigh(?:t|ed|ing)|bw)\b(?: (?:of|was|is))?[:\s]*(?:about )?(\d[\d,]{2,5}) ?(?:g|gm|grams?)\b|\bat (\d,?\d{3}) ?(?:g|gm|grams?)\b/i;
const BORN_AT =
  /\b(?:born|delivered|delivery|birth|infant|newborn|neonate|male|female|boy|girl|preterm|premature)\b[^.\n]{0,80}?\b(?:at|of)\s+(\d{2})\s*(?:weeks?|wks?|w\b|\+|\d\/7)|\b(\d{2})[- ]?(?:weeks?|wks?|weeker)\b[^.\n]{0,25}\b(?:gestation|preterm|premature|infant|newborn|neonate|male|female|boy|girl)\b/i;
/** Upper bounds of birth weight in grams and the last characters of P07.0- and P07.1-. */
const BY_WEIGHT: readonly (readonly [number, string])[] = [
  [500, 'P0701'],
  [750, 'P0702'],
  [1000, 'P0703'],
  [1250, 'P0714'],
  [1500, 'P0715'],
  [1750, 'P0716'],
  [2000, 'P0717'],
  [2500, 'P0718'],
];
/** Exceptionally large: 4500 g or more (Tabular List, P08.0). */
const EXCEPTIONAL = 4500;

export const rule = defineRule({
  id: 'newborn-size',
  title: 'Birth weight and weeks of gestation of the newborn are coded from the record, weight before weeks',
  sources: [guideline('I.C.16.d'), guideline('I.C.16.e')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const [birth] = answered(candidates, /^Z38/);
    if (context.patient.age !== 0 || !birth) return [];
    const actions: Action[] = [];
    const { text } = context.note;
    const add = (code: string, match: RegExpExecArray, path: readonly string[]): void => {
      const made = context.make({
        code,
        from: [birth],
        evidence: [context.evidenceAt(match.index, match.index + match[0].length)],
        path,
        order: birth.order + 0.5,
      });
      const known = candidates.filter((candidate) => candidate.code.slice(0, 4) === code.slice(0, 4));
      if (made) actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made });
    };
    const weighed = WEIGHT.exec(text);
    const grams = Number((weighed?.[1] ?? weighed?.[2] ?? '').replace(',', ''));
    const restricted = answered(candidates, /^P05/).length > 0;
    if (weighed && grams >= 300 && grams < 2500 && !restricted)
      add(BY_WEIGHT.find(([below]) => grams < below)?.[1] ?? 'P0718', weighed, ['Low', 'birthweight', `${grams} g`]);
    if (weighed && grams >= EXCEPTIONAL && grams < 8000) {
      const large = candidates.filter(({ code }) => code === 'P081');
      const made =
        large.length > 0 && context.make({ code: 'P080', from: large, path: ['Newborn', 'exceptionally large baby', `${grams} g`] });
      if (made) actions.push({ kind: 'replace', candidates: large, by: made });
    }
    const weeks = weeksAt(text, context);
    if (weeks && weeks.weeks >= 22 && weeks.weeks < 37)
      add(weeks.weeks < 28 ? `P072${weeks.weeks - 21}` : `P073${weeks.weeks - 27}`, weeks.match, ['Premature', `${weeks.weeks} weeks`]);
    return actions;
  },
});

function weeksAt(text: string, { facts }: RuleContext): { weeks: number; match: RegExpExecArray } | undefined {
  const match = BORN_AT.exec(text);
  const weeks = Number(match?.[1] ?? match?.[2] ?? facts.gestation?.weeks ?? 0);
  return match && weeks > 0 ? { weeks, match } : undefined;
}
