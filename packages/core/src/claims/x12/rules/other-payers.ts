import { isAdjustmentReason, isRemarkCode } from '../../../codesets/claim-codes/adjustment-codes.js';
import { type Day, formatDay } from '../../../model/date.js';
import type { PlacedSegment } from '../finding.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import { type ClaimView, dateOf, type PayerView } from './claim-view.js';
import { missingPlace } from './missing-place.js';
import { wirePeriod } from './wire-date.js';

export const RESPONSIBILITY_REPEATED = defineRule({
  id: '837-responsibility-repeated',
  snip: 4,
  severity: 'error',
  what: 'Two payers of the claim have the responsibility {responsibility}.',
  why: 'Each place in the order of payers is taken once (SBR01 of loops 2000B and 2320); only U may repeat.',
  todo: 'Number the payers in the order in which they pay.',
  status: 'A7:21',
});
export const EARLIER_PAYER_MISSING = defineRule({
  id: '837-earlier-payer-missing',
  snip: 4,
  severity: 'error',
  what: 'The claim goes to a payer of responsibility {responsibility}, and no payer before it is named.',
  why: 'A payer that does not pay first needs to know who does (loop 2320).',
  todo: 'Send loop 2320 for the payers before, or correct SBR01.',
  status: 'A7:286',
});
export const LINE_PAYER_UNKNOWN = defineRule({
  id: '837-line-payer-unknown',
  snip: 4,
  severity: 'error',
  what: 'A decision on the line names payer {payer}, which is none of the other payers of the claim.',
  why: 'SVD01 is the identifier of a payer in loop 2330B.',
  todo: 'Use the identifier that loop 2330B has in NM109.',
  status: 'A7:479',
});
export const PAID_MISSING = defineRule({
  id: '837-payer-paid-missing',
  snip: 4,
  severity: 'error',
  what: 'Payer {payer} decided lines, but what it paid on the claim is missing.',
  why: 'A payer that has decided the claim is sent with its payment, zero included (loop 2320, AMT D).',
  todo: 'Send AMT D with the payment of that payer.',
  status: 'A7:286',
});
export const DECISION_DATE_MISSING = defineRule({
  id: '837-decision-date-missing',
  snip: 4,
  severity: 'error',
  what: 'Payer {payer} decided the claim as a whole, but the date of its decision is missing.',
  why: 'The date is sent in loop 2330B (DTP 573) when no line carries it in loop 2430.',
  todo: 'Send the date of the remittance advice.',
  status: 'A7:286',
});
export const DECISION_IN_FUTURE = defineRule({
  id: '837-decision-in-future',
  snip: 4,
  severity: 'error',
  what: 'The other payer is said to have decided on {date}, after {received}, when the claim came in.',
  why: 'The decision is known before the claim is sent on (DTP 573).',
  todo: 'Correct the date.',
  status: 'A7:286',
});
export const DECISION_BEFORE_SERVICE = defineRule({
  id: '837-decision-before-service',
  snip: 4,
  severity: 'warning',
  what: 'The other payer is said to have decided on {date}, before the service on {service}.',
  why: 'Payers decide after the service (DTP 573).',
  todo: 'Check the date of the decision.',
  status: 'A7:286',
});
export const NONCOVERED_WITH_DECISION = defineRule({
  id: '837-noncovered-with-decision',
  snip: 4,
  severity: 'error',
  what: 'Payer {payer} is said not to cover the claim, and to have paid or adjusted it.',
  why: 'AMT A8 stands for a claim that was never sent to that payer: no AMT D, no CAS.',
  todo: 'Leave one of them out.',
  status: 'A8:286',
});
export const INSURANCE_TYPE_MISSING = defineRule({
  id: '837-insurance-type-missing',
  snip: 4,
  severity: 'error',
  what: 'Medicare does not pay first, and the reason is missing.',
  why: 'The insurance type tells why another payer comes before Medicare (SBR05).',
  todo: 'Enter the insurance type: 12, 13, 14, 15, 16, 41, 42, 43 or 47.',
  status: 'A7:21',
});
export const REMARKS_OF_BOTH = defineRule({
  id: '837-remarks-of-both',
  snip: 4,
  severity: 'warning',
  what: 'The other payer has remarks on a stay and on outpatient care.',
  why: 'A claim is decided as one or as the other (MIA, MOA).',
  todo: 'Keep the segment that the remittance advice has.',
  status: 'A8:286',
});
export const PAYER_REPEATED = defineRule({
  id: '837-payer-repeated',
  snip: 4,
  severity: 'warning',
  what: 'Two other payers have the identifier {payer}, and lines are decided by it.',
  why: 'With one identifier for two policies it cannot be said whose decision it is (loop 2330B, SVD01).',
  todo: 'Give each its own identifier.',
  status: 'A7:479',
});
export const ADJUSTMENT_REASON = defineRule({
  id: '837-adjustment-reason',
  snip: 5,
  severity: 'error',
  what: '{reason} is no number of an adjustment reason.',
  why: 'Claim Adjustment Reason Codes are numbers, or a letter and a number, in the ranges given out.',
  todo: 'Copy the reason from the remittance advice.',
  status: 'A7:286',
});
export const REMARK_CODE = defineRule({
  id: '837-remark-code',
  snip: 5,
  severity: 'error',
  what: '{remark} is no number of a remark.',
  why: 'Remittance Advice Remark Codes are M, MA or N with a number, in the ranges given out.',
  todo: 'Copy the remark from the remittance advice.',
  status: 'A7:286',
});

