import type { Lexicon } from '../../codesets/lexicon.js';
import type { CodedDiagnosis, CodedService, Patient, Setting } from '../../model/encounter.js';
import type { Evidence } from '../../model/note.js';
import type { NoteFacts } from '../../notes/facts.js';
import { ASSESSMENT_KINDS, type Segment, type StructuredNote } from '../../notes/structure.js';
import { MDM_WORDS, type Mdm, type MdmLevel, readMdm } from './mdm.js';

/** Office visit numbers by level, and the minutes each needs when time decides (CPT E/M guidelines 2021; 2024 minimum times). */
const OFFICE_NEW: Readonly<Record<MdmLevel, { code: string; minutes: number }>> = {
  1: { code: '99202', minutes: 15 },
  2: { code: '99203', minutes: 30 },
  3: { code: '99204', minutes: 45 },
  4: { code: '99205', minutes: 60 },
};
const OFFICE_ESTABLISHED: Readonly<Record<MdmLevel, { code: string; minutes: number }>> = {
  1: { code: '99212', minutes: 10 },
  2: { code: '99213', minutes: 20 },
  3: { code: '99214', minutes: 30 },
  4: { code: '99215', minutes: 40 },
};
const EMERGENCY: Readonly<Record<MdmLevel, string>> = { 1: '99282', 2: '99283', 3: '99284', 4: '99285' };
/** Preventive visits by the patient's age in years: new, established. */
const PREVENTIVE: readonly { readonly below: number; readonly fresh: string; readonly established: string }[] = [
  { below: 1, fresh: '99381', established: '99391' },
  { below: 5, fresh: '99382', established: '99392' },
  { below: 12, fresh: '99383', established: '99393' },
  { below: 18, fresh: '99384', established: '99394' },
  { below: 40, fresh: '99385', established: '99395' },
  { below: 65, fresh: '99386', established: '99396' },
  { below: 200, fresh: '99387', established: '99397' },
];

const TOTAL_TIME = /\b(?:total time|time spent|spent (?:a total of )?|total of)\D{0,40}?(\d{1,3})\s*min/i;
const DISCHARGE_TIME = /\b(?:more than|greater than|over|>)\s*30\s*min|\b\d{2,3}\s*min/i;

/** Done today, in our own words, with the number it is billed by. */
const DONE_TODAY: readonly { readonly code: string; readonly what: string; readonly when: RegExp }[] = [
  {
    code: '90471',
    what: 'administration of the first injected vaccine',
    when: /\b(?:vaccin\w*|immuni[sz]ation|flu shot)\b[^.\n]{0,60}\b(?:given|administered|received today|today)\b|\b(?:given|administered)\b[^.\n]{0,60}\b(?:vaccine|flu shot|immuni[sz]ation)\b/i,
  },
  {
    code: '93000',
    what: 'electrocardiogram, tracing with reading',
    when: /\b(?:ekg|ecg|electrocardiogram)\b[^.\n]{0,40}\b(?:in (?:the )?office|performed today|obtained today|done today)\b/i,
  },
  {
    code: '20610',
    what: 'injection into a large joint',
    when: /\b(?:knee|shoulder|hip)\b[^.\n]{0,60}\b(?:injected|injection (?:was )?(?:performed|given|administered))\b|\binjected\b[^.\n]{0,60}\b(?:knee|shoulder|hip)\b/i,
  },
];

/**
 * Services a note supports, first version: the evaluation and management level with the elements that carried it, and a few
 * services done on the day. Numbers with our own words only.
 */
export function codeServices(
  note: StructuredNote,
  diagnoses: readonly CodedDiagnosis[],
  setting: Setting,
  facts: NoteFacts,
  patient: Patient,
  lexicon: Lexicon,
): CodedService[] {
  const services: CodedService[] = [];
  const answer = diagnoses.filter((diagnosis) => diagnosis.band !== 'suggestion');
  const pointers = answer.slice(0, 4).map((_, i) => i + 1);
  const visit = visitOf(note, answer, setting, facts, patient, lexicon);
  if (visit) services.push({ ...visit, units: 1, modifiers: [], pointers, band: 'review' });
  for (const { code, what, when } of DONE_TODAY) {
    if (setting === 'inpatient') continue;
    const found = findSegment(note, when);
    if (!found) continue;
    const reason = code === '90471' ? answer.findIndex((diagnosis) => diagnosis.code === 'Z23') + 1 : 0;
    services.push({
      code,
      units: 1,
      modifiers: [],
      pointers: reason > 0 ? [reason] : pointers.slice(0, 1),
      band: 'review',
      evidence: [found],
      because: [what],
    });
  }
  const [first, ...others] = services;
  // A procedure on the day of a visit: the visit needs modifier 25 when it was significant and separate (CPT E/M guidelines).
  if (first && visit && others.some((service) => service.code === '20610'))
    services[0] = { ...first, modifiers: ['25'], because: [...first.because, 'modifier 25: separate from the procedure of the day'] };
  return services;
}

