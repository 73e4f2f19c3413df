import { isAdjustmentGroup, isAdjustmentReason } from '../../codesets/claim-codes/adjustment-codes.js';
import type { Adjustment, OtherPayer } from '../../model/claim.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject } from '../subject.js';

/** The order in which payers answer (SBR01): primary, secondary, tertiary, fourth … */
const ORDER = 'PSTABCDEFGH';

export const rule = defineEdit({
  id: 'prior-payers',
  title: 'Payers before this one have answered, and what they paid and adjusted adds up to the charge',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'front matter on balancing; loops 2320, 2330B, 2430' },
    { authority: 'X12', document: '005010X223A2', section: 'front matter on balancing; loops 2320, 2330B, 2430' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    'none-before': {
      severity: 'error',
      what: 'a claim to payer {rank} names no payer before it',
      why: 'a later payer pays by what the earlier ones decided',
      todo: 'add the earlier payer with its answer, or bill this payer as primary',
    },
    'same-rank': {
      severity: 'error',
      what: 'another payer has the same rank, {rank}, as the payer billed',
      why: 'each payer of a claim has a rank of its own',
      todo: 'correct the order of the payers',
    },
    unanswered: {
      severity: 'error',
      what: 'payer {payer} ({rank}) comes first and has not answered',
      why: 'what it paid and adjusted belongs on the claim to the next payer',
      todo: 'wait for its remittance, or post it',
    },
    total: {
      severity: 'error',
      what: 'payer {payer}: paid {paid} and adjusted {adjusted} of a charge of {charge}',
      why: 'what a payer paid and what it adjusted, on the claim and its lines, is the charge to the cent',
      todo: 'look for {difference} in the remittance',
    },
    line: {
      severity: 'error',
      what: 'payer {payer}: paid {paid} and adjusted {adjusted} of a line of {charge}',
      why: 'what a payer paid and what it adjusted on a line is the charge of the line to the cent',
      todo: 'look for {difference} in the remittance',
    },
    'unknown-payer': {
      severity: 'error',
      what: 'payer {payer} answered the line and is not a payer of the claim',
      why: 'answers of lines belong to a payer the claim names',
      todo: 'correct the number of the payer',
    },
    undated: {
      severity: 'error',
      what: 'payer {payer} answered without a date',
      why: 'the day a payer decided stands beside what it decided',
      todo: 'take the date from the remittance',
    },
    reason: {
      severity: 'error',
      what: 'adjustment {group} {reason} of payer {payer} does not exist',
      why: 'an adjustment has a group (CO, PR, OA, PI, CR) and a reason number (CARC)',
      todo: 'take group and reason from the remittance',
    },
    amount: {
      severity: 'error',
      what: '“{text}” of payer {payer} is no amount of money',
      why: 'an amount is digits with at most two decimals',
      todo: 'correct the amount',
    },
  },
  check: (subject, _context, report) => {
    const { input } = subject;
    const others = input.otherPayers ?? [];
    const own = input.subscriber?.responsibility;
    if (own === undefined) {
      if (others.length > 0)
        report.notChecked({ reason: 'the rank of the payer billed is not stated', needs: ['responsibility of this payer (SBR01)'] });
    } else {
      if (ORDER.indexOf(own) > 0 && !others.some(({ subscriber }) => before(subscriber.responsibility, own)))
        report.hit({ message: 'none-before', at: '/otherPayers', params: { rank: own } });
      others.forEach((payer, i) => {
        const rank = payer.subscriber.responsibility;
        if (rank === own && ORDER.includes(rank)) report.hit({ message: 'same-rank', at: `/otherPayers/${i}`, params: { rank } });
        if (before(rank, own) && !answered(payer, input.services))
          report.hit({ message: 'unanswered', at: `/otherPayers/${i}`, params: { payer: nameOf(payer, i), rank } });
      });
    }
    others.forEach((payer, i) => balance(subject, payer, i, report));
    const known = new Set(others.map(({ payer }) => payer?.id?.value));
    for (const { at } of subject.lines) {
      const line = input.services[Number(at.split('/')[2])];
      for (const { payer, paidOn } of line?.adjudications ?? []) {
        if (!known.has(payer)) report.hit({ message: 'unknown-payer', at, params: { payer } });
        if (paidOn === undefined) report.hit({ message: 'undated', at, params: { payer } });
      }
    }
  },
});

function before(rank: string, own: string): boolean {
  const at = ORDER.indexOf(rank);
  return at >= 0 && at < ORDER.indexOf(own);
}

function answered(payer: OtherPayer, lines: Subject['input']['services']): boolean {
  const id = payer.payer?.id?.value;
  return (
    payer.paid !== undefined ||
    payer.adjustments.length > 0 ||
    lines.some(({ adjudications }) => adjudications?.some((one) => one.payer === id))
  );
}

function nameOf(payer: OtherPayer, at: number): string {
  return payer.payer?.name ?? payer.payer?.id?.value ?? String(at + 1);
}

/** Charge = paid + adjusted, for the lines a payer answered and for the claim as a whole. */
function balance({ input, lines }: Subject, payer: OtherPayer, index: number, report: Report): void {
  const name = nameOf(payer, index);
  const id = payer.payer?.id?.value;
  let sound = true;
  const cents = (text: string, at: string): number => {
    const value = parseAmount(text);
    if (value === undefined) {
      sound = false;
      report.hit({ message: 'amount', at, params: { payer: name, text: text.slice(0, 20) } });
    }
    return value ?? 0;
  };
  const sum = (adjustments: readonly Adjustment[], at: string): number => {
    let total = 0;
    for (const { group, reason, amount } of adjustments) {
      if (!isAdjustmentGroup(group) || !isAdjustmentReason(reason))
        report.hit({ message: 'reason', at, params: { payer: name, group, reason } });
      total += cents(amount, at);
    }
    return total;
  };
  const at = `/otherPayers/${index}`;
  let adjusted = sum(payer.adjustments, at);
  for (const { at: place, charge } of lines) {
    const line = input.services[Number(place.split('/')[2])];
    for (const answer of line?.adjudications ?? []) {
      if (answer.payer !== id) continue;
      const ofLine = sum(answer.adjustments, place);
      adjusted += ofLine;
      const paid = cents(answer.paid, place);
      // A payer that bundled lines answers the charge of several on one.
      const bundled = answer.code !== undefined && line?.code !== undefined && answer.code !== line.code;
      if (sound && !bundled && charge !== undefined && charge !== paid + ofLine)
        report.hit({ message: 'line', at: place, params: amounts(name, charge, paid, ofLine) });
    }
  }
  const charge = input.charge === undefined ? undefined : parseAmount(input.charge);
  if (payer.paid === undefined || charge === undefined) return;
  const paid = cents(payer.paid, at);
  if (sound && charge !== paid + adjusted) report.hit({ message: 'total', at, params: amounts(name, charge, paid, adjusted) });
}

function amounts(payer: string, charge: number, paid: number, adjusted: number): Record<string, string> {
  return {
    payer,
    charge: formatCents(charge),
    paid: formatCents(paid),
    adjusted: formatCents(adjusted),
    difference: formatCents(Math.abs(charge - paid - adjusted)),
  };
}
