import { namesEarlierClaim } from '../../../codesets/claim-codes/bill-type.js';
import { INPATIENT_PLACES } from '../../../codesets/claim-codes/place-of-service.js';
import { isAmbulance, isVisit } from '../../../codesets/claim-codes/procedure-code.js';
import { parseAmount } from '../../../model/money.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import type { ClaimView } from './claim-view.js';
import { missingInClaim } from './missing-place.js';

export const CLAIM_REPEATED = defineRule({
  id: '837-claim-repeated',
  snip: 4,
  severity: 'warning',
  what: 'The claim {claim} stands in the file before, with the same charge and frequency.',
  why: 'Payers refuse a claim that comes twice; the number of a claim tells it apart in its answers (CLM01).',
  todo: 'Leave out the second, or give it its own number.',
  status: 'A7:746',
});
export const CLAIM_NUMBER_REPEATED = defineRule({
  id: '837-claim-number-repeated',
  snip: 4,
  severity: 'warning',
  what: 'Another claim before, to the same payer, has the number {claim}.',
  why: 'Answers to claims name them by this number (CLM01): 277CA, 835.',
  todo: 'Give each claim its own number.',
  status: 'A7:746',
});
export const EARLIER_CLAIM_NUMBER = defineRule({
  id: '837-earlier-claim-number-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim corrects, replaces or voids an earlier one (frequency {frequency}) and does not say which.',
  why: 'The payer finds the earlier claim by its own number (loop 2300, REF F8).',
  todo: 'Send the claim number of the payer, from its remittance advice.',
  status: 'A7:464',
});
export const ACCIDENT_DATE = defineRule({
  id: '837-accident-date-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is related to an accident, and its date is missing.',
  why: 'With cause AA or OA in CLM11 the date of the accident is required (loop 2300, DTP 439).',
  todo: 'Send the date of the accident, or correct CLM11.',
  status: 'A7:21',
});
export const ACCIDENT_STATE = defineRule({
  id: '837-accident-state-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim is related to an automobile accident, and neither state nor country says where.',
  why: 'With cause AA the state is required, or the country when abroad (CLM11-4, CLM11-5).',
  todo: 'Enter the state of the accident.',
  status: 'A7:21',
});
export const ACCIDENT_WITHOUT_CAUSE = defineRule({
  id: '837-accident-without-cause',
  snip: 4,
  severity: 'warning',
  what: 'The claim has the date of an accident and no cause.',
  why: 'The date goes with a cause in CLM11: AA, EM or OA.',
  todo: 'Enter the cause, or leave the date out.',
  status: 'A8:21',
});
export const EMPLOYMENT_CAUSE = defineRule({
  id: '837-employment-cause-missing',
  snip: 4,
  severity: 'warning',
  what: 'The claim goes to workers’ compensation and is not said to be related to employment.',
  why: 'Workers’ compensation pays for what work caused (SBR09 WC, CLM11 EM).',
  todo: 'Enter EM in CLM11, or correct the payer.',
  status: 'A8:21',
});
export const ADMISSION_DATE = defineRule({
  id: '837-admission-date-missing',
  snip: 4,
  severity: 'error',
  what: 'Services at place {place} are to an inpatient, and the date of admission is missing.',
  why: 'Visits to inpatients are sent with the date of admission (loop 2300, DTP 435).',
  todo: 'Send the date of admission.',
  status: 'A7:189',
});
export const CLIA_MISSING = defineRule({
  id: '837-clia-missing',
  snip: 4,
  severity: 'error',
  what: 'A waived laboratory test (modifier QW) is billed without the CLIA number of the laboratory.',
  why: 'Laboratory tests under CLIA are sent with its certificate (REF X4 in loop 2300 or 2400).',
  todo: 'Send the CLIA number of the place where the test was done.',
  status: 'A7:21',
});
export const AMBULANCE_DETAILS = defineRule({
  id: '837-ambulance-details-missing',
  snip: 4,
  severity: 'error',
  what: 'Transport by ambulance is billed without its details.',
  why: 'Reason and distance of a transport are sent in CR1 of the claim or the line.',
  todo: 'Send CR1.',
  status: 'A7:21',
});
export const AMBULANCE_PLACE = defineRule({
  id: '837-ambulance-place-missing',
  snip: 4,
  severity: 'error',
  what: 'Transport by ambulance is billed without the place of {place}.',
  why: 'Both ends of a transport are sent with their addresses (loops 2310E and 2310F, or 2420G and 2420H).',
  todo: 'Send the address.',
  status: 'A7:21',
});
export const AMBULANCE_DISTANCE = defineRule({
  id: '837-ambulance-distance',
  snip: 4,
  severity: 'error',
  what: 'The distance of the transport is {distance} miles.',
  why: 'The distance is zero or more (CR106).',
  todo: 'Correct the distance.',
  status: 'A7:21',
});
export const AMBULANCE_WEIGHT = defineRule({
  id: '837-ambulance-weight',
  snip: 4,
  severity: 'error',
  what: 'The weight of the patient is {weight} pounds.',
  why: 'The weight is more than zero (CR102).',
  todo: 'Correct the weight, or leave it out.',
  status: 'A7:21',
});
export const EPSDT_CONTRADICTION = defineRule({
  id: '837-epsdt-contradiction',
  snip: 4,
  severity: 'error',
  what: 'The EPSDT referral is answered with {answer} and explained with {condition}.',
  why: 'Condition NU stands for no referral: it goes with N, and N goes with nothing else (CRC ZZ).',
  todo: 'Correct answer or condition.',
  status: 'A8:21',
});
export const NEGATIVE_AMOUNT = defineRule({
  id: '837-negative-amount',
  snip: 4,
  severity: 'error',
  what: 'The amount {amount} is negative.',
  why: 'Charges and payments of patients are zero or more.',
  todo: 'Correct the amount. To take a claim back, send it with frequency 8.',
  status: 'A7:402',
});

