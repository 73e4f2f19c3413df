import { managementRisk } from './management-risk.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import { wordsOf } from './service-draft.js';
import { isNewPatient } from './visit-setting.js';
import { sentenceWith } from './visit-time.js';

/** Preventive visits by the patient's age in years: new, established. */
const BY_AGE: readonly { readonly below: number; readonly fresh: string; readonly established: string }[] = [
  { below: 1, fresh: '99381', established: '99391' },
  { below: 5, fresh: '99382', established: '99392' },
  { below: 12, fresh: '99383', established: '99393' },
  { below: 18, fresh: '99384', established: '99394' },
  { below: 40, fresh: '99385', established: '99395' },
  { below: 65, fresh: '99386', established: '99396' },
  { below: 200, fresh: '99387', established: '99397' },
];
const PREVENTIVE_CODE = /^(?:Z00\.(?:0[01]|12[189]|11[01]|129)|Z01\.41[19])/;
const PREVENTIVE_WORDS =
  /\b(?:annual (?:physical|exam|preventive)|annual wellness|well[- ](?:child|baby|woman|adolescent)|preventive (?:visit|exam|medicine|health)|routine physical|physical exam(?:ination)? visit|complete physical|wellness (?:visit|exam)|well visit|health maintenance (?:visit|exam)|checkup|check-up|school physical|yearly physical|sports physical)\b/i;
const WELLNESS = /\b(?:annual wellness visit|awv|medicare wellness)\b/i;
const WELCOME = /\b(?:welcome to medicare|ippe|initial preventive physical)\b/i;

/** A preventive visit: Medicare's kinds by name, others by age (CPT, Preventive Medicine Services). */
export function preventiveVisit(context: ServiceContext): ServiceDraft[] | undefined {
  const { setting, patient } = context;
  if (setting !== 'office' && setting !== 'outpatient') return undefined;
  const head = context.note.text.slice(0, 1200);
  const welcome = WELCOME.test(head) ? sentenceWith(context, WELCOME) : undefined;
  if (welcome) return [draft('G0402', 'first preventive visit of a Medicare patient', welcome)];
  const wellness = WELLNESS.test(head) ? sentenceWith(context, WELLNESS) : undefined;
  if (wellness && (context.medicare || (patient.age ?? 0) >= 65)) {
    const first = /\b(?:initial|first)\b/i.test(head) && !/\bsubsequent\b/i.test(head);
    return [draft(first ? 'G0438' : 'G0439', `yearly wellness visit, ${first ? 'first' : 'subsequent'}`, wellness)];
  }
  const reason = context.diagnoses.find((diagnosis) => PREVENTIVE_CODE.test(diagnosis.code));
  const story = reason ? undefined : storySays(context);
  const proof = reason?.evidence[0] ?? story;
  if (!proof || patient.age === undefined) return undefined;
  const age = patient.age;
  const row = BY_AGE.find((entry) => age < entry.below);
  if (!row) return undefined;
  const fresh = isNewPatient(context);
  return [draft(fresh ? row.fresh : row.established, `preventive visit, ${fresh ? 'new' : 'established'} patient aged ${age}`, proof)];
}

function storySays(context: ServiceContext): ServiceDraft['evidence'][number] | undefined {
  for (const segment of context.note.segments) {
    if (segment.kind !== 'cc' && segment.kind !== 'none' && segment.kind !== 'hpi') continue;
    const text = wordsOf(context.note, segment);
    if (
      PREVENTIVE_WORDS.test(text) &&
      !/\b(?:last|due|since|prior|previous|overdue|at (?:his|her) (?:last )?(?:annual|well))\b/i.test(text)
    )
      return {
        document: 'note',
        start: segment.start,
        end: segment.end,
        text: context.note.text.slice(segment.start, segment.end),
        section: segment.kind,
        line: segment.line,
      };
  }
  return undefined;
}

function draft(code: string, what: string, evidence: ServiceDraft['evidence'][number]): ServiceDraft {
  return { code, kind: 'visit', units: 1, evidence: [evidence], because: [what], family: 'preventive', reasons: ['Z00', 'Z01.4'] };
}

/**
 * Whether a problem was worked on beyond prevention, so that a problem visit is billed beside it with modifier 25: an acute illness or
 * a change of treatment, not the mere renewal of what is stable.
 */
export function problemBesidePrevention(context: ServiceContext): boolean {
  const problems = context.diagnoses.filter((diagnosis) => !/^[V-Z]/.test(diagnosis.code));
  if (problems.length === 0) return false;
  const risk = managementRisk(context);
  if (risk.level < 3) return false;
  const management = context.note.segments
    .filter((segment) => segment.kind === 'ap' || segment.kind === 'assessment' || segment.kind === 'plan')
    .map((segment) => wordsOf(context.note, segment))
    .join(' \n ');
  return (
    /\b(?:start(?:ed|ing)?|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|switch\w*|adjust\w*|prescrib\w*|add(?:ed|ing)? \w+|not (?:at goal|controlled)|uncontrolled|worsen\w*|acute|separate(?:ly)?|significant)\b/i.test(
      management,
    ) && !/\bstart(?:ed|ing)? (?:vitamin|multivitamin|exercise|walking|fluoride)\b/i.test(management)
  );
}
