import { TOTAL_CHARGE_REVENUE } from '../../../codesets/claim-codes/bill-type.js';
import { formatCents, parseAmount } from '../../../model/money.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import type { ClaimView, LineView, PayerView } from './claim-view.js';

export const CHARGE_TOTAL = defineRule({
  id: '837-charge-total',
  snip: 3,
  severity: 'error',
  what: 'The claim charges {claim}, its lines together {lines}.',
  why: 'The total charge is the sum of the charges of all service lines (837 guides, section 1.4.4, balancing).',
  todo: 'Correct the charge of the claim or of the line that is wrong.',
  status: 'A7:400',
});
export const LINE_BALANCE = defineRule({
  id: '837-line-balance',
  snip: 3,
  severity: 'error',
  what: 'The line charges {charge}; payer {payer} paid {paid} and adjusted {adjusted}.',
  why: 'Charge of the line = paid + adjustments, for each payer that decided it (837 guides, section 1.4.4).',
  todo: 'Enter payment and adjustments as the remittance advice of that payer states them.',
  status: 'A7:672',
});
export const PAYER_PAID_TOTAL = defineRule({
  id: '837-payer-paid-total',
  snip: 3,
  severity: 'error',
  what: 'Payer {payer} is said to have paid {paid}; its line payments less its claim adjustments are {expected}.',
  why: 'What a payer paid on the claim = its payments of the lines − its adjustments of the claim (837 guides, section 1.4.4).',
  todo: 'Enter the payment, the line payments and the claim adjustments as the remittance advice states them.',
  status: 'A7:672',
});
export const PAYER_CLAIM_BALANCE = defineRule({
  id: '837-payer-claim-balance',
  snip: 3,
  severity: 'error',
  what: 'The claim charges {charge}; payer {payer} paid {paid} and adjusted {adjusted}.',
  why: 'A payer that decides the claim as a whole accounts for all of its charge (837 guides, section 1.4.4).',
  todo: 'Enter payment and adjustments as the remittance advice of that payer states them.',
  status: 'A7:672',
});
export const NONCOVERED_TOTAL = defineRule({
  id: '837-noncovered-total',
  snip: 3,
  severity: 'error',
  what: '{noncovered} of {charge} is said not to be covered by payer {payer}.',
  why: 'This amount is for claims that the other payer would not cover at all; it equals the total charge (loop 2320, AMT A8).',
  todo: 'Enter the total charge, or report what the payer paid and adjusted instead.',
  status: 'A7:672',
});
export const PATIENT_PAID = defineRule({
  id: '837-patient-paid-over-charge',
  snip: 3,
  severity: 'warning',
  what: 'The patient is said to have paid {paid}, more than the charge of {charge}.',
  why: 'A patient pays a part of the charge, seldom more than all of it (loop 2300, AMT F5).',
  todo: 'Check the amount the patient paid on this claim.',
  status: 'A7:400',
});
export const PATIENT_LIABLE = defineRule({
  id: '837-patient-liability-over-charge',
  snip: 3,
  severity: 'warning',
  what: 'The patient is said to owe {owed}, more than the charge of {charge}.',
  why: 'What is left for the patient is a part of the charge (AMT F3, AMT EAF).',
  todo: 'Check the amount.',
  status: 'A7:400',
});
export const LINE_PART = defineRule({
  id: '837-line-part-over-charge',
  snip: 3,
  severity: 'error',
  what: '{part} is reported as a part of a line that charges {charge}.',
  why: 'Charges that are not covered, taxes and postage are inside the charge of the line (loop 2400, SV207, AMT).',
  todo: 'Correct the part or the charge.',
  status: 'A7:400',
});

export const BALANCING_RULES = [
  CHARGE_TOTAL,
  LINE_BALANCE,
  PAYER_PAID_TOTAL,
  PAYER_CLAIM_BALANCE,
  NONCOVERED_TOTAL,
  PATIENT_PAID,
  PATIENT_LIABLE,
  LINE_PART,
];

/** SNIP 3: amounts add up, in whole cents. What cannot be read is a finding of another level and stops the sum it belongs to. */
export function checkBalances(view: ClaimView, report: ClaimReport): void {
  const { charge, clm } = view;
  const billed = view.lines.filter(({ revenue }) => revenue !== TOTAL_CHARGE_REVENUE);
  let total: number | undefined = billed.length > 0 ? 0 : undefined;
  for (const line of billed) total = total === undefined || line.charge === undefined || line.charge < 0 ? undefined : total + line.charge;
  const balanced = charge !== undefined && total === charge;
  if (clm && charge !== undefined && charge >= 0 && total !== undefined && !balanced)
    report.at(CHARGE_TOTAL, clm, 'CLM02', { claim: formatCents(charge), lines: formatCents(total) });
  for (const line of view.lines) checkParts(line, report);
  const sums: ClaimSums = {
    balanced,
    gap: charge === undefined || total === undefined ? 0 : total - charge,
    attributed: view.lines.every(({ decisions }) => decisions.every(({ payer }) => view.payers.some(({ id }) => id === payer))),
  };
  for (const payer of view.payers) checkPayer(view, payer, sums, report);
  if (charge === undefined) return;
  const paid = view.claim.amount('F5');
  if (paid && paid.cents > charge && balanced)
    report.at(PATIENT_PAID, paid.placed, 'AMT02', { paid: formatCents(paid.cents), charge: formatCents(charge) });
  for (const owed of [view.claim.amount('F3'), ...view.payers.map(({ parts }) => parts.amount('EAF', '2320'))])
    if (owed && owed.cents > charge && balanced)
      report.at(PATIENT_LIABLE, owed.placed, 'AMT02', { owed: formatCents(owed.cents), charge: formatCents(charge) });
}

