import { formatDay } from '../../../model/date.js';
import { daysAgo } from '../../../notes/facts.js';
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
  'Z21, Z22.3, Z59-Z60, Z66, Z68, Z72-Z74, Z79, Z85, Z86.14-Z86.16, Z86.71-Z86.74, Z87.891, Z89, Z90.2-Z90.3, Z90.5, Z90.8, Z91.0-Z91.1, Z91.5, Z92, Z93-Z95, Z96.4-Z96.6, Z98.1-Z98.2, Z98.84-Z98.85, Z99.0-Z99.3, Z99.81',
);
const STATUS = /^Z(?:8[5-9]|9)/;
/** Sections that say why something is done. */
const STATED_REASON: ReadonlySet<string> = new Set(['cc', 'indication', 'consult-reason', 'preop-dx', 'postop-dx']);
/** Artificial joints and the complications whose code names them. */
const JOINTS: readonly (readonly [string, string, RegExp])[] = [
  ['Z96641', 'right hip', /^T84(?:0[0-69]0|51)/],
  ['Z96642', 'left hip', /^T84(?:0[0-69]1|52)/],
  ['Z96651', 'right knee', /^T84(?:0[0-69]2|53)/],
  ['Z96652', 'left knee', /^T84(?:0[0-69]3|54)/],
];
/** Social circumstances that are told of everyone, and are problems only where the provider says so (I.C.21.c.17). */
const CIRCUMSTANCE = /^Z(?:5[5-7]|6[0-5])/;
/** What an operation leaves behind. */
const LEFT = /^Z(?:89|90|9[3-8])/;
const BEFORE_NOW =
  /\b(?:history|hx|h\/o|remote|prior|previous\w*|old|chronic|long[- ]?standing|years?|(?:19|20)\d\d|since|functioning|baseline|established)\b/i;
const REPAIR = /^\s*(?:repair|excision|resection|surgery|operation)\b/i;
const AFTER =
  /\b(?:after|following|s\/p|status[- ]post|since|out from|history of|h\/o|prior|previous)\s+(?:(?:an?|the|his|her|open|laparoscopic|robotic|elective|emergency|urgent|prior|recent|right|left|bilateral)\s+){0,4}$/i;
/** A treatment that was over when the story begins: "after a course of clindamycin for a tooth abscess". */
const COURSE_FOR =
  /\b(?:after|following|recent(?:ly)?(?: \w+)?|completed|finished)\s+(?:an?|the|his|her|\d+[- ]day)?\s*(?:\w+[- ])?course of\b[^.;,]{0,30}\bfor\s+(?:an?\s+|his\s+|her\s+)?(?:\w+\s+){0,2}$/i;
const POST_OPERATIVE = /\bPOD\b|\bpost-?op(?:erative)? day\b|\bday of surgery\b/i;
const DIALYSIS_DEPENDENT =
  /\b(?:dialysis[- ]dependent|esrd|end[- ]stage|chronic (?:hemo|peritoneal )?dialysis|maintenance|outpatient (?:hemo)?dialysis)\b/i;
const NOT_DEPENDENT = codeRanges('N17, N18.1-N18.5');
const BREAST_CANCER = codeRanges('C50, D05, Z85.3, C79.81');
const LUNGS_FAIL = codeRanges('J96.1, J96.2');
const OXYGEN =
  /\b(?:home (?:o2|oxygen)|(?:o2|oxygen) (?:at )?(?:\d(?:\.\d)? ?(?:l|lpm|liters?)\b[^.;\n]{0,25})?(?:continuous(?:ly)?|at home|dependent|24\/7|around the clock)|(?:continue|chronic|on|uses?) (?:home )?(?:o2|oxygen)(?: at)? ?\d ?(?:l|lpm|liters?)\b|\d(?:\.\d)? ?(?:l|lpm|liters?)(?: of)? (?:o2 |oxygen )?(?:continuous(?:ly)?|at home|baseline))/i;

