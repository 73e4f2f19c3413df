import type { HcpcsValidity } from '../../codesets/hcpcs.js';
import type { Lexicon } from '../../codesets/lexicon.js';
import type { Day } from '../../model/date.js';
import type { CodedDiagnosis, CodedService, Patient, Setting } from '../../model/encounter.js';
import type { Assertion } from '../../model/note.js';
import type { NoteFacts } from '../../notes/facts.js';
import type { Segment, StructuredNote } from '../../notes/structure.js';
import { readAdministrations } from './administrations.js';
import { drugLines } from './drug-units.js';
import { administrationLines } from './infusions.js';
import { modifiersOf } from './modifiers/modifiers.js';
import { withRepeats } from './modifiers/repeated.js';
import { isTitledProcedure, kindOfNote, type NoteKind } from './note-kind.js';
import { pointersOf } from './pointers.js';
import { readProcedures } from './procedures.js';
import type { ServiceContext, ServiceDraft } from './service-draft.js';
import { ServiceTables } from './service-tables.js';
import { readTerms } from './service-terms.js';
import { servicesOfStay } from './stays.js';
import { readVaccines } from './vaccines.js';
import { readVisits } from './visits.js';

/** What services are coded from, beside the tables. */
export interface ServiceInput {
  readonly note: StructuredNote;
  readonly diagnoses: readonly CodedDiagnosis[];
  readonly setting: Setting;
  readonly facts: NoteFacts;
  readonly patient: Patient;
  readonly date: Day;
  readonly judge: (segment: Segment, start: number, end: number) => Assertion;
}

/**
 * Codes the services a note supports: visits, procedures, tests, drugs and vaccines with their administration; each with units,
 * modifiers and the diagnoses that justify it. Made once for a lexicon.
 */
export class ServiceCoder {
  private readonly lexicon: Lexicon;
  private readonly isValid: HcpcsValidity | undefined;
  private opened: ServiceTables | undefined;

  /** @param isValid whether a HCPCS level II code is in the release of a date; undefined where no release is at hand */
  constructor(lexicon: Lexicon, isValid?: HcpcsValidity) {
    this.lexicon = lexicon;
    this.isValid = isValid;
  }

  code(input: ServiceInput): CodedService[] {
    this.opened ??= new ServiceTables(this.lexicon);
    const read = kindOfNote(input.note);
    // An emergency department sees patients: its notes are visits, whatever they report beside.
    const seen = read === 'imaging-report' || (read === 'operative' && !isTitledProcedure(input.note));
    const treated = read === 'treatment' && !DEPARTMENT_RECORD.test(input.note.text.slice(0, RECORD_HEAD));
    const kind = input.setting === 'ed' && (seen || treated) ? 'visit' : read;
    const context: ServiceContext = {
      ...input,
      kind,
      diagnoses: input.diagnoses.filter((diagnosis) => diagnosis.band !== 'suggestion'),
      suggested: input.diagnoses.filter((diagnosis) => diagnosis.band === 'suggestion'),
      terms: readTerms(input.note, this.opened.terms, this.lexicon),
      tables: this.opened,
      lexicon: this.lexicon,
      medicare: /\bmedicare\b/i.test(input.note.text),
    };
    const performed = withRepeats(readProcedures(context, kind));
    const stay = input.setting === 'inpatient' ? servicesOfStay(context, kind, performed) : { procedures: performed, visits: true };
    const { procedures } = stay;
    const drugs = readDrugs(context, kind, procedures);
    const vaccines = context.setting === 'office' || context.setting === 'outpatient' ? readVaccines(context) : [];
    const others = [...procedures, ...drugs, ...vaccines].filter((draft) => this.isValid?.(draft.code, input.date) !== false);
    const visits = stay.visits ? readVisits(context, kind, others) : [];
    // The health risk assessment is part of the yearly wellness visit (Medicare Claims Processing Manual, chapter 12, section 30.6.1.1).
    const wellness = visits.some(({ code }) => code === 'G0438' || code === 'G0439');
    const drafts = [...visits, ...(wellness ? others.filter(({ code }) => code !== '96160') : others)];
    return drafts.map((draft) => serviceOf(draft, drafts, context));
  }
}

const INJECTED_INTO = /^(?:206|205|1190|6232|6447|6448|6449|64405|64615|67028|27096)/;

/** Records the department itself bills from. */
const DEPARTMENT_RECORD =
  /\b(?:facility|infusion (?:log|record|flow ?sheet)|medication administration record|mar|nursing (?:record|flow ?sheet))\b/i;

/** Where the head of a record ends. */
const RECORD_HEAD = 400;

/** Drugs and their administration. A hospital stay bills neither; in an emergency department the department does, from its own records. */
function readDrugs(context: ServiceContext, kind: NoteKind, procedures: readonly ServiceDraft[]): ServiceDraft[] {
  if (context.setting === 'inpatient' || kind === 'imaging-report') return [];
  if (context.setting === 'ed' && !DEPARTMENT_RECORD.test(context.note.text.slice(0, RECORD_HEAD))) return [];
  const given = readAdministrations(context);
  const injection = procedures.some((draft) => INJECTED_INTO.test(draft.code));
  const nebulizer = procedures.some((draft) => draft.code === '94640');
  const billed = given.filter((item) => {
    const drugClass = item.drugs[0]?.class;
    if (drugClass === 'inhaled') return nebulizer && context.setting === 'office';
    if (drugClass === 'device') return injection || procedures.some((draft) => /^(?:58300|1198[13])/.test(draft.code));
    return item.route !== 'oral' && item.route !== 'inhaled' && (kind !== 'operative' || injection);
  });
  return [...administrationLines(billed, injection), ...drugLines(billed)];
}

function serviceOf(draft: ServiceDraft, drafts: readonly ServiceDraft[], context: ServiceContext): CodedService {
  const modifiers = modifiersOf(draft, drafts, context);
  return {
    code: draft.code,
    units: draft.units,
    modifiers: modifiers.map(({ modifier }) => modifier),
    pointers: pointersOf(draft, context),
    band: 'review',
    evidence: [...draft.evidence],
    because: [...draft.because],
    ...(modifiers.length > 0 ? { modifierReasons: modifiers } : {}),
    ...(draft.mdm ? { mdm: draft.mdm } : {}),
  };
}
