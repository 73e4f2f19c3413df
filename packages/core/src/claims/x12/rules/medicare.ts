import { namesEarlierClaim } from '../../../codesets/claim-codes/bill-type.js';
import { isMedicareBeneficiaryIdentifier } from '../../../codesets/claim-codes/identifiers.js';
import { addDays, type Day, day, formatDay } from '../../../model/date.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import type { ClaimView } from './claim-view.js';
import { missingInClaim } from './missing-place.js';

export const MEDICARE_PATIENT = defineRule({
  id: '837-medicare-patient-level',
  snip: 7,
  severity: 'error',
  what: 'A patient level stands below a subscriber of Medicare.',
  why: 'Every person in Medicare has a number of his own: the subscriber is always the patient.',
  todo: 'Send the patient as the subscriber, with 18 in SBR02.',
  status: 'A8:252',
});
export const MEDICARE_NUMBER = defineRule({
  id: '837-medicare-number',
  snip: 7,
  severity: 'warning',
  what: 'The member number has not the form of a Medicare Beneficiary Identifier.',
  why: 'Since 2020 Medicare takes eleven characters, letters and digits at set places (CMS, MBI format).',
  todo: 'Copy the number from the Medicare card.',
  status: 'A7:164',
});
export const TIMELY_FILING = defineRule({
  id: '837-medicare-timely-filing',
  snip: 7,
  severity: 'warning',
  what: 'The claim came in on {received}, more than a year after the service on {service}.',
  why: 'Medicare takes claims for one calendar year after the service, with few exceptions (42 CFR 424.44).',
  todo: 'Give the reason of the delay (CLM20), if one of the exceptions applies.',
  status: 'A8:187',
});
export const MEDICARE_FREQUENCY = defineRule({
  id: '837-medicare-frequency',
  snip: 7,
  severity: 'error',
  what: 'The professional claim to Medicare has frequency {frequency}.',
  why: 'Part B takes original claims only; decided claims are reopened or appealed.',
  todo: 'Send the claim as original, or ask for a reopening.',
  status: 'A7:535',
});

export const MEDICARE_CHIROPRACTIC = defineRule({
  id: '837-medicare-chiropractic-date',
  snip: 7,
  severity: 'error',
  what: 'Spinal manipulation is billed without the day the course of treatment began.',
  why: 'Medicare asks for it with codes 98940 to 98942 (CMS Manual 100-04 chapter 26 section 10.4, item 14; DTP 454).',
  todo: 'Send the date of the first treatment.',
  status: 'A7:21',
});

export const MEDICARE_RULES = [MEDICARE_PATIENT, MEDICARE_NUMBER, TIMELY_FILING, MEDICARE_FREQUENCY, MEDICARE_CHIROPRACTIC];

const ONLY_MBI_FROM = day('2020-01-01');
const A_YEAR = 366;

export function isMedicare(view: ClaimView): boolean {
  return view.filing === 'MB' || view.filing === 'MA';
}

/** SNIP 7, where the destination payer is Medicare: asked once for each subscriber. */
export function checkMedicareSubscriber(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  const level = view.patient?.first('HL');
  if (level && view.subscriber.first('SBR')?.segment.element(2) !== '18') report.at(MEDICARE_PATIENT, level, undefined);
  const name = view.subscriber.first('NM1', 'IL', '2010BA');
  const number = name?.segment.element(9) ?? '';
  if (
    name &&
    number !== '' &&
    !view.patient &&
    received !== undefined &&
    received >= ONLY_MBI_FROM &&
    !isMedicareBeneficiaryIdentifier(number)
  )
    report.at(MEDICARE_NUMBER, name, 'NM109');
}

/** SNIP 7 on claims to Medicare. */
export function checkMedicareClaim(view: ClaimView, clm: PlacedSegment, received: Day | undefined, report: ClaimReport): void {
  if (view.professional && namesEarlierClaim(view.frequency)) report.at(MEDICARE_FREQUENCY, clm, 'CLM05-3', { frequency: view.frequency });
  if (
    view.professional &&
    !view.claim.first('DTP', '454') &&
    view.lines.some(({ code, parts }) => /^9894[012]$/.test(code) && !parts.first('DTP', '454'))
  )
    report.missing(MEDICARE_CHIROPRACTIC, 'DTP', missingInClaim(view.scope, '2300', 'DTP', '454'));
  const service = view.professional ? view.period?.from : view.period?.to;
  if (service !== undefined && received !== undefined && received > addDays(service, A_YEAR) && clm.segment.element(20) === '')
    report.at(TIMELY_FILING, clm, undefined, { received: formatDay(received), service: formatDay(service) });
}