/** What a state or history bears on at a visit that does not speak of it in its assessment; a transplant and dialysis bear on all care. */
const BEARS_ON: readonly (readonly [ReturnType<typeof codeRanges>, ReturnType<typeof codeRanges>])[] = (
  [
    ['Z94, Z99.2, Z21, Z66, Z59, Z79.4, Z79.84-Z79.85', 'A00-Z99'],
    ['Z85', 'C00-D09, D37-D49, N63, R59, R91, R92, R97, Z08, Z12, Z51.0-Z51.1, Z80'],
    ['Z86.01', 'D12, K63.5, Z09, Z12.1'],
    ['Z86.71', 'D68, I26, I80-I82, Z79.01'],
    ['Z86.73', 'G45, I48, I63-I66'],
    ['Z86.74', 'I46-I49, Z95'],
    ['Z95.0, Z95.810', 'I44-I50'],
    ['Z95.1, Z95.5', 'I20-I25'],
    ['Z95.2-Z95.4', 'I05-I08, I33-I39, I48, I50, Z79.01'],
    ['Z95.82', 'I70-I74'],
    ['Z89', 'E08-E13, I70, L89, L97, M86, T87'],
    ['Z90.5', 'N17-N19, I12-I13, C64'],
    ['Z93.0', 'J00-J99'],
    ['Z93.2-Z93.4', 'C15-C26, K50-K63, K94'],
    ['Z96.41', 'E08-E13'],
    ['Z98.84', 'D50-D53, E40-E46, E50-E64, E66, K91'],
    ['Z99.81', 'I27, I50, J40-J47, J84, J96'],
    ['Z99.1', 'J96, G12, G71'],
    ['Z91.5', 'F01-F99, R45, T14.91'],
    ['Z87.891', 'C00-C15, C25, C30-C34, C64-C68, I20-I25, I63-I66, I70-I74, J40-J47, J84, J96, R91, Z12.2'],
  ] as const
).map(([status, on]) => [codeRanges(status), codeRanges(on)]);
/** Told of: not in the assessment, not among the listed problems. */
const TOLD: ReadonlySet<string> = new Set(['history', 'story', 'finding', 'other', 'plan-text', 'problem-text']);
/** What notes "use additional code" ask for beside diseases: exposures, smoking, devices and absences; drugs have a rule of their own. */
const ASKED_BY_NOTES = /^Z(?:21|57|77|87|89|9[03-9])/;
/** A device or state that is no more. */
const NO_LONGER =
  /\b(?:used to|no longer|removed|removal of|explanted|taken off|formerly|consider\w*|discuss\w*|interested in|candidate for)\b/i;
/** A status the answer makes relevant is part of it, below what the assessment names. */
const RELEVANT = 0.65;

/** Work-ups a past malignancy of any site bears on. */
const NEOPLASTIC = codeRanges('C00-D09, D37-D49, N63, R59, R91, R92, R97, Z08, Z12, Z51.0-Z51.1, Z80');
/** Diseases of tobacco where no note of the classification asks for it. */
const SMOKERS = codeRanges('I20-I25, I63-I66, I70-I74, J40-J47, J84, J96, R91, Z12.2, C00-C15, C25, C30-C34, C64-C68');

export const rule = defineRule({
  id: 'status-and-history',
  title: 'A status or history is reported where it bears on the care, and never for what is done or treated now',
  sources: [
    guideline('I.C.21.c.3'),
    guideline('I.C.21.c.4'),
    guideline('I.C.2.m'),
    guideline('I.C.9.d.3'),
    guideline('III.A'),
    guideline('IV.J'),
  ],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit(statement, context) {
    const { mention, place, segment } = statement;
    if (isRepaired(statement, context)) return { reason: 'repaired before: what the operation was for is over (guideline III.A)' };
    if (!STATUS.test(mention.code)) return undefined;
    if (LEFT.test(mention.code) && ofThisStay(statement, context))
      return { reason: 'done at this encounter: the procedure is coded, not a state after it' };
    if (place === 'problem' || place === 'assessment-text' || place === 'list' || segment.kind === 'impression') return undefined;
    if (context.setting !== 'inpatient' || holds(BEARS, mention.code)) return undefined;
    if (STATED_REASON.has(segment.kind)) return undefined;
    return { reason: 'no bearing on this encounter is documented (guidelines III.A, IV.J)' };
  },
  apply(candidates, context) {
    const all = candidates.filter(({ probability }) => probability >= REVIEW);
    const first = [...contradicted(candidates, all, context), ...relevant(candidates, all, context)];
    const gone = new Set(first.flatMap((action) => (action.kind === 'drop' ? [action.candidate] : [])));
    const answer = all.filter((candidate) => !gone.has(candidate));
    return [
      ...first,
      ...refined(candidates, context),
      ...tobacco(candidates, answer, context),
      ...pastCancer(candidates, answer, context),
      ...absent(candidates, answer, context),
      ...oxygen(candidates, answer, context),
    ];
  },
});

