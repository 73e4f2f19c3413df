import { z } from 'zod';
import { bareCode } from '../codesets/code.js';
import { Claim, ClaimDiagnosis, ClaimProcedure, Party, ServiceLine } from '../model/claim.js';
import { type Day, parseDay, wholeYears } from '../model/date.js';
import { Setting, Sex } from '../model/encounter.js';
import { type Cents, parseAmount } from '../model/money.js';

/** Codes of an encounter say how sure they are; a suggestion is no part of the answer and is not checked. */
const FromCoding = { band: z.string().optional() };

/**
 * What `medcode check` reads: a claim, an encounter as `medcode code` prints it, or a few lines written by hand. Only the codes are
 * needed; what is absent is not guessed, and the edits that need it say so.
 */
export const CheckInput = Claim.partial().extend({
  id: z.union([z.string(), z.number()]),
  /** Of an encounter; a claim states its form. */
  setting: Setting.optional(),
  /** The day the payer received the claim, or will. */
  receivedDate: z.string().optional(),
  patient: z
    .object({
      age: z.number().nonnegative().max(150).optional(),
      sex: Sex.optional(),
      birthDate: z.string().optional(),
      relationship: z.string().optional(),
      party: Party.optional(),
      deathDate: z.string().optional(),
    })
    .optional(),
  diagnoses: z.array(ClaimDiagnosis.extend(FromCoding)).default([]),
  procedures: z.array(ClaimProcedure.extend(FromCoding)).default([]),
  services: z
    .array(
      ServiceLine.extend({
        ...FromCoding,
        /** NPI or any other mark of who rendered the service; lines with different marks are of different providers. */
        provider: z.string().optional(),
      }),
    )
    .default([]),
});
export type CheckInput = z.infer<typeof CheckInput>;

/** A diagnosis under edit. */
export interface SubjectDiagnosis {
  /** JSON pointer into the input: `/diagnoses/0`. */
  readonly at: string;
  /** Capitals, without dot. Empty when the diagnosis is of another system than ICD-10-CM: no edit judges it. */
  readonly code: string;
  readonly role: NonNullable<ClaimDiagnosis['role']>;
  readonly poa: string | undefined;
}

export interface SubjectProcedure {
  readonly at: string;
  /** Empty when the procedure is of another system than ICD-10-PCS. */
  readonly code: string;
  readonly date: Day | undefined;
}

/** A service line under edit. */
export interface SubjectLine {
  readonly at: string;
  /** Capitals; empty when the line bills a revenue code alone. */
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  /** Positions in `diagnoses`, from 1. */
  readonly pointers: readonly number[];
  /** First day of the line, else that of the claim. */
  readonly date: Day | undefined;
  readonly dateTo: Day | undefined;
  readonly placeOfService: string | undefined;
  readonly revenueCode: string | undefined;
  /** Whole cents; undefined when absent or unreadable. */
  readonly charge: Cents | undefined;
  /** Who rendered it: the line's own provider, else the claim's rendering or billing provider; empty when nobody is named. */
  readonly provider: string;
}

/** An encounter or claim as edits see it: codes in capitals without dot, dates as days, the date of service settled. Made once, read by all. */
export interface Subject {
  readonly id: string | number;
  readonly form: 'professional' | 'institutional';
  readonly setting: Setting;
  /** First and last day of service; undefined when the input has no date: then nothing dated can be checked. */
  readonly date: Day | undefined;
  readonly dateTo: Day | undefined;
  /**
   * The day whose code sets the diagnoses and procedures are of: that of discharge for a stay, the first day of service otherwise (CMS,
   * Medicare Claims Processing Manual, Pub. 100-04, chapter 23 § 10).
   */
  readonly codesOn: Day | undefined;
  readonly age: number | undefined;
  readonly sex: Sex | undefined;
  readonly diagnoses: readonly SubjectDiagnosis[];
  readonly procedures: readonly SubjectProcedure[];
  readonly lines: readonly SubjectLine[];
  /** The input itself, for what only claims have. */
  readonly input: CheckInput;
  /** Whether the input is a claim (it states its form) or an encounter: claim-form edits ask nothing of encounters. */
  readonly isClaim: boolean;
}

/**
 * Prepares an input for the edits.
 * @param fallback date of service of inputs that state none
 * @example subjectOf({ id: 1, setting: 'office', date: '2024-08-01', diagnoses: [{ code: 'E11.9' }], procedures: [], services: [] }).diagnoses[0]?.code // 'E119'
 */
