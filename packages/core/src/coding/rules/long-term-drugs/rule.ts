import { type DrugCourse, drugCourse } from '../../../notes/drug-course.js';
import type { DrugMention } from '../../../notes/drugs.js';
import { ASSESSMENT_KINDS, type SectionKind } from '../../../notes/structure.js';
import type { Candidate } from '../../candidate.js';
import { segmentAt } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

/** Drugs that bear on nearly any care beyond what the lexicon says they support: bleeding, clotting, vessels, operations. */
const ANTITHROMBOTIC = /^Z79(?:0[12]|82)$/;
const VASCULAR = codeRanges(
  'D65-D69, G45, I20-I25, I26-I27, I48, I60-I66, I69, I70-I74, I80-I82, K62.5, K92.0-K92.2, R04, R31, S06, Z01.81, Z86.7, Z95',
);
/** Classes whose members are as a rule taken for a short time or as needed; only words say otherwise. */
const SAID_ONLY = /^Z79(?:1|2|3|891)$/;
/** Given against a malignancy these are its treatment, not an immunosuppression of long standing. */
const IMMUNE = /^Z796/;
const MALIGNANCY = codeRanges('C00-C96, D45-D47');
const SAID = /\b(?:long[- ]?term|chronic)\b/i;
/** Probability of a use the note calls lasting. */
const STATED = 0.8;
/** Kept by `diabetes-type-and-drugs`; and what is coded only when the note itself speaks of a drug that is watched for its risk. */
const ELSEWHERE = /^Z79(?:4|84|85|899)$/;
/** A plan of weeks is long for drugs that are given for days. */
const WEEKS = /\bday \d+ of (?:2[89]|[3-9]\d)\b|\b(?:x|for) (?:[4-9]|1\d) ?(?:weeks|wks)\b/i;
const DAILY = /\b(?:daily|every ?day|qd|bid|tid|twice a day|nightly)\b/i;
const OVER = /\b(?:finished|completed|stopped|discontinued|off|ended|no longer|was on|previously|declin\w+|if)\b/i;
const HELD = /^[^;.]{0,30}\b(?:held|on hold)(?: for| x)? ?(?:\d+ ?d|the procedure|surgery|procedure|pre|before|prior)/i;
/** "ASA III" is the class of the anesthesiologists. */
const ANESTHESIA_CLASS = /^\s*(?:class|score|ps|status|physical|[1-5](?![\d.]| ?mg)|[iv]+\b)/i;

export const rule = defineRule({
  id: 'long-term-drugs',
  title: 'A drug taken for long is reported beside what it is taken for, a course, a dose or a new prescription is not',
  sources: [guideline('I.C.21.c.3'), guideline('IV.J'), guideline('III.A')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const byCode = new Map<string, DrugMention[]>();
    for (const mention of context.drugs) {
      const code = mention.drug.longterm.replace('.', '');
      if (code === '' || ELSEWHERE.test(code) || isAnesthesiaClass(mention, context)) continue;
      byCode.set(code, [...(byCode.get(code) ?? []), mention]);
    }
    for (const [code, mentions] of byCode) {
      const known = candidates.filter((candidate) => candidate.code === code);
      const lasting = longTerm(code, mentions, answer, context);
      if (lasting === undefined) {
        for (const candidate of known)
          if (restsOn(candidate, mentions)) actions.push({ kind: 'drop', candidate, reason: 'no lasting use of the drug is documented' });
        continue;
      }
      if (known.some(({ probability }) => probability >= REVIEW)) continue;
      const { reason, mention } = lasting;
      const added = context.make({
        code,
        from: [reason],
        // One place shows lasting use, the plan that it goes on.
        evidence: [mention, ...mentions.filter((other) => other !== mention && PLANNED.has(other.segment.kind)).slice(0, 2)].map((one) =>
          context.evidenceAt(one.start, one.end),
        ),
        path: ['Long-term (current) drug therapy', mention.drug.class, mention.drug.name],
        order: Number.MAX_SAFE_INTEGER,
        probability: Math.min(reason.probability, 0.85),
      });
      if (!added) continue;
      actions.push(known.length > 0 ? { kind: 'replace', candidates: known, by: added } : { kind: 'add', candidate: added });
    }
    for (const candidate of candidates) {
      if (!candidate.code.startsWith('Z79') || ELSEWHERE.test(candidate.code)) continue;
      if (isOver(candidate, context)) actions.push({ kind: 'drop', candidate, reason: 'the therapy is over or only considered' });
      else if (candidate.probability < REVIEW && candidate.evidence.some(({ text }) => SAID.test(text)) && answer.length > 0)
        actions.push({ kind: 'replace', candidates: [candidate], by: { ...candidate, probability: STATED } });
    }
    return actions;
  },
});