function checkParts(line: LineView, report: ClaimReport): void {
  const { service, charge } = line;
  if (!service || charge === undefined || charge < 0) return;
  const noncovered = service.segment.tag === 'SV2' ? parseAmount(service.segment.element(7)) : undefined;
  if (noncovered !== undefined && noncovered > charge)
    report.at(LINE_PART, service, 'SV207', { part: formatCents(noncovered), charge: formatCents(charge) });
  for (const placed of line.parts.all('AMT', undefined, '2400')) {
    const part = parseAmount(placed.segment.element(2));
    if (part !== undefined && part > charge)
      report.at(LINE_PART, placed, 'AMT02', { part: formatCents(part), charge: formatCents(charge) });
  }
}

/** What the sums of the claim itself came to. */
interface ClaimSums {
  /** The lines add up to the claim. */
  readonly balanced: boolean;
  /** By how much the lines exceed the claim. */
  readonly gap: number;
  /** Every decision on a line is of a payer of the claim: else a payer's sum may lack what stands under another name. */
  readonly attributed: boolean;
}

/** How the lines came out for one payer. */
interface PayerLines {
  readonly decided: boolean;
  readonly balanced: boolean;
  /** Undefined when a payment cannot be read. */
  readonly paid: number | undefined;
}

function checkPayer(view: ClaimView, payer: PayerView, { balanced, gap, attributed }: ClaimSums, report: ClaimReport): void {
  const noncovered = payer.parts.amount('A8', '2320');
  if (noncovered && balanced && noncovered.cents !== view.charge)
    report.at(NONCOVERED_TOTAL, noncovered.placed, 'AMT02', {
      payer: payer.id,
      noncovered: formatCents(noncovered.cents),
      charge: formatCents(view.charge as number),
    });
  // Two policies of one payer: its line decisions cannot be told apart.
  if (payer.id === '' || view.payers.some((other) => other !== payer && other.id === payer.id)) return;
  const lines = checkLines(view, payer, gap, report);
  const { paid, adjusted } = payer;
  if (!paid || adjusted === undefined || !lines.balanced || !attributed) return;
  if (lines.decided) {
    if (lines.paid !== undefined && paid.cents !== lines.paid - adjusted)
      report.at(PAYER_PAID_TOTAL, paid.placed, 'AMT02', {
        payer: payer.id,
        paid: formatCents(paid.cents),
        expected: formatCents(lines.paid - adjusted),
      });
  } else if (payer.adjustments.length > 0 && balanced && paid.cents + adjusted !== view.charge)
    report.at(PAYER_CLAIM_BALANCE, paid.placed, 'AMT02', {
      payer: payer.id,
      charge: formatCents(view.charge as number),
      paid: formatCents(paid.cents),
      adjusted: formatCents(adjusted),
    });
}

function checkLines(view: ClaimView, payer: PayerView, gap: number, report: ClaimReport): PayerLines {
  let decided = false;
  let balanced = true;
  let total: number | undefined = 0;
  for (const line of view.lines) {
    const decisions = line.decisions.filter((decision) => decision.payer === payer.id);
    const [first] = decisions;
    if (!first) continue;
    decided = true;
    let paid: number | undefined = 0;
    let adjusted: number | undefined = 0;
    for (const decision of decisions) {
      paid = paid === undefined || decision.paid === undefined ? undefined : paid + decision.paid;
      adjusted = adjusted === undefined || decision.adjusted === undefined ? undefined : adjusted + decision.adjusted;
    }
    total = total === undefined || paid === undefined ? undefined : total + paid;
    // A line that the payer bundled into another has its charge there.
    const bundled = decisions.some((decision) => decision.bundled);
    if (
      paid === undefined ||
      adjusted === undefined ||
      line.charge === undefined ||
      line.charge < 0 ||
      bundled ||
      paid + adjusted === line.charge
    )
      continue;
    balanced = false;
    // The charge of the line is what does not add up to the claim either: one finding says it.
    if (gap !== 0 && line.charge - paid - adjusted === gap) continue;
    report.at(LINE_BALANCE, first.svd, 'SVD02', {
      payer: payer.id,
      charge: formatCents(line.charge),
      paid: formatCents(paid),
      adjusted: formatCents(adjusted),
    });
  }
  return { decided, balanced, paid: total };
}
