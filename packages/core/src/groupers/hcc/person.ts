import { z } from 'zod';
import { MedcodeError } from '../../errors.js';

const Coded = z.union([z.string(), z.number()]).transform(String);

/** The beneficiary of one risk score, as the command line and the API take it. */
export const Beneficiary = z.object({
  /** `V24`, `V28`, `ESRD V21`, `ESRD V24` or `RxHCC V08`. */
  model: z.string().max(40),
  /** Payment year. Diagnoses are those of the year before. */
  year: z.number(),
  /** Whole years on February 1 of the payment year. */
  age: z.number(),
  sex: z.string().max(10),
  /** Segment of the model, when it is known; derived otherwise. */
  segment: z.string().max(40).optional(),
  /** Original reason for entitlement: 0 age, 1 disability, 2 end-stage renal disease, 3 both. */
  orec: Coded.optional(),
  /** Dual eligibility code of the state file: 02, 04, 08 full benefit; 01, 03, 05, 06 partial; NA or another none. */
  dual: Coded.optional(),
  /** In a long-term institution. */
  lti: z.boolean().optional(),
  /** Fewer than twelve months of Part B in the year of the diagnoses. */
  newEnrollee: z.boolean().optional(),
  /** New enrollee of a chronic condition special needs plan. */
  snp: z.boolean().optional(),
  /** ESRD models: months since the kidney transplant, the month of the transplant being 1; absent: dialysis. */
  graftMonths: z.number().optional(),
  /** RxHCC: low-income subsidy. */
  lowIncome: z.boolean().optional(),
  /** RxHCC new enrollees: end-stage renal disease. */
  esrd: z.boolean().optional(),
  /** RxHCC 2027: which of the proposed tables. */
  plan: z.enum(['MA-PD', 'PDP', 'both']).optional(),
  /** Also apply the age edits of the Medicare Code Editor, a switch of the model software. */
  mceEdits: z.boolean().optional(),
  dx: z.array(z.string().max(40)).max(5000),
});
export type Beneficiary = z.infer<typeof Beneficiary>;

export type DualStatus = 'none' | 'partial' | 'full';

/** The state files' codes; 07 (other Medicaid not counted), 09, 10 and 99 bring no benefit the models look at. */
const DUAL = new Map<string, DualStatus>([
  ...['NA', '00', '07', '09', '10', '99'].map((code) => [code, 'none'] as const),
  ...['01', '03', '05', '06'].map((code) => [code, 'partial'] as const),
  ...['02', '04', '08'].map((code) => [code, 'full'] as const),
]);

/** Highest age that is believed. */
export const OLDEST = 130;

/** @throws MedcodeError MC_PERSON_INVALID */
export function dualStatus(code: string | undefined): DualStatus {
  if (code === undefined) return 'none';
  const status = DUAL.get(code) ?? DUAL.get(code.trim().toUpperCase().padStart(2, '0'));
  if (status === undefined)
    throw new MedcodeError('MC_PERSON_INVALID', `dual: ${shown(code)} is not a dual eligibility code (NA, 00 to 10, 99)`);
  return status;
}

/** @returns whether the sex is female @throws MedcodeError MC_PERSON_INVALID */
export function isFemale(sex: string): boolean {
  if (sex === 'F' || sex === '2' || sex === 'f') return true;
  if (sex === 'M' || sex === '1' || sex === 'm') return false;
  throw new MedcodeError('MC_PERSON_INVALID', `sex: the models have cells for M and F, not for ${shown(sex)}`);
}

/** @throws MedcodeError MC_PERSON_INVALID */
export function checkedAge(age: number): number {
  if (!Number.isInteger(age) || age < 0 || age > OLDEST)
    throw new MedcodeError('MC_PERSON_INVALID', `age: whole years from 0 to ${OLDEST} on February 1 of the payment year, not ${age}`);
  return age;
}

/** @throws MedcodeError MC_PERSON_INVALID */
export function checkedOrec(orec: string | undefined): string | undefined {
  if (orec === undefined || orec === '0' || orec === '1' || orec === '2' || orec === '3') return orec;
  throw new MedcodeError('MC_PERSON_INVALID', `orec: 0, 1, 2 or 3, not ${shown(orec)}`);
}

/** @throws MedcodeError MC_PERSON_INVALID */
export function checkedGraftMonths(months: number | undefined): number | undefined {
  if (months === undefined || (Number.isInteger(months) && months >= 1)) return months;
  throw new MedcodeError('MC_PERSON_INVALID', `graftMonths: whole months from 1, the month of the transplant, not ${months}`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 20));
}