/** "Nine days after ventral hernia repair": the words name an operation of the past. */
function isRepaired({ mention, segment }: Statement, { note }: RuleContext): boolean {
  return (
    (/^[D-RT]/.test(mention.code) &&
      REPAIR.test(note.text.slice(mention.end, Math.min(segment.end, mention.end + 20))) &&
      AFTER.test(note.text.slice(segment.start, mention.start))) ||
    (/^[A-N]/.test(mention.code) && COURSE_FOR.test(note.text.slice(segment.start, mention.start)))
  );
}

/** Whether a state is what this stay's operation made, not one the patient came with. */
function ofThisStay({ mention, segment }: Statement, { note }: RuleContext): boolean {
  if (segment.kind === 'postop-dx' || segment.kind === 'preop-dx' || segment.kind === 'procedure') return true;
  const said = note.text.slice(Math.max(segment.start, mention.start - 20), Math.min(segment.end, mention.end + 25));
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
  const sequela = answer.some(({ code }) => code.startsWith('I69'));
  for (const candidate of candidates) {
    if (candidate.code === 'Z8673' && sequela) drop(candidate, 'deficits of the stroke remain (guideline I.C.9.d.3)');
    if (candidate.code === 'Z992' && kidney && !endStage && !DIALYSIS_DEPENDENT.test(saidOf(candidate, context)))
      drop(candidate, 'dialysis for acute failure, or still to come, is no dependence');
    const joint = JOINTS.find(([status]) => status === candidate.code);
    if (joint && answer.some(({ code }) => joint[2].test(code)))
      drop(candidate, `the complication of the ${joint[1]} says that it is there (guideline I.C.21.c.3)`);
    if (candidate.code.startsWith('Z17') && !answer.some(({ code }) => holds(BREAST_CANCER, code)))
      drop(candidate, 'a receptor status is coded with its malignancy of the breast only');
  }
  return actions;
}

/**
 * A visit reports a status or history that is told of when it bears on what is coded, by the kind of disease or because a note of the
 * classification asks for it; else not (IV.J).
 */
function relevant(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const actions: Action[] = [];
  const { icd, date, setting } = context;
  const tabular = icd.tabular(date);
  for (const candidate of candidates) {
    const { code, probability, assertion } = candidate;
    if (CIRCUMSTANCE.test(code) && probability >= REVIEW && TOLD.has(candidate.place))
      actions.push({ kind: 'drop', candidate, reason: 'told of as a circumstance, not as a problem (guideline I.C.21.c.17)' });
    if (REFINED.some((row) => row.code === code) && refined([candidate], context).length > 0) continue;
    if (!/^Z(?:2[01]|5[79]|66|77|8[5-9]|9)/.test(code) || assertion.assertion !== 'present') continue;
    const coded = probability >= REVIEW;
    if (coded && (setting === 'inpatient' || !TOLD.has(candidate.place))) continue;
    const rows = BEARS_ON.filter(([status]) => holds(status, code));
    const asked =
      answer.some((other) => other !== candidate && rows.some(([, on]) => holds(on, other.code))) ||
      (ASKED_BY_NOTES.test(code) && answer.some((other) => tabular.reference('useAdditionalCode', other.code, code) !== undefined));
    const over = candidate.evidence.every(({ start }) =>
      NO_LONGER.test(
        context.note.text
          .slice(Math.max(0, start - 40), start)
          .split(/[.;\n]/)
          .at(-1) as string,
      ),
    );
    if (!coded && asked && !over) actions.push({ kind: 'replace', candidates: [candidate], by: { ...candidate, probability: RELEVANT } });
    if (coded && !asked && STATUS.test(code) && !candidate.evidence.some(({ section }) => STATED_REASON.has(section ?? '')))
      actions.push({ kind: 'drop', candidate, reason: 'told of, with no bearing on what this visit is for (guideline IV.J)' });
  }
  return actions;
}

