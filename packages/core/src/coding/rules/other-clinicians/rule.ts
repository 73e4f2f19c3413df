import { bloodAlcohol, bodyMassIndices, comaScale, type Reading, strokeScale } from '../../../notes/scores.js';
import type { Candidate } from '../../candidate.js';
import { combine } from '../../combine.js';
import { guideline } from '../../guideline.js';
import { codeRanges, holds } from '../../ranges.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';
import { REVIEW } from '../../score.js';

const RULE = 'other-clinicians';
/** Diagnoses of weight and nutrition a body mass index may stand beside. */
const WEIGHT = codeRanges('E40-E46, E65-E66, E68, E88.A, F50, R62.5-R62.7, R63.0, R63.4-R63.6, R64, P92.6');
const BRAIN_INJURY = codeRanges('S02.0-S02.1, S02.9, S06');
const STROKE = codeRanges('I60-I63');
const ALCOHOL = codeRanges('F10');
const BMI = codeRanges('Z68');
const ADULT_BMI = codeRanges('Z68.1-Z68.4');
/** Codes that come from anyone who documents them and are never first-listed. */
const SECONDARY = codeRanges('Z68, R40.21-R40.24, R29.7, Y90, Z55-Z65, Z28.3');
const PRESSURE_ULCER = /^L89/;
/** Chronic ulcers whose last character says how deep they are. */
const CHRONIC_ULCER = /^L(?:97|984)/;

const AUTHORS = { nurse: 'a nurse', dietitian: 'a dietitian', 'other-clinician': 'another clinician', patient: 'the patient' } as const;

