import {
  isAdmissionSource,
  isAdmissionType,
  isBillFrequency,
  isBillType,
  isInpatientBill,
  isOutpatientBill,
  isPatientStatus,
  isRevenueCode,
  STILL_PATIENT,
} from '../../codesets/claim-codes/bill-type.js';
import { bareCode, dottedCode } from '../../codesets/code.js';
import type { Claim, ClaimDiagnosis, ClaimProcedure, ServiceLine } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { claimHead } from './claim-head.js';
import { checkOtherPayers } from './coverage.js';
import type { BuildInput } from './input.js';
import type { MissingFacts } from './missing.js';
import { checkTotal, isExternalCause } from './professional.js';
import { billedLines, lineDates, serviceLine, totalOf } from './service-lines.js';

/** What an institutional claim holds at most (005010X223; UB-04 form locators 66 to 74). */
const LINES = 999;
const MOST: Readonly<Record<NonNullable<ClaimDiagnosis['role']>, number>> = {
  principal: 1,
  admitting: 1,
  'reason-for-visit': 3,
  'external-cause': 12,
  other: 24,
};
const PROCEDURES = 25;
/** Order in which the claim lists diagnoses. */
const ROLES = ['principal', 'admitting', 'reason-for-visit', 'external-cause', 'other'] as const;
/** Bills that begin a stay or go on with it, and bills that end it. */
const GOES_ON = ['2', '3'];
const ENDS = ['1', '4'];
/** Visits nobody has planned: emergency room, urgent care, observation (UB-04 form locator 70). */
const UNPLANNED_REVENUE = /^(?:045|0516|0526|0762)/;
const UNPLANNED_TYPES = ['1', '2', '5'];

/** A facility's encounter as a claim. What one claim cannot hold is asked about, because what belongs on another bill the facility decides. */
export function institutionalClaims(input: BuildInput, missing: MissingFacts, remarks: string[]): Claim[] {
  const { head, leftOut } = claimHead(input, 'institutional', missing);
  if (leftOut.length > 0) remarks.push(`an institutional claim has no place for: ${leftOut.join(', ')}`);
  const { billType, frequency } = billOf(input, missing);
  const stay = billType !== undefined && isInpatientBill(billType);
  const outpatient = billType !== undefined && isOutpatientBill(billType);
  const period = statementOf(input, stay, missing);
  checkAdmission(input, stay, outpatient, frequency, missing);
  if (!input.attending) missing.add(['attending'], 'attending provider');
  if (input.otherOperating && !input.operating) missing.add(['operating'], 'operating physician, because another one is named');
  const lines = billedLines(input);
  const services = lines.map(({ line, at }, i) => revenueLine(input, line, at, i + 1, { stay, period }, missing));
  if (services.length === 0) missing.add(['services'], 'at least one line with a revenue code');
  if (services.length > LINES)
    missing.add(['services'], `lines: ${services.length}, of which a claim holds ${LINES}; bill the stay in parts (frequency 2, 3, 4)`);
  if (outpatient && unplanned(input, services) && !input.diagnoses.some(({ role }) => role === 'reason-for-visit'))
    missing.add(['diagnoses'], 'patient’s reason for the visit, as the visit was not planned');
  const total = totalOf(services);
  checkTotal(input, total, missing);
  checkValues(input, missing);
  const claim: Claim = {
    ...head,
    id: String(input.id),
    billType: billType ?? '',
    frequency,
    charge: formatCents(total ?? 0),
    ...period,
    diagnoses: diagnosesOf(input, stay, missing, remarks),
    services,
  };
  const procedures = proceduresOf(input, stay, outpatient, missing, remarks);
  if (procedures.length > 0) claim.procedures = procedures;
  checkOtherPayers(claim, missing);
  return [claim];
}

/** Type of bill as two digits and a frequency, from any usual spelling: `13`, `131`, `0131`. */
function billOf(input: BuildInput, missing: MissingFacts): { readonly billType: string | undefined; readonly frequency: string } {
  const given = input.billType?.replace(/^0/, '');
  const third = given?.length === 3 ? given.slice(2) : undefined;
  const frequency = input.frequency ?? third ?? '1';
  const billType = given?.slice(0, 2);
  if (
    missing.needs(given, ['billType'], 'type of bill: 11 hospital inpatient, 13 hospital outpatient …') &&
    (given.length > 3 || !isBillType(billType ?? ''))
  )
    missing.add(['billType'], `type of bill: ${given} is none`);
  if (third !== undefined && input.frequency !== undefined && third !== input.frequency)
    missing.add(['frequency'], `frequency of the bill: ${input.frequency}, and the type of bill says ${third}`);
  if (!isBillFrequency(frequency)) missing.add(['frequency'], `frequency of the bill: ${frequency} is none`);
  return { billType, frequency };
}