export const OTHER_PAYER_RULES = [
  RESPONSIBILITY_REPEATED,
  EARLIER_PAYER_MISSING,
  LINE_PAYER_UNKNOWN,
  PAID_MISSING,
  DECISION_DATE_MISSING,
  DECISION_IN_FUTURE,
  DECISION_BEFORE_SERVICE,
  NONCOVERED_WITH_DECISION,
  INSURANCE_TYPE_MISSING,
  REMARKS_OF_BOTH,
  PAYER_REPEATED,
  ADJUSTMENT_REASON,
  REMARK_CODE,
];

/** Elements of CAS that hold a reason, of MOA and MIA that hold a remark. */
const REASONS = [2, 5, 8, 11, 14, 17];
const OUTPATIENT_REMARKS = [3, 4, 5, 6, 7];
const INPATIENT_REMARKS = [5, 20, 21, 22, 23];

/** Responsibilities of which one must be named before a payer that comes later. */
const BEFORE: Readonly<Record<string, string>> = { S: 'PU', T: 'PSU' };

/** Coordination of benefits: who pays in which order, and what the others decided. */
export function checkOtherPayers(view: ClaimView, received: Day | undefined, report: ClaimReport): void {
  checkOrder(view, report);
  const deciding = new Set<string>();
  // Where a payer has no identifier, that is the finding.
  const named = view.payers.every(({ id }) => id !== '');
  for (const line of view.lines)
    for (const { svd, payer } of line.decisions) {
      if (deciding.has(payer)) continue;
      deciding.add(payer);
      if (payer !== '' && named && !view.payers.some(({ id }) => id === payer)) report.at(LINE_PAYER_UNKNOWN, svd, 'SVD01', { payer });
    }
  // Decisions on lines that name no payer of the claim may be of any of them.
  const isWhole = Array.from(deciding).every((payer) => view.payers.some(({ id }) => id === payer));
  view.payers.forEach((payer, i) => {
    checkPayer(view, payer, i, deciding.has(payer.id), isWhole, report);
    checkDecisionDate(view, dateOf(payer.parts, '573'), received, report);
    checkReasons(payer.parts.all('CAS'), report);
    checkRemarks(payer, report);
  });
  for (const line of view.lines) {
    if (line.decisions.length === 0) continue;
    checkReasons(line.parts.all('CAS'), report);
    for (const placed of line.parts.all('DTP', '573')) {
      const period = wirePeriod(placed.segment.element(2), placed.segment.element(3));
      checkDecisionDate(view, period && { placed, period }, received, report);
    }
  }
}

