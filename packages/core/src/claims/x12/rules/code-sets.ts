import {
  isAdmissionSource,
  isAdmissionType,
  isBillFrequency,
  isBillType,
  isPatientStatus,
  isProfessionalFrequency,
  isRevenueCode,
} from '../../../codesets/claim-codes/bill-type.js';
import { isCountry } from '../../../codesets/claim-codes/countries.js';
import { modifierStanding } from '../../../codesets/claim-codes/modifiers.js';
import { isPlaceOfService } from '../../../codesets/claim-codes/place-of-service.js';
import { isProcedureForm } from '../../../codesets/claim-codes/procedure-code.js';
import { isCanadianProvince, isUsState } from '../../../codesets/claim-codes/states.js';
import type { ServiceCodes } from '../../../codesets/service-codes.js';
import { type Day, day, formatDay } from '../../../model/date.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import { type ClaimView, type InformationCode, informationElement } from './claim-view.js';
import type { CodeStandings, CodeStatus } from './code-status.js';
import { COUNTRY, STATE } from './identifiers.js';
import type { WirePeriod } from './wire-date.js';
import { wirePeriod } from './wire-date.js';

export const DIAGNOSIS = defineRule({
  id: '837-diagnosis-code',
  snip: 5,
  severity: 'error',
  what: '{code} is no diagnosis that can be reported on {date} ({standing}).',
  why: 'Diagnoses are codes of ICD-10-CM that are complete and valid on the date of service (45 CFR 162.1002; before 2015-10-01 ICD-9-CM).',
  todo: 'Look the code up: medcode lookup {code} --date {date}.',
  status: 'A7:255',
});
export const CODE_WITH_DOT = defineRule({
  id: '837-code-with-dot',
  snip: 5,
  severity: 'error',
  what: 'The code {code} is written with a dot.',
  why: 'Codes are sent without their dot (HI).',
  todo: 'Leave the dot out.',
  status: 'A7:255',
});
export const CODE_SYSTEM = defineRule({
  id: '837-code-system-and-date',
  snip: 5,
  severity: 'error',
  what: 'The qualifier {qualifier} names {system}, and the date is {date}.',
  why: 'ICD-10 is for services and discharges from 2015-10-01, ICD-9 for those before (45 CFR 162.1002).',
  todo: 'Use the code set of the date.',
  status: 'A7:255',
});
export const EXTERNAL_CAUSE_FIRST = defineRule({
  id: '837-external-cause-first',
  snip: 5,
  severity: 'error',
  what: 'The external cause {code} is the first diagnosis.',
  why: 'External causes explain an injury and never stand first (ICD-10-CM guidelines, section I.C.20.a.6).',
  todo: 'Put the injury or condition first.',
  status: 'A7:254',
});
export const PROCEDURE_PCS = defineRule({
  id: '837-inpatient-procedure-code',
  snip: 5,
  severity: 'error',
  what: '{code} is no procedure that can be reported on {date} ({standing}).',
  why: 'Inpatient procedures are codes of ICD-10-PCS that are valid on the date (45 CFR 162.1002).',
  todo: 'Look the code up: medcode lookup {code} --date {date}.',
  status: 'A7:465',
});
export const PROCEDURE_FORM = defineRule({
  id: '837-procedure-code-form',
  snip: 5,
  severity: 'error',
  what: '{code} has not the form of a HCPCS or CPT code.',
  why: 'HCPCS and CPT codes have five characters in known series (45 CFR 162.1002).',
  todo: 'Correct the code.',
  status: 'A7:454',
});
export const PROCEDURE_VALID = defineRule({
  id: '837-procedure-code',
  snip: 5,
  severity: 'error',
  what: '{code} does not exist on {date}.',
  why: 'Services are billed with codes that are valid on the date of service (45 CFR 162.1002).',
  todo: 'Look the code up: medcode lookup {code} --date {date}.',
  status: 'A7:454',
});
export const PROCEDURE_DOUBTFUL = defineRule({
  id: '837-procedure-code-doubtful',
  snip: 5,
  severity: 'warning',
  what: '{code} is in no list of {date}, nor in the HCPCS releases of other dates.',
  why: 'Services are billed with codes that are valid on the date of service (45 CFR 162.1002); the HCPCS release of the date is not at hand.',
  todo: 'Look the code up in the HCPCS release of {date}.',
  status: 'A7:454',
});
export const MODIFIER = defineRule({
  id: '837-modifier',
  snip: 5,
  severity: 'error',
  what: '{modifier} is no modifier.',
  why: 'Modifiers are two characters out of the lists of CPT and HCPCS (SV101, SV202).',
  todo: 'Correct the modifier.',
  status: 'A7:453',
});
export const MODIFIER_UNLISTED = defineRule({
  id: '837-modifier-unlisted',
  snip: 5,
  severity: 'warning',
  what: '{modifier} is in none of the lists of modifiers at hand, which end before the date of service.',
  why: 'Few modifiers are added in a year (CPT appendix A, HCPCS level II).',
  todo: 'Check the modifier.',
  status: 'A7:453',
});
export const PLACE = defineRule({
  id: '837-place-of-service',
  snip: 5,
  severity: 'error',
  what: '{place} is no place of service on {date}.',
  why: 'Places of service are numbers of the CMS list, some of them only from a date (CLM05-1, SV105).',
  todo: 'Correct the place of service.',
  status: 'A7:249',
});
export const BILL_TYPE = defineRule({
  id: '837-bill-type',
  snip: 5,
  severity: 'error',
  what: '{bill} is no type of bill.',
  why: 'Facility and care are two digits of the list of the NUBC, without the leading zero (CLM05-1; UB-04 form locator 4).',
  todo: 'Correct the type of bill.',
  status: 'A7:228',
});
export const FREQUENCY = defineRule({
  id: '837-frequency',
  snip: 5,
  severity: 'error',
  what: '{frequency} is no frequency of such a claim.',
  why: 'Professional claims are 1 original, 6 corrected, 7 replacement, 8 void; institutional claims use the list of the NUBC (CLM05-3).',
  todo: 'Correct the frequency.',
  status: 'A7:535',
});
export const REVENUE = defineRule({
  id: '837-revenue-code',
  snip: 5,
  severity: 'error',
  what: '{revenue} is no revenue code.',
  why: 'Revenue codes are four digits in families of the list of the NUBC (SV201; UB-04 form locator 42).',
  todo: 'Correct the revenue code.',
  status: 'A7:455',
});
export const ADMISSION_TYPE = defineRule({
  id: '837-admission-type',
  snip: 5,
  severity: 'error',
  what: '{value} is no type of admission.',
  why: 'The type of admission is 1 to 5 or 9 (CL101; UB-04 form locator 14).',
  todo: 'Correct it.',
  status: 'A7:231',
});
export const ADMISSION_SOURCE = defineRule({
  id: '837-admission-source',
  snip: 5,
  severity: 'error',
  what: '{value} is no point of origin.',
  why: 'The point of origin is a number or letter of the list of the NUBC (CL102; UB-04 form locator 15).',
  todo: 'Correct it.',
  status: 'A7:229',
});
export const PATIENT_STATUS = defineRule({
  id: '837-patient-status',
  snip: 5,
  severity: 'error',
  what: '{value} is no patient status.',
  why: 'Patient status is two digits of the list of the NUBC (CL103; UB-04 form locator 17).',
  todo: 'Correct it.',
  status: 'A7:234',
});
export const INFORMATION_CODE = defineRule({
  id: '837-information-code',
  snip: 5,
  severity: 'error',
  what: '{code} has not the form of a condition, occurrence or value code.',
  why: 'These codes are two characters, digits or capitals, not 00 (HI BG, BH, BI, BE).',
  todo: 'Correct the code.',
  status: 'A7:21',
});
export const DRG = defineRule({
  id: '837-drg',
  snip: 5,
  severity: 'error',
  what: '{code} has not the form of a DRG.',
  why: 'A DRG is a number of three digits, in some systems followed by a severity (HI DR).',
  todo: 'Correct the DRG.',
  status: 'A7:21',
});

