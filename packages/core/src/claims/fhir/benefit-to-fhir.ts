import type { Adjustment, Claim } from '../../model/claim.js';
import { FHIR_SYSTEM, type FhirIssue, fhirContent } from '../../model/fhir.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { postDecision } from '../posting.js';
import type { RemittedClaim, RemittedService } from '../remittance.js';
import { claimToFhir, type FhirBundle } from './claim-to-fhir.js';

const CARIN_ADJUDICATION = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication';
const ADJUSTMENT_REASON = 'https://x12.org/codes/claim-adjustment-reason-codes';
const REMARK = 'https://x12.org/codes/remittance-advice-remark-codes';

/**
 * A claim with the payer's decision as a FHIR R4 bundle: the ExplanationOfBenefit beside everything {@link claimToFhir} writes. Services of
 * the decision are put to the lines of the claim by the provider's line number, else by code and modifiers in order.
 * @param remitted the decision, as an 835 tells it
 * @param payment day of the payment, where known
 * @returns the bundle, or what R4 finds wrong with it
 */
export function benefitToFhir(
  claim: Claim,
  remitted: RemittedClaim,
  payment: { readonly created: string; readonly date?: string },
): { readonly bundle: FhirBundle } | { readonly issues: readonly FhirIssue[] } {
  const made = claimToFhir(claim, payment.created);
  if ('issues' in made) return made;
  const posted = postDecision(remitted);
  const services = [...remitted.services];
  const bundle: FhirBundle = {
    ...made.bundle,
    entry: made.bundle.entry.map((entry) => {
      const resource = entry.resource as { readonly resourceType: string; readonly item?: readonly object[] };
      if (resource.resourceType !== 'Claim') return entry;
      return {
        fullUrl: 'urn:medcode:ExplanationOfBenefit/benefit',
        resource: {
          ...resource,
          resourceType: 'ExplanationOfBenefit',
          id: 'benefit',
          outcome: 'complete',
          ...(remitted.payerClaimNumber === undefined ? {} : { disposition: `payer's claim number ${remitted.payerClaimNumber}` }),
          item: (resource.item ?? []).map((item, i) => {
            const service = takeService(services, claim, i);
            return service ? { ...item, adjudication: adjudicationOf(service) } : item;
          }),
          adjudication: remitted.adjustments.map(adjustment),
          total: [
            { category: category('submitted'), amount: money(posted.charged) },
            { category: category('benefit'), amount: money(posted.paid) },
            { category: carin('memberliability'), amount: money(posted.patientResponsibility) },
            { category: carin('discount'), amount: money(posted.contractual) },
            { category: carin('noncovered'), amount: money(posted.denied) },
          ],
          payment: { amount: money(posted.paid), ...(payment.date === undefined ? {} : { date: payment.date }) },
        },
      };
    }),
  };
  const issues = fhirContent(bundle)?.issues ?? [];
  return issues.length > 0 ? { issues } : { bundle };
}

function money(cents: number): { value: number; currency: 'USD' } {
  return { value: Number(formatCents(cents)), currency: 'USD' };
}

function category(code: string): object {
  return { coding: [{ system: FHIR_SYSTEM.adjudication, code }] };
}

function carin(code: string): object {
  return { coding: [{ system: CARIN_ADJUDICATION, code }] };
}

/** The service of the decision that answers a line; it is taken out of the list, so that equal lines are answered once each. */
function takeService(services: RemittedService[], claim: Claim, at: number): RemittedService | undefined {
  const line = claim.services[at];
  const control = line?.ids?.find(({ qualifier }) => qualifier === '6R')?.value;
  const same = (service: RemittedService): boolean =>
    (service.billedCode ?? service.code) === (line?.code ?? line?.revenueCode) &&
    (service.billedModifiers ?? service.modifiers).join(' ') === (line?.modifiers ?? []).join(' ');
  const byControl = control === undefined ? -1 : services.findIndex((service) => service.control === control);
  const found = byControl >= 0 ? byControl : services.findIndex(same);
  return found < 0 ? undefined : services.splice(found, 1)[0];
}

function adjudicationOf(service: RemittedService): object[] {
  return [
    { category: category('submitted'), amount: money(parseAmount(service.charged) ?? 0) },
    { category: category('benefit'), amount: money(parseAmount(service.paid) ?? 0) },
    ...service.adjustments.map(adjustment),
    ...service.remarks.map((code) => ({ category: carin('denialreason'), reason: { coding: [{ system: REMARK, code }] } })),
  ];
}

/** Groups of adjustments (CAS01) as CARIN divides amounts; the reason keeps its number, its words are the payer's affair. */
const GROUP: Readonly<Record<string, string>> = { PR: 'memberliability', CO: 'discount', OA: 'priorpayerpaid', PI: 'noncovered' };

function adjustment({ group, reason, amount }: Adjustment): object {
  return {
    category: carin(GROUP[group] ?? 'noncovered'),
    reason: { coding: [{ system: ADJUSTMENT_REASON, code: reason }], text: group },
    amount: money(parseAmount(amount) ?? 0),
  };
}