export const SITUATION_RULES = [
  CLAIM_REPEATED,
  CLAIM_NUMBER_REPEATED,
  EARLIER_CLAIM_NUMBER,
  ACCIDENT_DATE,
  ACCIDENT_STATE,
  ACCIDENT_WITHOUT_CAUSE,
  EMPLOYMENT_CAUSE,
  ADMISSION_DATE,
  CLIA_MISSING,
  AMBULANCE_DETAILS,
  AMBULANCE_PLACE,
  AMBULANCE_DISTANCE,
  AMBULANCE_WEIGHT,
  EPSDT_CONTRADICTION,
  NEGATIVE_AMOUNT,
];

/** SNIP 4: what one part of a claim demands of another. */
export function checkSituations(view: ClaimView, clm: PlacedSegment, report: ClaimReport): void {
  const { scope, claim, frequency } = view;
  if (namesEarlierClaim(frequency) && !claim.first('REF', 'F8', '2300'))
    report.missing(EARLIER_CLAIM_NUMBER, 'REF', missingInClaim(scope, '2300', 'REF', 'F8'), { frequency });
  checkNegative(clm, 2, report);
  checkNegative(claim.first('AMT', view.professional ? 'F5' : 'F3', '2300'), 2, report);
  for (const { parts } of view.payers)
    for (const qualifier of ['EAF', 'A8']) checkNegative(parts.first('AMT', qualifier, '2320'), 2, report);
  for (const { service } of view.lines) checkNegative(service, view.professional ? 2 : 3, report);
  checkEpsdt(claim.first('CRC', 'ZZ', '2300'), report);
  if (!view.professional) return;
  checkCauses(view, clm, report);
  checkAdmission(view, report);
  const certified = claim.first('REF', 'X4', '2300') !== undefined;
  const waived = view.lines.find(({ procedure, parts }) => procedure.includes('QW', 2) && !certified && !parts.first('REF', 'X4'));
  if (waived) report.missing(CLIA_MISSING, 'REF', missingInClaim(scope, '2300', 'REF', 'X4'));
  checkAmbulance(view, report);
}