export const CODE_SET_RULES = [
  DIAGNOSIS,
  CODE_WITH_DOT,
  CODE_SYSTEM,
  EXTERNAL_CAUSE_FIRST,
  PROCEDURE_PCS,
  PROCEDURE_FORM,
  PROCEDURE_VALID,
  PROCEDURE_DOUBTFUL,
  MODIFIER,
  MODIFIER_UNLISTED,
  PLACE,
  BILL_TYPE,
  FREQUENCY,
  REVENUE,
  ADMISSION_TYPE,
  ADMISSION_SOURCE,
  PATIENT_STATUS,
  INFORMATION_CODE,
  DRG,
];

/** First day of ICD-10-CM and ICD-10-PCS on claims. */
const ICD10_BEGAN = day('2015-10-01');

/** Qualifiers of HI by what their codes are. */
const DIAGNOSIS_SYSTEMS: ReadonlyMap<string, '10' | '9'> = new Map([
  ['ABK', '10'],
  ['ABF', '10'],
  ['ABJ', '10'],
  ['APR', '10'],
  ['ABN', '10'],
  ['BK', '9'],
  ['BF', '9'],
  ['BJ', '9'],
  ['PR', '9'],
  ['BN', '9'],
]);
const PROCEDURE_SYSTEMS: ReadonlyMap<string, '10' | '9'> = new Map([
  ['BBR', '10'],
  ['BBQ', '10'],
  ['BR', '9'],
  ['BQ', '9'],
]);