export const rule = defineRule({
  id: RULE,
  title: 'What other clinicians measure is coded beside the diagnosis of the provider, and never first',
  sources: [guideline('I.B.14'), guideline('I.C.18.e'), guideline('I.C.18.i'), guideline('I.C.21.c.3'), guideline('I.C.21.c.17')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  admit({ segment: { author }, mention }) {
    if (author === undefined || author === 'provider' || author === 'unknown' || holds(SECONDARY, mention.code)) return undefined;
    return { reason: `said by ${AUTHORS[author]}: the diagnosis itself is the provider's to make (guideline I.B.14)` };
  },
  apply(candidates, context) {
    const answer = candidates.filter(({ probability }) => probability >= REVIEW);
    const actions = [...bodyMass(candidates, answer, context), ...measured(answer, context), ...stages(candidates, answer, context)];
    for (const candidate of answer) if (holds(SECONDARY, candidate.code)) actions.push({ kind: 'not-first', code: candidate.code });
    return actions;
  },
});

/** The index needs a diagnosis of weight by the provider, and no pregnancy; with one it is coded from any part of the note. */
function bodyMass(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const { note, patient, make, evidenceAt } = context;
  const weight = answer.filter(({ code }) => holds(WEIGHT, code)).sort((a, b) => b.probability - a.probability)[0];
  const pregnant = answer.some(({ code }) => code.startsWith('O'));
  const grown = patient.age === undefined || patient.age >= 20;
  const coded = candidates.filter(({ code }) => holds(BMI, code));
  const reason =
    weight === undefined
      ? 'a body mass index is coded only with a diagnosis of weight by the provider (guideline I.B.14)'
      : pregnant
        ? 'a body mass index is not coded in pregnancy (guideline I.C.21.c.3)'
        : undefined;
  if (reason !== undefined) return coded.map((candidate) => ({ kind: 'drop', candidate, reason }));
  if (weight === undefined) return [];
  const readings = bodyMassIndices(note.text);
  const read = new Set(readings.map(({ value }) => bodyMassCode(value, context)));
  const actions: Action[] = coded
    .filter(({ code }) => holds(ADULT_BMI, code))
    .flatMap((candidate): Action[] => {
      if (!grown) return [{ kind: 'drop', candidate, reason: 'the codes for adults begin at 20 years' }];
      if (read.size === 0 || read.has(candidate.code)) return [];
      return [{ kind: 'drop', candidate, reason: 'the number beside the words is another measurement' }];
    });
  const reading = grown ? decisive(readings, context) : undefined;
  const code = reading && bodyMassCode(reading.value, context);
  if (!reading || !code) return actions;
  const there = coded.find((candidate) => candidate.code === code);
  if (there && there.probability >= REVIEW) return actions;
  const made = make({
    code,
    from: [weight],
    evidence: [evidenceAt(reading.start, reading.end)],
    path: ['Body mass index', String(reading.value)],
    order: Number.MAX_SAFE_INTEGER,
  });
  if (!made) return actions;
  return [...actions, there ? { kind: 'replace', candidates: [there], by: made } : { kind: 'add', candidate: made }];
}

/** The one reading, or of several the one among the vital signs; readings that disagree elsewhere decide nothing. */
function decisive(readings: readonly Reading[], context: RuleContext): Reading | undefined {
  const [first] = readings;
  const codes = new Set(readings.map(({ value }) => bodyMassCode(value, context)));
  if (codes.size <= 1) return first;
  return readings.find(({ start, end }) => ['vitals', 'exam'].includes(context.evidenceAt(start, end).section ?? ''));
}

function bodyMassCode(value: number, { icd, date }: RuleContext): string | undefined {
  const whole = Math.floor(value);
  const divided = icd.livesOn('Z6818', date);
  if (whole < 20) return divided ? (value < 18.5 ? 'Z6818' : 'Z6819') : 'Z681';
  if (whole < 40) return `Z68${whole}`;
  return `Z684${whole < 45 ? 1 : whole < 50 ? 2 : whole < 60 ? 3 : whole < 70 ? 4 : 5}`;
}

/** Scales and levels documented by anyone, beside the diagnosis they belong to; after it (I.C.18.e, I.C.18.i). */
function measured(answer: readonly Candidate[], { note, make, evidenceAt }: RuleContext): Action[] {
  const actions: Action[] = [];
  const add = (codes: readonly string[], from: Candidate, at: { start: number; end: number }, words: string): void => {
    for (const code of codes) {
      const made = make({
        code,
        from: [from],
        evidence: [evidenceAt(at.start, at.end)],
        path: [words],
        order: from.order + 0.5,
      });
      if (!made || answer.some((there) => there.code === code)) continue;
      actions.push({ kind: 'add', candidate: made }, { kind: 'not-first', code }, before(from.code, code));
    }
  };
  const injury = answer.find(({ code }) => holds(BRAIN_INJURY, code));
  const coma = injury && !answer.some(({ code }) => /^R402[1-4A]/.test(code)) ? comaScale(note.text) : undefined;
  if (injury && coma) {
    const { parts, total = 0, time } = coma;
    const codes = parts ? parts.map((score, i) => `R402${i + 1}${score}${time}`) : [`R4024${total >= 13 ? 1 : total >= 9 ? 2 : 3}${time}`];
    add(codes, injury, coma, 'Glasgow coma scale');
  }
  const stroke = answer.find(({ code }) => holds(STROKE, code));
  const scale = stroke && !answer.some(({ code }) => code.startsWith('R297')) ? strokeScale(note.text) : undefined;
  if (stroke && scale) add([`R297${String(scale.value).padStart(2, '0')}`], stroke, scale, 'NIH stroke scale');
  const drinking = answer.find(({ code }) => holds(ALCOHOL, code));
  const level = drinking && !answer.some(({ code }) => code.startsWith('Y90')) ? bloodAlcohol(note.text) : undefined;
  if (drinking && level) add([alcoholCode(level.value)], drinking, level, 'Blood alcohol level');
  return actions;
}

/** Upper ends of the classes of Y90, in mg/100 ml. */
const ALCOHOL_LEVELS = [20, 40, 60, 80, 100, 120, 200, 240];

function alcoholCode(level: number): string {
  const place = ALCOHOL_LEVELS.findIndex((end) => level < end);
  return `Y90${place === -1 ? 8 : place}`;
}

/** An ulcer the provider names takes the stage or depth anyone documents; stages that disagree are asked about. */
function stages(candidates: readonly Candidate[], answer: readonly Candidate[], context: RuleContext): Action[] {
  const isUlcer = ({ code }: Candidate): boolean => PRESSURE_ULCER.test(code) || CHRONIC_ULCER.test(code);
  const staged = candidates.filter((candidate) => isUlcer(candidate) && stageOf(candidate.code) !== '9');
  return answer
    .filter((candidate) => isUlcer(candidate) && stageOf(candidate.code) === '9')
    .flatMap((ulcer): Action[] => {
      const pressure = PRESSURE_ULCER.test(ulcer.code);
      const same = staged.filter(({ code }) => code.slice(0, 5) === ulcer.code.slice(0, 5));
      const found = same.length > 0 || !pressure ? same : staged.filter(({ code }) => code.startsWith('L899'));
      const [stage, other] = [...new Set(found.map(({ code }) => stageOf(code)))];
      if (stage === undefined) return [];
      if (other !== undefined) return pressure ? [askStage(ulcer, found)] : [];
      const path = [...ulcer.path, `${pressure ? 'stage' : 'depth'}: ${stage}`];
      const made = combine(`${ulcer.code.slice(0, -1)}${stage}`, [ulcer, ...found], path, RULE, context);
      if (!made) return [];
      return [{ kind: 'replace', candidates: [ulcer, ...found], by: { ...made, probability: ulcer.probability } }];
    });
}

function askStage(ulcer: Candidate, found: readonly Candidate[]): Action {
  const indicators = found.flatMap(({ evidence }) => evidence.slice(0, 1));
  return { kind: 'query', query: 'pressure-ulcer-stage', about: ulcer.evidence[0]?.text ?? ulcer.title, indicators };
}

/** The character for stage or depth, 9 when it is not said; L89.9- counts unstageable as 5 and not said as 0. */
function stageOf(code: string): string {
  const last = code.at(-1) ?? '9';
  return code.startsWith('L899') ? ({ '0': '9', '5': '0' }[last] ?? last) : last;
}