function checkNegative(placed: PlacedSegment | undefined, element: number, report: ClaimReport): void {
  const text = placed?.segment.element(element) ?? '';
  if (placed && text.startsWith('-') && (parseAmount(text) ?? 0) < 0)
    report.at(NEGATIVE_AMOUNT, placed, `${placed.segment.tag}0${element}`, { amount: text });
}

function checkCauses(view: ClaimView, clm: PlacedSegment, report: ClaimReport): void {
  const { scope, claim } = view;
  const [first = '', second = '', third = '', state = '', country = ''] = clm.segment.components(11);
  const causes = [first, second, third];
  const accident = claim.first('DTP', '439', '2300');
  if ((causes.includes('AA') || causes.includes('OA')) && !accident)
    report.missing(ACCIDENT_DATE, 'DTP', missingInClaim(scope, '2300', 'DTP', '439'));
  if (causes.includes('AA') && state === '' && country === '') report.at(ACCIDENT_STATE, clm, 'CLM11-4');
  if (accident && first === '') report.at(ACCIDENT_WITHOUT_CAUSE, accident, 'DTP01');
  if (view.filing === 'WC' && !causes.includes('EM')) report.at(EMPLOYMENT_CAUSE, clm, 'CLM11');
}

function checkAdmission(view: ClaimView, report: ClaimReport): void {
  if (view.claim.first('DTP', '435', '2300')) return;
  const line = view.lines.find(({ place, code }) => INPATIENT_PLACES.has(place) && isVisit(code));
  if (line) report.missing(ADMISSION_DATE, 'DTP', missingInClaim(view.scope, '2300', 'DTP', '435'), { place: line.place });
}

/** Ends of a transport: entity, loop of the claim, loop of the line, word for people. */
const ENDS = [
  ['PW', '2310E', '2420G', 'pick-up'],
  ['45', '2310F', '2420H', 'drop-off'],
] as const;

function checkAmbulance(view: ClaimView, report: ClaimReport): void {
  for (const placed of [...view.claim.all('CR1'), ...view.lines.flatMap(({ parts }) => parts.all('CR1'))]) {
    const weight = placed.segment.element(2);
    const distance = placed.segment.element(6);
    if (weight !== '' && Number(weight) <= 0) report.at(AMBULANCE_WEIGHT, placed, 'CR102', { weight });
    if (Number(distance) < 0) report.at(AMBULANCE_DISTANCE, placed, 'CR106', { distance });
  }
  const trips = view.lines.filter(({ code }) => isAmbulance(code));
  if (trips.length === 0) return;
  const { scope, claim } = view;
  if (!claim.first('CR1') && trips.some(({ parts }) => !parts.first('CR1')))
    report.missing(AMBULANCE_DETAILS, 'CR1', missingInClaim(scope, '2300', 'CR1'));
  // An end whose name is missing or damaged is taken for another place: that is the finding.
  if (claim.hasLoop('2310C') && !claim.first('NM1', '77', '2310C')) return;
  for (const [entity, loop, lineLoop, place] of ENDS)
    if (!claim.hasLoop(loop) && trips.some(({ parts }) => !parts.hasLoop(lineLoop)))
      report.missing(AMBULANCE_PLACE, 'NM1', missingInClaim(scope, loop, 'NM1', entity), { place });
}

function checkEpsdt(placed: PlacedSegment | undefined, report: ClaimReport): void {
  if (!placed) return;
  const answer = placed.segment.element(2);
  const condition = placed.segment.element(3);
  if ((answer === 'N' && condition !== 'NU') || (answer === 'Y' && condition === 'NU'))
    report.at(EPSDT_CONTRADICTION, placed, 'CRC03', { answer, condition });
}