const STANDING: Readonly<Record<CodeStatus, string>> = {
  billable: 'billable',
  header: 'not complete: more characters are needed',
  unknown: 'no complete code of any edition at hand',
  'not-on-date': 'not valid on that date',
  'not-checked': 'not checked',
};

/** SNIP 5 on the codes of a claim. */
export function checkCodes(view: ClaimView, clm: PlacedSegment, standings: CodeStandings, report: ClaimReport): void {
  const dates = view.period && view.period.from <= view.period.to ? view.period : undefined;
  for (const information of view.information) checkInformationCode(information, dates, standings, report);
  checkClaimNumbers(view, clm, dates, report);
  for (const line of view.lines) {
    const { service, served, procedure, parts } = line;
    const on = served?.period.from ?? dates?.from;
    if (service) {
      const composite = view.professional ? 'SV101' : 'SV202';
      checkProcedure(service, composite, procedure, on, standings, report);
      if (view.professional) {
        const place = service.segment.element(5);
        if (place !== '' && !isPlaceOfService(place, on)) report.at(PLACE, service, 'SV105', { place, date: dateText(on) });
      } else if (line.revenue !== '' && !isRevenueCode(line.revenue)) report.at(REVENUE, service, 'SV201', { revenue: line.revenue });
    }
    for (const { svd } of line.decisions) checkProcedure(svd, 'SVD03', svd.segment.components(3), on, standings, report);
    const equipment = parts.first('SV5');
    if (equipment) checkProcedure(equipment, 'SV501', equipment.segment.components(1), on, standings, report);
  }
}

function dateText(on: Day | undefined): string {
  return on === undefined ? '' : formatDay(on);
}

