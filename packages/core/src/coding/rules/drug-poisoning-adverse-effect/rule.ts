import { codeKey, stemRange } from '../../../codesets/code.js';
import type { DrugMention } from '../../../notes/drugs.js';
import type { Candidate } from '../../candidate.js';
import { answered, segmentsOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';
import { drugCode } from '../../table-of-drugs.js';

/** What stands between an effect and the drug that did it. */
const BY_DRUG =
  /\b(?:(?:due|secondary|attributed|related|reaction|allerg(?:y|ic reaction)|intolerance) to|caused by|from|2\/2|induced by|(?:adverse (?:drug )?(?:effect|reaction)|side[- ]effects?|toxicity) (?:of|from|to))\s+(?:(?:the|her|his|their|recent|chronic|long[- ]term|high[- ]dose|use|of|oral|iv|use of|therapy with|treatment with)\s+)*$/i;
/** "Lisinopril-induced cough". */
const DRUG_INDUCED = /^\s*[- ](?:induced|associated|related)\b/i;
const OVERDOSE =
  /\b(?:overdos(?:e|ed|ing)|od'?d|poisoning|ingest(?:ed|ion)|took too (?:much|many)|double dose|wrong (?:dose|drug|medication|pill)|someone else'?s|accidentally took)\b/i;
/** Swallowed, and how it was meant. */
const TAKEN = /\b(?:took|taken|taking|swallowed|ingested|consumed|overdosed)\b/i;
const SELF_HARM =
  /\b(?:suicide attempt|attempted suicide|suicidal (?:intent|gesture)|to (?:end|take) (?:his|her|their)(?: own)? life|to (?:kill|harm|hurt) (?:himself|herself|themselves)|to die|intentional(?:ly)?|deliberate(?:ly)?)\b/i;
/** Less than prescribed, by the patient: what the provider stops is no underdosing (I.C.19.e.5.c). */
const UNDERDOSED =
  /\b(?:patient (?:has |had )?(?:self-)?stopp(?:ed|ing)|(?:she|he|pt) (?:has |had )?stopped|stopped taking|not (?:been )?taking|has not taken|ran out|running out|out of (?:his|her|their)|skipp(?:ed|ing|s)(?! (?:no|none|any)\b)|miss(?:ed|ing|es) (?:\w+ )?(?:doses?|days)|non-?(?:complian|adheren)(?:ce|t)|can(?:not|'t) afford|unable to afford|could not afford|ration(?:ed|ing)|taking (?:half|less)|self-discontinued|forg(?:ot|ets|etting) (?:to take )?)\b/i;
const BY_PROVIDER =
  /\b(?:instructed|advised|told (?:to|by)|we (?:stopped|held)|by (?:his|her|the|their)? ?(?:pcp|provider|physician|cardiolog\w*|doctor))\b/i;
const COST = /\b(?:cost|afford\w*|financial\w*|insurance|expens\w*|copay|price)\b/i;
const FORGOT = /\b(?:forg(?:ot|ets|etting)|unintentional\w*|accidental\w*|confus\w*)\b/i;
/** Conditions whose code without a cause gives way to the one for the condition by a drug (Alphabetic Index, sub-term "drug-induced"). */
const INDUCED: readonly (readonly [RegExp, string])[] = [
  [/^R21$/, 'L270'],
  [/^E039$/, 'E032'],
  [/^E162$/, 'E160'],
  [/^E249$/, 'E242'],
  [/^E2740$/, 'E273'],
  [/^E669$/, 'E661'],
  [/^D619$/, 'D611'],
  [/^D696$/, 'D6959'],
  [/^D709$/, 'D702'],
  [/^G2[01].*9$|^G20C$/, 'G2119'],
  [/^G251$|^R251$/, 'G251'],
  [/^G629$/, 'G620'],
  [/^G729$/, 'G720'],
  [/^I959$/, 'I952'],
  [/^K719$|^K759$/, 'K719'],
  [/^K8590$/, 'K8530'],
  [/^M109$/, 'M1020'],
  [/^M329$/, 'M320'],
  [/^R509$/, 'R502'],
];
const CLASS_NAME = /^nsaids?$/i;
const CONDITION = /^(?:[A-M]|N|O|R|T783|T88|L)/;
const TOLD: ReadonlySet<string> = new Set(['allergies', 'fh', 'instructions', 'ros', 'education']);

export const rule = defineRule({
  id: 'drug-poisoning-adverse-effect',
  title: 'Poisoning stands before its manifestations, an adverse effect after them, underdosing with its reason',
  sources: [guideline('I.C.19.e.5'), guideline('I.C.19.e')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const conditions = answered(candidates, CONDITION);
    const made = new Set<string>();
    for (const mention of context.drugs) {
      if (TOLD.has(mention.segment.kind)) continue;
      const said = context.note.text.slice(mention.segment.start, mention.segment.end);
      if (TAKEN.test(said) && SELF_HARM.test(said)) {
        actions.push(...poisoned(mention, said, candidates, made, context));
        continue;
      }
      if (OVERDOSE.test(said)) continue;
      const here = conditions.filter((candidate) => segmentsOf(candidate, context.note).includes(mention.segment));
      const effect = here.find((candidate) => isEffect(candidate, mention, context));
      if (effect) actions.push(...adverse(effect, mention, candidates, made, context));
      else if (UNDERDOSED.test(said) && !BY_PROVIDER.test(said))
        actions.push(...underdosed(mention, here, conditions, candidates, made, context));
    }
    for (const poisoning of answered(candidates, /^T(?:3[6-9]|4\d|50)/)) {
      const intent = intentOf(poisoning.code);
      if (intent === '5' || intent === '6') {
        actions.push({ kind: 'not-first', code: poisoning.code });
        continue;
      }
      actions.push({ kind: 'first', code: poisoning.code });
    }
    for (const toxic of answered(candidates, /^T(?:5[1-9]|6[0-5])/)) actions.push({ kind: 'first', code: toxic.code });
    return actions;
  },
});

/** A drug taken to harm oneself, told without the word overdose; the attempt is said by the intent of the poisoning (I.C.19.e.5.b). */
function* poisoned(
  { drug, start, end }: DrugMention,
  said: string,
  candidates: readonly Candidate[],
  made: Set<string>,
  context: RuleContext,
): Generator<Action> {
  const code = drugCode(drug, '2');
  const attempt = candidates.find((candidate) => candidate.code.startsWith('T1491'));
  if (!code || !attempt || made.has(code) || candidates.some((candidate) => candidate.code.startsWith(code.slice(0, 5)))) return;
  made.add(code);
  const poisoning = context.make({
    code,
    from: [attempt],
    evidence: [context.evidenceAt(start, end)],
    path: ['Table of Drugs', drug.name, `poisoning, intentional self-harm: ${SELF_HARM.exec(said)?.[0] ?? ''}`],
    order: attempt.order,
  });
  if (poisoning) yield { kind: 'replace', candidates: [attempt], by: poisoning };
}

/** 5th or 6th character of T36–T50. */
function intentOf(code: string): string {
  return code.charAt(5) === 'X' ? code.charAt(4) : code.charAt(5);
}

/** The sentence gives the drug as what did it. */
function isEffect({ evidence }: Candidate, { start, end, segment }: DrugMention, { note }: RuleContext): boolean {
  const before = note.text.slice(segment.start, start);
  const after = note.text.slice(end, segment.end);
  return evidence.some((said) => {
    if (said.start < segment.start || said.start >= segment.end) return false;
    if (said.start < start)
      return start - said.end <= 80 && BY_DRUG.test(before) && !/[;.]\s/.test(note.text.slice(Math.min(said.end, start), start));
    return DRUG_INDUCED.test(after) && said.start - end <= 40;
  });
}

/** The nature of the effect first, then the drug (I.C.19.e.5.a). */
function* adverse(
  effect: Candidate,
  mention: DrugMention,
  candidates: readonly Candidate[],
  made: Set<string>,
  context: RuleContext,
): Generator<Action> {
  // "NSAID use": the drug of the class the record names, when it names one.
  const ofClass = new Set(
    context.drugs.filter(({ drug }) => drug.class === mention.drug.class && !CLASS_NAME.test(drug.name)).map(({ drug }) => drug),
  );
  const [taken] = CLASS_NAME.test(mention.drug.name) && ofClass.size === 1 ? ofClass : [mention.drug];
  const code = taken && drugCode(taken, '5');
  if (!code || made.has(code)) return;
  made.add(code);
  let nature = effect;
  const induced = INDUCED.find(([codes]) => codes.test(effect.code));
  if (induced) {
    const byDrug = context.make({ code: induced[1], from: [effect], path: [...effect.path, 'due to drug'], order: effect.order });
    if (byDrug) {
      yield { kind: 'replace', candidates: [effect], by: byDrug };
      nature = byDrug;
    }
  }
  const known = candidates.find((candidate) => candidate.code.startsWith(code.slice(0, 6)));
  const drug =
    known ??
    context.make({
      code,
      from: [effect],
      evidence: [context.evidenceAt(mention.start, mention.end)],
      path: ['Table of Drugs', mention.drug.name, 'adverse effect'],
      order: effect.order + 0.25,
    });
  if (!drug) return;
  if (!known) yield { kind: 'add', candidate: drug };
  yield before(nature.code, drug.code);
}

/** The condition, the drug and the reason (I.C.19.e.5.c); only where the drug is given for a condition of the answer. */
function* underdosed(
  mention: DrugMention,
  here: readonly Candidate[],
  conditions: readonly Candidate[],
  candidates: readonly Candidate[],
  made: Set<string>,
  context: RuleContext,
): Generator<Action> {
  const ranges = mention.drug.supports.map((stem) => stemRange(stem));
  const treated = [...here, ...conditions].find(({ code }) => ranges.some(({ from, to }) => from <= codeKey(code) && codeKey(code) < to));
  const code = drugCode(mention.drug, '6');
  if (!treated || !code || made.has(code)) return;
  made.add(code);
  const said = context.note.text.slice(mention.segment.start, mention.segment.end);
  const evidence = [context.evidenceAt(mention.start, mention.end)];
  const drug = context.make({
    code,
    from: [treated],
    evidence,
    path: ['Table of Drugs', mention.drug.name, 'underdosing'],
    order: treated.order + 0.25,
  });
  if (!drug) return;
  yield candidates.some((candidate) => candidate.code === code) ? { kind: 'not-first', code } : { kind: 'add', candidate: drug };
  yield { kind: 'not-first', code };
  yield before(treated.code, code);
  if (answered(candidates, /^Z911[2-4]/).length > 0) return;
  const cue = UNDERDOSED.exec(said) as RegExpExecArray;
  const start = mention.segment.start + cue.index;
  const reason = context.make({
    code: COST.test(said) ? 'Z91120' : FORGOT.test(said) ? 'Z91138' : 'Z91128',
    from: [treated],
    evidence: [context.evidenceAt(start, start + cue[0].length)],
    path: ['Underdosing', COST.test(said) ? 'intentional › financial hardship' : FORGOT.test(said) ? 'unintentional' : 'intentional'],
  });
  if (reason) yield { kind: 'add', candidate: reason };
}
