import { absences } from '../../absence.js';
import type { Candidate, Statement } from '../../candidate.js';
import { saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';
import { COMPLETED, GONE, HISTORY, TREATED } from '../neoplasm-history/rule.js';

/** States and histories that bear on any stay; the others are coded where the provider takes them up. */
const BEARS = codeRanges(
  'Z21, Z22.3, Z59-Z60, Z66, Z68, Z72-Z74, Z79, Z85, Z86.15-Z86.16, Z86.71-Z86.74, Z87.891, Z89, Z90.2-Z90.3, Z90.5, Z90.8, Z91.0-Z91.1, Z91.5, Z92, Z93-Z95, Z96.4-Z96.6, Z98.1-Z98.2, Z98.84-Z98.85, Z99.0-Z99.3, Z99.81',
);
const STATUS = /^Z(?:8[5-9]|9)/;
/** What an operation leaves behind. */
const LEFT = /^Z(?:89|90|9[3-8])/;
const BEFORE_NOW =
  /\b(?:history|hx|h\/o|remote|prior|previous\w*|old|chronic|long[- ]?standing|years?|(?:19|20)\d\d|since|functioning|baseline|established)\b/i;
const POST_OPERATIVE = /\bPOD\b|\bpost-?op(?:erative)? day\b|\bday of surgery\b/i;
const DIALYSIS_DEPENDENT =
  /\b(?:dialysis[- ]dependent|esrd|end[- ]stage|chronic (?:hemo|peritoneal )?dialysis|maintenance|outpatient (?:hemo)?dialysis)\b/i;
const NOT_DEPENDENT = codeRanges('N17, N18.1-N18.5');
const BREAST_CANCER = codeRanges('C50, D05, Z85.3, C79.81');
const LUNGS_FAIL = codeRanges('J96.1, J96.2');
const OXYGEN =
  /\b(?:home (?:o2|oxygen)|(?:o2|oxygen) (?:at )?(?:\d(?:\.\d)? ?(?:l|lpm|liters?)\b[^.;\n]{0,25})?(?:continuous(?:ly)?|at home|dependent|24\/7|around the clock)|(?:continue|chronic|on|uses?) (?:home )?(?:o2|oxygen)(?: at)? ?\d ?(?:l|lpm|liters?)\b|\d(?:\.\d)? ?(?:l|lpm|liters?)(?: of)? (?:o2 |oxygen )?(?:continuous(?:ly)?|at home|baseline))/i;

/** Work-ups a past malignancy of any site bears on. */
const NEOPLASTIC = codeRanges('C00-D09, D37-D49, N63, R59, R91, R92, R97, Z08, Z12, Z51.0-Z51.1, Z80');
/** Diseases of tobacco where no note of the classification asks for it. */
const SMOKERS = codeRanges('I20-I25, I63-I66, I70-I74, J40-J47, J84, J96, R91, Z12.2, C00-C15, C25, C30-C34, C64-C68');

export const rule = defineRule({
  id: 'status-and-history',
  title: 'A status or history is reported where it bears on the care, and never for what is done or treated now',
  sources: [guideline('I.C.21.c.3'), guideline('I.C.21.c.4'), guideline('I.C.2.m'), guideline('III.A'), guideline('IV.J')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit(statement, context) {
    const { mention, place, segment } = statement;
    if (!STATUS.test(mention.code)) return undefined;
    if (LEFT.test(mention.code) && ofThisStay(statement, context))
      return { reason: 'done at this encounter: the procedure is coded, not a state after it' };
    if (place === 'problem' || place === 'assessment-text' || place === 'list' || segment.kind === 'impression') return undefined;
    if (holds(BEARS, mention.code)) return undefined;
    return { reason: 'no bearing on this encounter is documented (guidelines III.A, IV.J)' };
  },
  apply(candidates, context) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    return [
      ...contradicted(candidates, answer, context),
      ...tobacco(candidates, answer, context),
      ...pastCancer(candidates, answer, context),
      ...absent(candidates, answer, context),
      ...oxygen(candidates, answer, context),
    ];
  },
});

/** Whether a state is what this stay's operation made, not one the patient came with. */
function ofThisStay({ mention, segment }: Statement, { note }: RuleContext): boolean {
  if (segment.kind === 'postop-dx' || segment.kind === 'preop-dx' || segment.kind === 'procedure') return true;
  const said = note.text.slice(segment.start, segment.end);
  if (!/\bs\/p\b|\bstatus[- ]post\b|\bin place\b/i.test(said) || BEFORE_NOW.test(said)) return false;
  if (segment.kind !== 'discharge-dx' && segment.kind !== 'assessment' && segment.kind !== 'impression' && segment.kind !== 'ap')
    return false;
  const word = note.text.slice(mention.start, mention.end).toLowerCase();
  return (
    POST_OPERATIVE.test(note.text) || note.sections.some(({ kind }) => kind === 'procedure' || kind === 'postop-dx') || /\bpod\b/.test(word)
  );
}

/** Status codes that what else is coded takes back. */
function contradicted(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const actions: Action[] = [];
  const drop = (candidate: Candidate, reason: string): void => void actions.push({ kind: 'drop', candidate, reason });
  const endStage = answer.some(({ code }) => code === 'N186' || code === 'I120' || code === 'I1311');
  const kidney = answer.find(({ code }) => holds(NOT_DEPENDENT, code));
  for (const candidate of candidates) {
    if (candidate.code === 'Z992' && kidney && !endStage && !DIALYSIS_DEPENDENT.test(saidOf(candidate, context)))
      drop(candidate, 'dialysis for acute failure, or still to come, is no dependence');
    if (/^Z17/.test(candidate.code) && !answer.some(({ code }) => holds(BREAST_CANCER, code)))
      drop(candidate, 'a receptor status is coded with its malignancy of the breast only');
  }
  return actions;
}

/** Past dependence on nicotine: wherever it is told, when the classification asks for it beside what is coded. */
function tobacco(
  candidates: readonly Candidate[],
  answer: readonly Candidate[],
  { icd, date, setting, statements, make, evidenceAt }: RuleContext,
): Action[] {
  const known = candidates.filter(({ code }) => code === 'Z87891');
  if (known.some(({ probability }) => probability >= REVIEW) || answer.some(({ code }) => /^F172|^Z720/.test(code))) return [];
  const said = statements.find(
    ({ mention, assertion }) =>
      mention.code === 'Z87891' && mention.denied === undefined && assertion.assertion !== 'negated' && assertion.experiencer === 'patient',
  );
  if (!said) return [];
  const tabular = icd.tabular(date);
  const asks = answer.find(({ code }) => holds(SMOKERS, code) || tabular.reference('useAdditionalCode', code, 'Z87891') !== undefined);
  const reason = asks ?? (setting === 'inpatient' ? answer[0] : undefined);
  const added =
    reason &&
    make({
      code: 'Z87891',
      from: [reason],
      evidence: [evidenceAt(said.mention.start, said.mention.end)],
      path: ['History', 'personal › nicotine dependence'],
      order: Number.MAX_SAFE_INTEGER,
      probability: asks ? 0.75 : 0.65,
    });
  if (!added) return [];
  return [known.length > 0 ? { kind: 'replace', candidates: known, by: added } : { kind: 'add', candidate: added }];
}

/** A malignancy told of as past, where the encounter is about a growth or the stay is of an inpatient (I.C.2.m). */
function pastCancer(
  candidates: readonly Candidate[],
  answer: readonly Candidate[],
  { statements, note, setting, make, evidenceAt }: RuleContext,
): Action[] {
  const actions: Action[] = [];
  const reason = answer.find(({ code }) => holds(NEOPLASTIC, code)) ?? (setting === 'inpatient' ? answer[0] : undefined);
  if (!reason) return actions;
  const done = new Set<string>();
  for (const { mention, segment, assertion } of statements) {
    if (!/^C(?:[0-6]|7[0-5]|8[1-5])/.test(mention.code) || assertion.experiencer === 'other' || segment.kind === 'fh') continue;
    if (assertion.assertion !== 'present' || mention.denied !== undefined) continue;
    const history = HISTORY.find(([codes]) => codes.test(mention.code))?.[1];
    if (!history || done.has(history) || answer.some(({ code }) => code === history)) continue;
    // The same site is under treatment elsewhere in the answer.
    if (answer.some(({ code }) => code.slice(0, 3) === mention.code.slice(0, 3))) continue;
    const said = note.text.slice(segment.start, segment.end).replace(COMPLETED, ' ');
    const past = assertion.temporality === 'historical' || PAST_CANCER.test(said) || GONE.test(said);
    if (!past || TREATED.test(said)) continue;
    done.add(history);
    const known = candidates.filter(({ code }) => code === history);
    const made = make({
      code: history,
      from: [reason],
      evidence: [evidenceAt(mention.start, mention.end)],
      path: ['History', 'personal › malignant neoplasm', mention.path],
      order: Number.MAX_SAFE_INTEGER,
      probability: 0.7,
    });
    if (made) actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made });
  }
  return actions;
}