function visitOf(
  note: StructuredNote,
  answer: readonly CodedDiagnosis[],
  setting: Setting,
  facts: NoteFacts,
  patient: Patient,
  lexicon: Lexicon,
): { code: string; evidence: Evidence[]; because: string[] } | undefined {
  if (setting === 'inpatient') {
    if (
      !note.sections.some(
        (section) => section.kind === 'discharge-dx' || section.kind === 'course' || section.kind === 'discharge-condition',
      )
    )
      return undefined;
    const time = findSegment(note, DISCHARGE_TIME, /\bdischarg/i);
    const minutes = time
      ? Number(/(\d{2,3})\s*min/i.exec(time.text)?.[1]) + (/more than|greater than|over|>/i.test(time.text) ? 1 : 0)
      : undefined;
    return minutes !== undefined && minutes > 30
      ? { code: '99239', evidence: time ? [time] : [], because: ['hospital discharge day, more than 30 minutes'] }
      : { code: '99238', evidence: [], because: ['hospital discharge day, 30 minutes or less or time not stated'] };
  }
  // A visit is evaluated and managed: without an assessment or plan there is none to bill.
  if (answer.length === 0 || !note.sections.some(({ kind }) => ASSESSMENT_KINDS.has(kind) || kind === 'plan')) return undefined;
  const preventive = answer.find(
    (diagnosis) => /^Z00\.(?:0[01]|12[189]?|110|111)/.test(diagnosis.code) || diagnosis.code === 'Z01.419' || diagnosis.code === 'Z01.411',
  );
  if (preventive && setting === 'office' && patient.age !== undefined) {
    const age = patient.age;
    const row = PREVENTIVE.find((entry) => age < entry.below);
    if (row)
      return {
        code: facts.newPatient ? row.fresh : row.established,
        evidence: preventive.evidence.slice(0, 1),
        because: [`preventive visit, ${facts.newPatient ? 'new' : 'established'} patient aged ${age}`],
      };
  }
  const mdm = readMdm(note, answer, lexicon);
  const evidence = [...mdm.problems.evidence, ...mdm.data.evidence, ...mdm.risk.evidence].slice(0, 6);
  if (setting === 'ed') return { code: EMERGENCY[mdm.level], evidence, because: [`MDM ${MDM_WORDS[mdm.level]}`, ...explain(mdm)] };
  const numbers = facts.newPatient ? OFFICE_NEW : OFFICE_ESTABLISHED;
  const time = findSegment(note, TOTAL_TIME);
  const minutes = time ? Number(TOTAL_TIME.exec(time.text)?.[1]) : 0;
  const byTime = ([4, 3, 2, 1] as const).find((level) => minutes >= numbers[level].minutes);
  if (time && byTime !== undefined && byTime > mdm.level)
    return {
      code: numbers[byTime].code,
      evidence: [time],
      because: [`${minutes} minutes on the day of the visit (${numbers[byTime].minutes} needed)`, `MDM alone: ${MDM_WORDS[mdm.level]}`],
    };
  return {
    code: numbers[mdm.level].code,
    evidence,
    because: [
      `${facts.newPatient ? 'new' : 'established'} patient, MDM ${MDM_WORDS[mdm.level]}`,
      ...explain(mdm),
      ...nextStep(mdm, numbers),
    ],
  };
}

function explain(mdm: Mdm): string[] {
  return (['problems', 'data', 'risk'] as const).map(
    (name) => `${name} ${MDM_WORDS[mdm[name].level]} (${mdm[name].because})${mdm[name].level >= mdm.level ? ' ✓' : ''}`,
  );
}

function nextStep(mdm: Mdm, numbers: Readonly<Record<MdmLevel, { code: string }>>): string[] {
  if (mdm.level === 4) return [];
  const next = (mdm.level + 1) as MdmLevel;
  const missing = (['problems', 'data', 'risk'] as const).filter((name) => mdm[name].level < next);
  return [
    `${numbers[next].code} would need ${missing.length >= 3 ? 'two of problems, data, risk' : missing.join(' or ')} ${MDM_WORDS[next]}`,
  ];
}

/** The first segment in which the patterns are said of the patient. */
function findSegment(note: StructuredNote, ...patterns: RegExp[]): Evidence | undefined {
  const segment = note.segments.find(
    (candidate: Segment) =>
      candidate.kind !== 'fh' &&
      candidate.kind !== 'instructions' &&
      patterns.every((pattern) => pattern.test(note.text.slice(candidate.start, candidate.end).replace(/[\r\n\t]/g, ' '))),
  );
  if (!segment) return undefined;
  return {
    document: 'note',
    start: segment.start,
    end: segment.end,
    text: note.text.slice(segment.start, segment.end),
    section: segment.kind,
    line: segment.line,
  };
}