function checkOrder(view: ClaimView, report: ClaimReport): void {
  const own = view.subscriber.first('SBR');
  const responsibility = own?.segment.element(1) ?? '';
  const seen = new Set([responsibility]);
  let repeated = false;
  for (const { subscriber } of view.payers) {
    const other = subscriber?.segment.element(1) ?? '';
    if (subscriber && other !== '' && other !== 'U' && seen.has(other)) {
      repeated = true;
      report.at(RESPONSIBILITY_REPEATED, subscriber, 'SBR01', { responsibility: other });
    }
    seen.add(other);
  }
  seen.delete(responsibility);
  const needed = BEFORE[responsibility];
  if (own && needed && !repeated && Array.from(seen).every(isResponsibility) && !Array.from(needed).some((earlier) => seen.has(earlier)))
    report.at(EARLIER_PAYER_MISSING, own, 'SBR01', { responsibility });
  if (!view.professional) return;
  for (const subscriber of [own, ...view.payers.map((payer) => payer.subscriber)])
    if (
      subscriber?.segment.element(9) === 'MB' &&
      isResponsibility(subscriber.segment.element(1)) &&
      !'PU'.includes(subscriber.segment.element(1)) &&
      subscriber.segment.element(5) === ''
    )
      report.at(INSURANCE_TYPE_MISSING, subscriber, 'SBR05');
}

/** Any other value is a finding of its own. */
function isResponsibility(text: string): boolean {
  return /^[A-HPSTU]$/.test(text);
}

function checkPayer(view: ClaimView, payer: PayerView, index: number, decides: boolean, isWhole: boolean, report: ClaimReport): void {
  const { scope } = view;
  const part = scope.otherPayers[index] ?? [];
  const following = [...scope.otherPayers.slice(index + 1), ...scope.lines];
  const noncovered = payer.parts.first('AMT', 'A8', '2320');
  const paid = payer.parts.first('AMT', 'D', '2320');
  const decided = paid !== undefined || payer.adjustments.length > 0;
  if (noncovered) {
    if (decided) report.at(NONCOVERED_WITH_DECISION, noncovered, 'AMT01', { payer: payer.id });
  } else if (!paid && (decides || decided))
    report.missing(PAID_MISSING, 'AMT', missingPlace(scope, part, '2320', 'AMT', 'D', following), { payer: payer.id });
  else if (decided && !decides && isWhole && payer.id !== '' && !payer.parts.first('DTP', '573'))
    report.missing(DECISION_DATE_MISSING, 'DTP', missingPlace(scope, part, '2330B', 'DTP', '573', following), { payer: payer.id });
  const name = payer.parts.first('NM1', 'PR', '2330B');
  if (name && decides && view.payers.slice(0, index).some(({ id }) => id === payer.id))
    report.at(PAYER_REPEATED, name, 'NM109', { payer: payer.id });
}

function checkDecisionDate(view: ClaimView, decision: ReturnType<typeof dateOf>, received: Day | undefined, report: ClaimReport): void {
  if (!decision) return;
  const decided = decision.period.from;
  const service = view.period?.from;
  if (received !== undefined && decided > received)
    report.at(DECISION_IN_FUTURE, decision.placed, 'DTP03', { date: formatDay(decided), received: formatDay(received) });
  else if (service !== undefined && decided < service && (received === undefined || service <= received))
    report.at(DECISION_BEFORE_SERVICE, decision.placed, 'DTP03', { date: formatDay(decided), service: formatDay(service) });
}

function checkReasons(adjustments: readonly PlacedSegment[], report: ClaimReport): void {
  for (const placed of adjustments)
    for (const at of REASONS) {
      const reason = placed.segment.element(at);
      if (reason !== '' && !isAdjustmentReason(reason)) report.at(ADJUSTMENT_REASON, placed, `CAS${two(at)}`, { reason });
    }
}

function checkRemarks(payer: PayerView, report: ClaimReport): void {
  const moa = payer.parts.first('MOA', undefined, '2320');
  const mia = payer.parts.first('MIA', undefined, '2320');
  if (moa && mia) report.at(REMARKS_OF_BOTH, moa, undefined);
  for (const [placed, elements] of [
    [mia, INPATIENT_REMARKS],
    [moa, OUTPATIENT_REMARKS],
  ] as const)
    if (placed)
      for (const at of elements) {
        const remark = placed.segment.element(at);
        if (remark !== '' && !isRemarkCode(remark)) report.at(REMARK_CODE, placed, `${placed.segment.tag}${two(at)}`, { remark });
      }
}

function two(element: number): string {
  return String(element).padStart(2, '0');
}