export function subjectOf(input: CheckInput, fallback?: Day): Subject {
  const form = input.form ?? formOf(input);
  const setting = input.setting ?? settingOf(input, form);
  const stated = dayOf(input.date);
  const claimProvider = partyMark(input.rendering) || partyMark(input.billing);
  const lines: SubjectLine[] = [];
  input.services.forEach((line, i) => {
    if (line.band === 'suggestion') return;
    const from = dayOf(line.date) ?? stated ?? fallback;
    lines.push({
      at: `/services/${i}`,
      code: bareCode(line.code ?? ''),
      modifiers: line.modifiers?.map((modifier) => modifier.toUpperCase()) ?? [],
      units: line.units ?? 1,
      pointers: line.pointers ?? [],
      date: from,
      dateTo: dayOf(line.dateTo) ?? from,
      placeOfService: line.placeOfService ?? input.placeOfService,
      revenueCode: line.revenueCode,
      charge: line.charge === undefined ? undefined : parseAmount(line.charge),
      provider: line.provider ?? (partyMark(line.rendering) || claimProvider),
    });
  });
  const diagnoses: SubjectDiagnosis[] = [];
  input.diagnoses.forEach(({ code, system, role, poa, band }, i) => {
    if (band === 'suggestion') return;
    diagnoses.push({
      at: `/diagnoses/${i}`,
      code: system === undefined || system === 'icd10cm' ? bareCode(code) : '',
      role: role ?? (diagnoses.length === 0 ? 'principal' : 'other'),
      poa,
    });
  });
  const procedures: SubjectProcedure[] = [];
  input.procedures.forEach(({ code, system, date: done, band }, i) => {
    if (band === 'suggestion') return;
    const known = system === undefined || system === 'icd10pcs';
    procedures.push({ at: `/procedures/${i}`, code: known ? bareCode(code) : '', date: dayOf(done) });
  });
  const days = lines.flatMap(({ date }) => (date === undefined ? [] : [date]));
  const date = stated ?? (days.length > 0 ? (Math.min(...days) as Day) : fallback);
  const ends = lines.flatMap(({ dateTo }) => (dateTo === undefined ? [] : [dateTo]));
  const last = dayOf(input.dateTo) ?? dayOf(input.dischargeDate) ?? (ends.length > 0 ? (Math.max(...ends) as Day) : date);
  // A patient who is the subscriber is described there alone.
  const self = input.patient === undefined || input.patient.relationship === '18' ? input.subscriber : undefined;
  const born = dayOf(input.patient?.birthDate ?? self?.birthDate);
  return {
    id: input.id,
    form,
    setting,
    date,
    dateTo: last,
    codesOn: form === 'institutional' && setting === 'inpatient' ? last : date,
    age: input.patient?.age ?? (born !== undefined && date !== undefined ? wholeYears(born, date) : undefined),
    sex: input.patient?.sex ?? Sex.safeParse(self?.sex).data,
    diagnoses,
    procedures,
    lines,
    input,
    isClaim: input.form !== undefined,
  };
}

/**
 * An input without a form is a facility's when it says so by type of bill or revenue codes, or is of a hospital without places of
 * service; ICD-10-PCS codes and POA indicators are of stays.
 */
function formOf(input: CheckInput): Subject['form'] {
  if (input.billType !== undefined || input.services.some(({ revenueCode }) => revenueCode !== undefined)) return 'institutional';
  if (input.placeOfService !== undefined || input.services.some(({ placeOfService }) => placeOfService !== undefined))
    return 'professional';
  const { setting = input.procedures.length > 0 || input.diagnoses.some(({ poa }) => poa !== undefined) ? 'inpatient' : 'office' } = input;
  return setting === 'office' ? 'professional' : 'institutional';
}

/** Type of bill 11x, 12x, 18x, 21x, 41x are stays; place 23 is the emergency department, 21 a stay, 19 and 22 hospital outpatient. */
function settingOf(input: CheckInput, form: Subject['form']): Setting {
  if (form === 'institutional')
    return input.billType === undefined || /^0?(?:11|12|18|21|41)/.test(input.billType) ? 'inpatient' : 'outpatient';
  const place = input.placeOfService ?? input.services[0]?.placeOfService;
  if (place === '23') return 'ed';
  if (place === '21') return 'inpatient';
  return place === '19' || place === '22' ? 'outpatient' : 'office';
}

function partyMark(party: Party | undefined): string {
  return party?.npi ?? party?.id?.value ?? '';
}

function dayOf(text: string | undefined): Day | undefined {
  return text === undefined ? undefined : parseDay(text);
}