const PAST_CANCER = /\b(?:primary (?:removed|excised|resected)|previously (?:excised|resected|treated)|never recurred|finished|remote)\b/i;

/** Parts taken out before: limbs, kidney and spleen in any stay, the others beside the malignancy they were taken out for. */
function absent(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const actions: Action[] = [];
  const { make, evidenceAt, setting } = context;
  for (const { code, words, start, end } of absences(context)) {
    const isBreast = code.startsWith('Z901');
    const oncologic = answer.find((other) => holds(NEOPLASTIC, other.code) || other.code.startsWith('Z85'));
    const reason = isBreast || code === 'Z902' ? oncologic : setting === 'inpatient' ? answer[0] : oncologic;
    if (!reason || answer.some((there) => there.code.startsWith(code.slice(0, 4)))) continue;
    const made = make({
      code,
      from: [reason],
      evidence: [evidenceAt(start, end)],
      path: ['Absence', 'acquired', words],
      order: Number.MAX_SAFE_INTEGER,
      probability: 0.7,
    });
    const known = candidates.filter((there) => there.code === made?.code);
    if (made) actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made });
  }
  return actions;
}

/** Oxygen at home with chronic respiratory failure. */
function oxygen(candidates: readonly Candidate[], answer: readonly Candidate[], { note, make, evidenceAt }: RuleContext): Action[] {
  const failing = answer.find(({ code }) => holds(LUNGS_FAIL, code));
  const known = candidates.filter(({ code }) => code === 'Z9981');
  if (!failing || known.some(({ probability }) => probability >= REVIEW)) return [];
  const said = OXYGEN.exec(note.text);
  const made =
    said &&
    make({
      code: 'Z9981',
      from: [failing],
      evidence: [evidenceAt(said.index, said.index + said[0].length)],
      path: ['Dependence', 'on supplemental oxygen'],
      order: Number.MAX_SAFE_INTEGER,
      probability: Math.min(failing.probability, 0.85),
    });
  if (!made) return [];
  return [known.length > 0 ? { kind: 'replace', candidates: known, by: made } : { kind: 'add', candidate: made }];
}