function checkClaimNumbers(view: ClaimView, clm: PlacedSegment, dates: WirePeriod | undefined, report: ClaimReport): void {
  const { facility, frequency } = view;
  if (view.professional) {
    if (facility !== '' && !isPlaceOfService(facility, dates?.to))
      report.at(PLACE, clm, 'CLM05-1', { place: facility, date: dateText(dates?.to) });
    if (frequency !== '' && !isProfessionalFrequency(frequency)) report.at(FREQUENCY, clm, 'CLM05-3', { frequency });
    const state = clm.segment.component(11, 4);
    const country = clm.segment.component(11, 5);
    if (state !== '' && !isUsState(state) && !isCanadianProvince(state)) report.at(STATE, clm, 'CLM11-4', { state });
    if (country !== '' && !isCountry(country)) report.at(COUNTRY, clm, 'CLM11-5', { country });
    return;
  }
  if (facility !== '' && !isBillType(facility)) report.at(BILL_TYPE, clm, 'CLM05-1', { bill: facility });
  if (frequency !== '' && !isBillFrequency(frequency)) report.at(FREQUENCY, clm, 'CLM05-3', { frequency });
  const cl1 = view.claim.first('CL1');
  if (!cl1) return;
  const [, type = '', source = '', status = ''] = cl1.segment.elements;
  if (type !== '' && !isAdmissionType(type)) report.at(ADMISSION_TYPE, cl1, 'CL101', { value: type });
  if (source !== '' && !isAdmissionSource(source)) report.at(ADMISSION_SOURCE, cl1, 'CL102', { value: source });
  if (status !== '' && !isPatientStatus(status)) report.at(PATIENT_STATUS, cl1, 'CL103', { value: status });
}

function checkInformationCode(
  information: InformationCode,
  dates: WirePeriod | undefined,
  standings: CodeStandings,
  report: ClaimReport,
): void {
  const { placed, element, qualifier, code } = information;
  if (code === '') return;
  const at = informationElement(element);
  const diagnosis = DIAGNOSIS_SYSTEMS.get(qualifier);
  const procedure = diagnosis ? undefined : PROCEDURE_SYSTEMS.get(qualifier);
  if (diagnosis || procedure) {
    if (code.includes('.')) report.at(CODE_WITH_DOT, placed, `${at}-2`, { code });
    else if (dates) checkIcd(information, (diagnosis ?? procedure) as '10' | '9', diagnosis !== undefined, dates, standings, report);
  } else if (qualifier === 'BG' || qualifier === 'BH' || qualifier === 'BI' || qualifier === 'BE') {
    if (!/^[0-9A-Z]{2}$/.test(code) || code === '00') report.at(INFORMATION_CODE, placed, `${at}-2`, { code });
  } else if (qualifier === 'DR') {
    if (!/^\d{3}[0-9A-Z]?$/.test(code) || code.startsWith('000')) report.at(DRG, placed, `${at}-2`, { code });
  } else if ((qualifier === 'BP' || qualifier === 'BO') && !isProcedureForm(code)) report.at(PROCEDURE_FORM, placed, `${at}-2`, { code });
}

function checkIcd(
  information: InformationCode,
  system: '10' | '9',
  diagnosis: boolean,
  dates: WirePeriod,
  standings: CodeStandings,
  report: ClaimReport,
): void {
  const { placed, element, qualifier, code, components } = information;
  const at = informationElement(element);
  // The day of discharge decides for a stay, the day of service elsewhere; a claim may span the day the code set changed.
  if (system === '10' ? dates.to < ICD10_BEGAN : dates.from >= ICD10_BEGAN) {
    const name = system === '10' ? 'ICD-10' : 'ICD-9';
    report.at(CODE_SYSTEM, placed, `${at}-1`, { qualifier, system: name, date: formatDay(dates.to) });
    return;
  }
  const list = diagnosis ? (system === '10' ? 'icd10cm/codes' : 'icd9cm/codes') : system === '10' ? 'icd10pcs/codes' : 'icd9pcs/codes';
  const rule = diagnosis ? DIAGNOSIS : PROCEDURE_PCS;
  const own = diagnosis ? undefined : wirePeriod(components[2] ?? '', components[3] ?? '')?.from;
  if (code !== code.toUpperCase()) {
    report.at(rule, placed, `${at}-2`, { code, date: formatDay(dates.to), standing: 'written in small letters' });
    return;
  }
  const status = standing(standings, list, code, dates, own);
  if (status === 'not-checked')
    report.notChecked(rule, list, () => ({
      reason: `no list of ${list.slice(0, list.indexOf('/'))} codes at hand covers the date`,
      needs: [`${list} ${formatDay(dates.to)}`],
    }));
  else if (status !== 'billable') report.at(rule, placed, `${at}-2`, { code, date: formatDay(dates.to), standing: STANDING[status] });
  else if (element === 1 && qualifier === 'ABK' && /^[V-Y]/.test(code)) report.at(EXTERNAL_CAUSE_FIRST, placed, `${at}-2`, { code });
}

