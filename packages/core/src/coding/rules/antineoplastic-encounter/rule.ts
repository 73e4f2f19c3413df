import type { Evidence } from '../../../model/note.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

type Treatment = 'Z510' | 'Z5111' | 'Z5112';

const ORDER: readonly Treatment[] = ['Z5111', 'Z5112', 'Z510'];
const WORDS: Readonly<Record<Treatment, string>> = {
  Z510: 'radiation therapy',
  Z5111: 'antineoplastic chemotherapy',
  Z5112: 'antineoplastic immunotherapy',
};
/** The encounter is for the treatment: it is what the patient comes for, or it is given today. */
const COMES_FOR =
  /\b(?:(?:here|in clinic|seen|presents?|presenting|presented|admitted|scheduled|returns?|arrives?|arrived|comes?|visit|encounter|admission)\b[^.\n]{0,40}\b(?:for|to (?:receive|begin|start|continue))|proceed with|(?:given|infused|administered|received|delivered|completed) today|today'?s? (?:infusion|treatment|fraction|cycle)|infusion (?:visit|encounter)|treatment today|cycle \d+[^.\n]{0,30}\b(?:given|infused|administered|today)|(?:infusion|dose|cycle|fraction) #?\d+[^.\n]{0,40}\b(?:given|administered|delivered|today|completed)|fraction \d+ of \d+)\b/i;
const NOT_TODAY =
  /\b(?:held|hold|holding|defer(?:red)?|delay(?:ed)?|postponed?|cancel(?:l?ed)?|declined?|discuss\w*|considering|plan(?:ned|ning)? (?:to|for)|will (?:start|begin|need)|next (?:week|visit|month)|consult\w*|port (?:placement|insertion)|toxicity|planning|simulation|follow[- ]?up after|history of|s\/p|completed (?:chemo|radi))\b/i;
const BY_WORDS: readonly (readonly [Treatment, RegExp])[] = [
  ['Z5111', /\b(?:chemo(?:therapy)?|folfox\w*|folfiri\w*|r-?chop|abvd|carboplatin|taxol|cycle \d+)\b/i],
  ['Z5112', /\b(?:immunotherapy|checkpoint inhibitor)\b/i],
  [
    'Z510',
    /\b(?:radiation (?:therapy|treatment)s?|radiotherapy|xrt|(?:sbrt|imrt|ebrt) (?:treatment|fraction)|brachytherapy|fraction #?\d+)\b/i,
  ],
];
/** Sections in which the reason for the encounter or what was done stands. */
const PLACES: ReadonlySet<string> = new Set([
  'none',
  'cc',
  'hpi',
  'subjective',
  'consult-reason',
  'indication',
  'assessment',
  'impression',
  'ap',
  'plan',
  'course',
  'procedure',
  'admit-dx',
  'discharge-dx',
]);
const TOLD: ReadonlySet<Candidate['place']> = new Set(['story', 'finding', 'other', 'history']);
const CHEMOTHERAPY = /chemotherapy/i;
const IMMUNOTHERAPY = /checkpoint inhibitor|(?:CD20|CD38|HER2|VEGF) antibody/i;

export const rule = defineRule({
  id: 'antineoplastic-encounter',
  title: 'An encounter for chemotherapy, immunotherapy or radiation lists Z51.- first, then the malignancy',
  sources: [guideline('I.C.2.e.2'), guideline('I.C.2.e.3'), guideline('I.C.21.c.7')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const [malignancy] = answered(candidates, /^(?:C|D0|D3[7-9]|D4)/);
    if (!malignancy) return [];
    const found = treatments(context);
    const actions: Action[] = [];
    for (const code of ORDER) {
      const evidence = found.get(code);
      const known = candidates.find((candidate) => candidate.code === code);
      if (!evidence) {
        if (known && context.setting === 'inpatient' && TOLD.has(known.place))
          actions.push({ kind: 'drop', candidate: known, reason: 'treatment told of; the admission is not for it (guideline I.C.2.e.2)' });
        else if (known && known.probability >= 0.5) actions.push({ kind: 'first', code });
        continue;
      }
      const visit = context.make({
        code,
        from: [malignancy],
        evidence: [evidence],
        path: ['Encounter', `for › ${WORDS[code]}`],
        order: malignancy.order - 0.5,
      });
      if (!visit) continue;
      actions.push(known ? { kind: 'replace', candidates: [known], by: visit } : { kind: 'add', candidate: visit });
      actions.push({ kind: 'first', code });
    }
    return actions;
  },
});

/** The treatments the encounter is for, each with the words that say so. */
function treatments({ note, drugs, evidenceAt, setting }: RuleContext): Map<Treatment, Evidence> {
  const found = new Map<Treatment, Evidence>();
  for (const segment of note.segments) {
    if (!PLACES.has(segment.kind)) continue;
    const said = note.text.slice(segment.start, segment.end);
    const header = note.sections[segment.section]?.header ?? '';
    const reason = /\breason for (?:admission|encounter|visit)\b/i.test(header) ? `admission for ${said}` : said;
    if (!COMES_FOR.test(reason) || NOT_TODAY.test(said)) continue;
    // A stay is for the treatment only when the admission is (I.C.2.e.2).
    if (setting === 'inpatient' && !/\badmi(?:tted|ssion)\b/i.test(reason)) continue;
    const quote = (from: number, to: number): Evidence => evidenceAt(segment.start + from, segment.start + to);
    for (const [code, words] of BY_WORDS) {
      const match = words.exec(said);
      if (match && !found.has(code)) found.set(code, quote(match.index, match.index + match[0].length));
    }
    // "Infusion 4 given today" is of the drug named beside it or in the section.
    const named = BY_WORDS.some(([, words]) => words.test(said));
    for (const drug of drugs) {
      if (!drug.taken || (drug.segment !== segment && (named || drug.segment.section !== segment.section))) continue;
      const code = CHEMOTHERAPY.test(drug.drug.class) ? 'Z5111' : IMMUNOTHERAPY.test(drug.drug.class) ? 'Z5112' : undefined;
      if (code && !found.has(code)) found.set(code, evidenceAt(drug.start, drug.end));
    }
  }
  // "Cycle 3" names a course of whatever is given: a named immunotherapy is no chemotherapy.
  const chemo = found.get('Z5111');
  if (chemo && /^cycle/i.test(chemo.text) && found.has('Z5112')) found.delete('Z5111');
  return found;
}