/** First and last day of the statement; a single day of outpatient care is both. */
function statementOf(input: BuildInput, stay: boolean, missing: MissingFacts): { date: string; dateTo: string } {
  const date = stay && input.dateTo === undefined ? input.admissionDate : input.date;
  const dateTo = input.dateTo ?? input.dischargeDate ?? (stay ? undefined : input.date);
  const from = missing.needs(date, ['date'], 'first day of the statement period') ? parseDay(date) : undefined;
  const to = missing.needs(dateTo, ['dateTo'], 'last day of the statement period') ? parseDay(dateTo) : undefined;
  if (date && from === undefined) missing.add(['date'], 'first day of the statement period: a day as YYYY-MM-DD is expected');
  if (dateTo && to === undefined) missing.add(['dateTo'], 'last day of the statement period: a day as YYYY-MM-DD is expected');
  if (from !== undefined && to !== undefined && to < from)
    missing.add(['dateTo'], 'last day of the statement period: it lies before the first');
  return { date: date ?? '', dateTo: dateTo ?? '' };
}

function checkAdmission(input: BuildInput, stay: boolean, outpatient: boolean, frequency: string, missing: MissingFacts): void {
  const { admissionType, admissionSource, patientStatus, admissionHour, dischargeHour } = input;
  if (stay) {
    missing.needs(input.admissionDate, ['admissionDate'], 'date of admission');
    missing.needs(admissionHour, ['admissionHour'], 'hour of admission, HHMM');
  }
  if (admissionHour !== undefined && input.admissionDate === undefined && !stay)
    missing.add(['admissionDate'], 'date of admission, as its hour is given');
  if (missing.needs(admissionType, ['admissionType'], 'type of admission or visit') && !isAdmissionType(admissionType))
    missing.add(['admissionType'], `type of admission or visit: ${admissionType} is none`);
  if (stay || outpatient) missing.needs(admissionSource, ['admissionSource'], 'point of origin of the admission or visit');
  if (admissionSource !== undefined && !isAdmissionSource(admissionSource))
    missing.add(['admissionSource'], `point of origin: ${admissionSource} is none`);
  if (missing.needs(patientStatus, ['patientStatus'], 'patient discharge status, two digits')) {
    if (!isPatientStatus(patientStatus)) missing.add(['patientStatus'], `patient discharge status: ${patientStatus} is none`);
    const goesOn = patientStatus === STILL_PATIENT;
    if (stay && ((GOES_ON.includes(frequency) && !goesOn) || (ENDS.includes(frequency) && goesOn)))
      missing.add(['patientStatus'], `patient discharge status: ${patientStatus} does not go with frequency ${frequency} of the bill`);
    if (stay && !goesOn) missing.needs(dischargeHour, ['dischargeHour'], 'hour of discharge, HHMM');
  }
  for (const [field, hour] of [
    ['admissionHour', admissionHour],
    ['dischargeHour', dischargeHour],
  ] as const)
    if (hour !== undefined && !/^([01]\d|2[0-3])[0-5]\d$/.test(hour))
      missing.add([field], `${field === 'admissionHour' ? 'hour of admission' : 'hour of discharge'}: four digits, HHMM`);
}

function revenueLine(
  input: BuildInput,
  line: BuildInput['services'][number],
  at: number,
  number: number,
  { stay, period }: { readonly stay: boolean; readonly period: { readonly date: string; readonly dateTo: string } },
  missing: MissingFacts,
): ServiceLine {
  const built = serviceLine(input, line, at, number, 'institutional', missing);
  if (
    missing.needs(
      line.revenueCode,
      ['services', at, 'revenueCode'],
      `revenue code of line ${number}${line.code === undefined ? '' : ` (${line.code})`}`,
    )
  )
    if (!isRevenueCode(line.revenueCode))
      missing.add(['services', at, 'revenueCode'], `revenue code of line ${number}: ${line.revenueCode} is none`);
  // Lines of a stay need no date; of outpatient care each has its own.
  const fallback = period.date === period.dateTo && period.date !== '' ? period.date : undefined;
  const dates = stay && line.date === undefined ? {} : lineDates(line, fallback, at, number, missing);
  if (
    dates.date !== undefined &&
    period.date !== '' &&
    period.dateTo !== '' &&
    (dates.date < period.date || (dates.dateTo ?? dates.date) > period.dateTo)
  )
    missing.add(['services', at, 'date'], `date of service of line ${number}: it lies outside the statement period`);
  return { line: number, ...built, ...dates };
}

function unplanned(input: BuildInput, services: readonly ServiceLine[]): boolean {
  return (
    UNPLANNED_TYPES.includes(input.admissionType ?? '') && services.some(({ revenueCode = '' }) => UNPLANNED_REVENUE.test(revenueCode))
  );
}