/** Codes that words near by make more exact. */
const REFINED: readonly { readonly code: string; readonly when: RegExp; readonly by: string }[] = [
  {
    code: 'Z5900',
    when: /\b(?:car|van|vehicle|street|tent|park|outdoors?|camp(?:s|ing)?|encampment|under a bridge|unsheltered|abandoned)\b/i,
    by: 'Z5902',
  },
  { code: 'Z5900', when: /\b(?:shelter|motel|doubl(?:ed|ing) up|couch)\b/i, by: 'Z5901' },
  { code: 'Z91128', when: /\b(?:cost|afford|copay|co-pay|price|pay for|insurance|expens\w+|financial)\b/i, by: 'Z91120' },
];

function refined(candidates: readonly Candidate[], { make, note }: RuleContext): Action[] {
  const actions: Action[] = [];
  for (const candidate of candidates) {
    const row = REFINED.find(
      ({ code, when }) => code === candidate.code && candidate.evidence.some((said) => when.test(lineOf(said, note.text))),
    );
    const made =
      row &&
      make({
        code: row.by,
        from: [candidate],
        path: [...candidate.path, 'by what is told of it'],
        probability: Math.max(candidate.probability, RELEVANT),
      });
    if (made) actions.push({ kind: 'replace', candidates: [candidate], by: made });
  }
  return actions;
}

/** The line or paragraph a piece of evidence stands in. */
function lineOf({ start, end }: { readonly start: number; readonly end: number }, text: string): string {
  const to = text.indexOf('\n', end);
  return text.slice(text.lastIndexOf('\n', start) + 1, to === -1 ? undefined : to);
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
  { statements, note, date, setting, make, evidenceAt }: RuleContext,
): Action[] {
  const actions: Action[] = [];
  const growth = answer.find(({ code }) => holds(NEOPLASTIC, code)) ?? (setting === 'inpatient' ? answer[0] : undefined);
  const done = new Set<string>();
  const year = Number(formatDay(date).slice(0, 4));
  for (const { mention, segment, assertion } of statements) {
    if (!/^C(?:[0-6]|7[0-5]|8[1-5])/.test(mention.code) || assertion.experiencer === 'other' || segment.kind === 'fh') continue;
    if (assertion.assertion !== 'present' || mention.denied !== undefined) continue;
    // A section the provider calls pertinent holds what bears on this encounter.
    const reason = growth ?? (PERTINENT.test(note.sections[segment.section]?.header ?? '') ? answer[0] : undefined);
    if (!reason) continue;
    const history = HISTORY.find(([codes]) => codes.test(mention.code))?.[1];
    if (!history || done.has(history) || answer.some(({ code }) => code === history)) continue;
    // The same site is under treatment elsewhere in the answer.
    if (answer.some(({ code }) => code.slice(0, 3) === mention.code.slice(0, 3))) continue;
    const said = note.text.slice(segment.start, segment.end).replace(COMPLETED, ' ').replace(TREATMENT_ENDED, ' ');
    const past = assertion.temporality === 'historical' || PAST_CANCER.test(said) || GONE.test(said);
    const days = daysAgo(said, year);
    if (!past || TREATED.test(said) || (days !== undefined && days < A_YEAR)) continue;
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

/** A treatment of the last year may go on. */
const A_YEAR = 365;
const PERTINENT = /\b(?:pertinent|relevant|significant)\b/i;
/** A treatment named before the word that ends it. */
const TREATMENT_ENDED =
  /\b(?:chemo\w*|radiation|tamoxifen|anastrozole|letrozole|exemestane|leuprolide|hormon\w+ therapy|adjuvant \w+)[^.;]{0,20}\b(?:finished|completed|done|ended|stopped)\b/gi;
const PAST_CANCER =
  /\b(?:primary (?:removed|excised|resected)|previously (?:excised|resected|treated)|never recurred|finished|remote|treated with|s\/p)\b/i;

/** A limb, a kidney, the spleen: their absence bears on any stay. */
const ALWAYS = /^Z(?:89|905|9081)/;

/** Parts taken out before: limbs, kidney and spleen in any stay, the others beside the malignancy they were taken out for. */
function absent(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const actions: Action[] = [];
  const { make, evidenceAt, setting } = context;
  for (const { code, words, start, end } of absences(context)) {
    const oncologic = answer.find((other) => holds(NEOPLASTIC, other.code) || other.code.startsWith('Z85'));
    const reason = setting === 'inpatient' && ALWAYS.test(code) ? answer[0] : oncologic;
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
