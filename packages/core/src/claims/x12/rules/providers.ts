import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import type { ClaimView, Segments } from './claim-view.js';

export const BILLING_STREET = defineRule({
  id: '837-billing-street-address',
  snip: 4,
  severity: 'error',
  what: 'The address of the billing provider is a post office box.',
  why: 'Loop 2010AA holds the street address; boxes belong to the pay-to address (loop 2010AB).',
  todo: 'Enter the street address, and send the box in loop 2010AB.',
  status: 'A7:503',
});
export const PROVIDER_UNIDENTIFIED = defineRule({
  id: '837-provider-unidentified',
  snip: 4,
  severity: 'error',
  what: 'The provider has neither an NPI nor another number.',
  why: 'Providers are known by their NPI; those who cannot have one by a number of the payer (NM109, REF).',
  todo: 'Enter the NPI in NM109, with XX in NM108.',
  status: 'A7:562',
});
export const PRIMARY_CARE_ALONE = defineRule({
  id: '837-primary-care-alone',
  snip: 4,
  severity: 'error',
  what: 'The primary care provider (P3) is named without a referring provider.',
  why: 'P3 is the second of two; one alone is DN (loops 2310A and 2420F).',
  todo: 'Use DN.',
  status: 'A8:21',
});

export const PROVIDER_RULES = [BILLING_STREET, PROVIDER_UNIDENTIFIED, PRIMARY_CARE_ALONE];

const POST_OFFICE_BOX = /\b(?:P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX)\b/i;

/** SNIP 4 on the billing provider: asked once for each. */
export function checkBillingProvider(billing: Segments, subscriber: Segments, report: ClaimReport): void {
  const street = billing.first('N3', undefined, '2010AA');
  for (const element of [1, 2])
    if (street && POST_OFFICE_BOX.test(street.segment.element(element))) report.at(BILLING_STREET, street, `N30${element}`);
  const name = billing.first('NM1', '85', '2010AA');
  const known =
    billing.first('REF', '0B', '2010AA') ??
    billing.first('REF', '1G', '2010AA') ??
    subscriber.first('REF', 'G2', '2010BB') ??
    subscriber.first('REF', 'LU', '2010BB');
  if (name && name.segment.element(9) === '' && !known) report.at(PROVIDER_UNIDENTIFIED, name, 'NM109');
}

/** Loops of rendering and attending providers, who cannot be without a number. */
const IDENTIFIED: ReadonlySet<string> = new Set(['2310A 71', '2310B 82', '2310D 82', '2420A 82', '2420C 82', '2310B 72']);

/** SNIP 4 on the providers of claim and lines. */
export function checkProviders(view: ClaimView, report: ClaimReport): void {
  checkPart(view.claim, report);
  for (const { parts } of view.lines) checkPart(parts, report);
}

function checkPart(parts: Segments, report: ClaimReport): void {
  let referring = false;
  for (let i = 0; i < parts.tags.length; i++) {
    if (parts.tags[i] !== 'NM1') continue;
    const placed = parts.placed[i] as PlacedSegment;
    const { segment, loop } = placed;
    const entity = segment.element(1);
    if (segment.element(9) === '' && IDENTIFIED.has(`${loop} ${entity}`) && !parts.first('REF', undefined, loop))
      report.at(PROVIDER_UNIDENTIFIED, placed, 'NM109');
    if (entity === 'DN') referring = true;
    if (entity === 'P3' && !referring) report.at(PRIMARY_CARE_ALONE, placed, 'NM101');
  }
}