function diagnosesOf(input: BuildInput, stay: boolean, missing: MissingFacts, remarks: string[]): ClaimDiagnosis[] {
  const byRole = new Map<NonNullable<ClaimDiagnosis['role']>, ClaimDiagnosis[]>(ROLES.map((role) => [role, []]));
  let first = true;
  for (const [i, { code, role: given, poa, band }] of input.diagnoses.entries()) {
    if (band === 'suggestion') continue;
    const bare = bareCode(code);
    if (!/^[A-Z]\d[0-9A-Z]{1,5}$/.test(bare)) {
      missing.add(['diagnoses', i, 'code'], `diagnosis ${i + 1}: ${code} is no ICD-10-CM code`);
      continue;
    }
    const role = given === undefined ? roleOf(bare, first) : given;
    if (role === 'principal') {
      first = false;
      if (isExternalCause(bare)) missing.add(['diagnoses', i, 'code'], `principal diagnosis: ${code} tells a cause, not what was treated`);
    }
    const diagnosis: ClaimDiagnosis = { code: dottedCode(bare), role };
    if (stay && role !== 'admitting' && role !== 'reason-for-visit') {
      if (poa === undefined)
        missing.add(['diagnoses', i, 'poa'], `present on admission (Y, N, U, W or exempt) of diagnosis ${diagnosis.code}`);
      else diagnosis.poa = poa;
    }
    byRole.get(role)?.push(diagnosis);
  }
  if (byRole.get('principal')?.length === 0) missing.add(['diagnoses'], stay ? 'principal diagnosis' : 'first-listed diagnosis');
  if (stay && byRole.get('admitting')?.length === 0) missing.add(['diagnoses'], 'admitting diagnosis');
  return ROLES.flatMap((role) => {
    const own = distinct(byRole.get(role) ?? []);
    if (role === 'principal' && own.length > 1) missing.add(['diagnoses'], `principal diagnosis: ${own.length} are marked so`);
    const over = own.slice(MOST[role]);
    if (role !== 'principal' && over.length > 0)
      remarks.push(`no room for ${over.length} more of the role ${role}: ${over.map(({ code }) => code).join(', ')}`);
    return own.slice(0, MOST[role]);
  });
}

/** The first that is no external cause is the principal diagnosis; external causes have a place of their own. */
function roleOf(bare: string, first: boolean): NonNullable<ClaimDiagnosis['role']> {
  return isExternalCause(bare) ? 'external-cause' : first ? 'principal' : 'other';
}

function distinct(diagnoses: readonly ClaimDiagnosis[]): ClaimDiagnosis[] {
  const seen = new Set<string>();
  return diagnoses.filter(({ code }) => !seen.has(code) && seen.add(code));
}

function proceduresOf(input: BuildInput, stay: boolean, outpatient: boolean, missing: MissingFacts, remarks: string[]): ClaimProcedure[] {
  const given = input.procedures.map((procedure, at) => ({ procedure, at })).filter(({ procedure }) => procedure.band !== 'suggestion');
  if (given.length === 0) return [];
  if (outpatient) {
    remarks.push(`ICD-10-PCS is billed for stays only; left out: ${given.map(({ procedure }) => procedure.code).join(', ')}`);
    return [];
  }
  const procedures = given.map(({ procedure, at }, i): ClaimProcedure => {
    const code = bareCode(procedure.code);
    if (!/^[0-9A-HJ-NP-Z]{7}$/.test(code))
      missing.add(['procedures', at, 'code'], `procedure ${i + 1}: ${procedure.code} is no ICD-10-PCS code`);
    const role = i === 0 ? 'principal' : 'other';
    if (!missing.needs(procedure.date, ['procedures', at, 'date'], `date of procedure ${code}`)) return { code, role };
    if (parseDay(procedure.date) === undefined)
      missing.add(['procedures', at, 'date'], `date of procedure ${code}: a day as YYYY-MM-DD is expected`);
    return { code, role, date: procedure.date };
  });
  if (procedures.length > 0 && stay && !input.operating) remarks.push('procedures are billed and no operating physician is named');
  if (procedures.length > PROCEDURES)
    remarks.push(
      `no room for ${procedures.length - PROCEDURES} more procedures: ${procedures
        .slice(PROCEDURES)
        .map(({ code }) => code)
        .join(', ')}`,
    );
  return procedures.slice(0, PROCEDURES);
}

function checkValues(input: BuildInput, missing: MissingFacts): void {
  for (const [i, { code, amount }] of (input.values ?? []).entries())
    if (amount === undefined || parseAmount(amount) === undefined) missing.add(['values', i, 'amount'], `amount of value code ${code}`);
  for (const [i, { code, date }] of (input.occurrences ?? []).entries())
    if (parseDay(date ?? '') === undefined) missing.add(['occurrences', i, 'date'], `date of occurrence code ${code}`);
  for (const [i, { code, date, dateTo }] of (input.occurrenceSpans ?? []).entries())
    if (parseDay(date ?? '') === undefined || parseDay(dateTo ?? '') === undefined)
      missing.add(['occurrenceSpans', i, 'date'], `first and last day of occurrence span code ${code}`);
}