/** The best standing on the last day, the first day and the day of the procedure itself: a code is refused when it is refused on all. */
function standing(
  standings: CodeStandings,
  list: Parameters<CodeStandings['of']>[0],
  code: string,
  dates: WirePeriod,
  own: Day | undefined,
): CodeStatus {
  const last = standings.of(list, code, dates.to);
  if (last === 'billable' || last === 'not-checked') return last;
  for (const on of [dates.from, own])
    if (on !== undefined && on !== dates.to) {
      const status = standings.of(list, code, on);
      if (status === 'billable' || status === 'not-checked') return status;
    }
  return last;
}

/** Any code of transport. */
const TRANSPORT = 'A0425';

/** Procedure and modifiers of a composite: qualifier, code, four modifiers. */
function checkProcedure(
  placed: PlacedSegment,
  composite: string,
  procedure: readonly string[],
  on: Day | undefined,
  standings: CodeStandings,
  report: ClaimReport,
): void {
  const code = procedure[1] ?? '';
  if (procedure[0] !== 'HC' || code === '') return;
  if (!isProcedureForm(code)) report.at(PROCEDURE_FORM, placed, `${composite}-2`, { code });
  else if (on !== undefined) checkValid(placed, composite, code, on, standings.services, report);
  for (let at = 2; at < 6; at++) {
    const modifier = procedure[at] ?? '';
    if (modifier === '') continue;
    // A damaged code may have been one of transport, whose modifiers are places.
    const known = modifierStanding(modifier, isProcedureForm(code) ? code : TRANSPORT, on);
    if (known === 'unknown') report.at(MODIFIER, placed, `${composite}-${at + 1}`, { modifier });
    else if (known === 'unlisted') report.at(MODIFIER_UNLISTED, placed, `${composite}-${at + 1}`, { modifier });
  }
}

/** Series of HCPCS of which codes come and go within a year: hospital devices and drugs, temporary services, measures of quality. */
const SHORT_LIVED = /^[CGMU]/;

function checkValid(placed: PlacedSegment, composite: string, code: string, on: Day, services: ServiceCodes, report: ClaimReport): void {
  const known = services.known(code, on);
  if (known === 'unknown') report.at(PROCEDURE_VALID, placed, `${composite}-2`, { code, date: formatDay(on) });
  else if (known === 'not-checked' && services.isNowhere(code, on))
    report.at(SHORT_LIVED.test(code) ? PROCEDURE_DOUBTFUL : PROCEDURE_VALID, placed, `${composite}-2`, { code, date: formatDay(on) });
  else if (known === 'not-checked') {
    const kind = code.startsWith('D') ? 'dental' : /^[A-Z]/.test(code) ? 'HCPCS level II' : 'CPT';
    report.notChecked(PROCEDURE_VALID, kind, () => {
      const needs = services.needs(code);
      return {
        reason:
          needs.length === 0
            ? `no list of ${kind} codes can be installed: they are checked by form`
            : `no list of ${kind} codes is installed for the date: they are checked by form`,
        needs: needs.map((table) => `${table} ${formatDay(on)}`),
      };
    });
  }
}