const PLANNED: ReadonlySet<SectionKind> = new Set<SectionKind>([...ASSESSMENT_KINDS, 'plan']);

/** The place that shows lasting use, and the diagnosis it matters to; undefined when one of the two is not documented. */
function longTerm(
  code: string,
  mentions: readonly DrugMention[],
  answer: readonly Candidate[],
  { note, setting }: RuleContext,
): { mention: DrugMention; reason: Candidate } | undefined {
  const read = mentions
    .filter((mention) => mention.taken || heldForNow(mention, note.text))
    .map((mention): { mention: DrugMention; course: DrugCourse } => ({ mention, course: drugCourse(mention, note) }));
  const said = read.find(
    ({ mention, course }) =>
      course === 'lasting' ||
      (code === 'Z792' && inWeeks(mention, note.text)) ||
      (code === 'Z791' && course === 'current' && isDaily(mention, note.text) && !stops(mention, mentions, note.text)),
  );
  const listed = read.find(({ mention, course }) => (course === 'current' || heldForNow(mention, note.text)) && !startsNow(mention, read));
  const found = said ?? (SAID_ONLY.test(code) ? undefined : listed);
  if (!found) return undefined;
  const supported = codeRanges(found.mention.drug.supports.join(','));
  const reasons = answer.filter(
    (candidate) =>
      (holds(supported, candidate.code) || (ANTITHROMBOTIC.test(code) && holds(VASCULAR, candidate.code))) &&
      !(IMMUNE.test(code) && holds(MALIGNANCY, candidate.code)),
  );
  const assessed = said !== undefined && ASSESSMENT_KINDS.has(said.mention.segment.kind);
  // In a stay every drug that goes on is managed; a visit reports what bears on what it was for, or what its assessment speaks of.
  const general =
    (setting === 'inpatient' && ANTITHROMBOTIC.test(code)) ||
    (assessed && !IMMUNE.test(code)) ||
    (ANTITHROMBOTIC.test(code) && heldForNow(found.mention, note.text));
  const [reason] = reasons.length > 0 ? reasons : general ? answer : [];
  return reason && { mention: found.mention, reason };
}

/** A drug withheld for the days around a procedure is still taken for long. */
function heldForNow({ end, segment }: DrugMention, text: string): boolean {
  return HELD.test((text.slice(end, Math.min(segment.end, end + 50)).split(/[;.](?:\s|$)/)[0] as string).trim());
}

/** Whether the note also says that the drug is stopped or to be avoided. */
function stops({ drug }: DrugMention, mentions: readonly DrugMention[], text: string): boolean {
  return mentions.some((other) => !other.taken && other.drug.name === drug.name && !heldForNow(other, text));
}

/** Whether another place says that this drug begins with this encounter. */
function startsNow({ drug }: DrugMention, read: readonly { mention: DrugMention; course: DrugCourse }[]): boolean {
  return read.some(({ mention, course }) => course === 'started' && mention.drug.name === drug.name);
}

function inWeeks({ segment }: DrugMention, text: string): boolean {
  return WEEKS.test(text.slice(segment.start, segment.end));
}

function isDaily({ end, segment }: DrugMention, text: string): boolean {
  return DAILY.test(text.slice(end, Math.min(segment.end, end + 40)).split(/[,;]|\.\s/)[0] as string);
}

function isAnesthesiaClass({ drug, end }: DrugMention, { note }: RuleContext): boolean {
  return drug.name === 'asa' && ANESTHESIA_CLASS.test(note.text.slice(end, end + 12));
}

/** Whether a candidate was read from the names of these drugs and nothing else. */
function restsOn({ evidence }: Candidate, mentions: readonly DrugMention[]): boolean {
  return evidence.every(({ start, end, text }) => {
    const inside = mentions.some((mention) => mention.start < end && start < mention.end);
    return inside && !/long|chronic|current|daily/i.test(text);
  });
}

function isOver({ evidence }: Candidate, { note }: RuleContext): boolean {
  return evidence.every(({ start, end }) => {
    const segment = segmentAt(note, start);
    if (!segment) return false;
    const before = note.text
      .slice(Math.max(segment.start, start - 25), start)
      .split(/[,;.]/)
      .at(-1) as string;
    const after = note.text.slice(end, Math.min(segment.end, end + 30)).split(/[,;.]/)[0] as string;
    return OVER.test(before) || OVER.test(after);
  });
}
