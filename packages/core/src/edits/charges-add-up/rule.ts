import { TOTAL_CHARGE_REVENUE } from '../../codesets/claim-codes/bill-type.js';
import { formatCents, parseAmount } from '../../model/money.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'charges-add-up',
  title: 'Charges are amounts and the lines add up to the total of the claim',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2300 CLM02; loop 2400 SV102, SV104' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 CLM02; loop 2400 SV203, SV205, SV207' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    unreadable: {
      severity: 'error',
      what: '“{text}” is no amount of money',
      why: 'an amount is digits with at most two decimals',
      todo: 'correct the amount',
    },
    'no-charge': {
      severity: 'error',
      what: 'no charge',
      why: 'each line has its charge, be it zero',
      todo: 'give the charge of the line',
    },
    negative: {
      severity: 'error',
      what: 'a charge of {amount}',
      why: 'charges are not negative; corrections are made by a replacement or void of the claim',
      todo: 'correct the charge',
    },
    total: {
      severity: 'error',
      what: 'the claim says {total}, its lines add up to {sum}',
      why: 'the total charge is the sum of the lines, to the cent',
      todo: 'correct the total or the line that is off by {difference}',
    },
    'not-covered': {
      severity: 'error',
      what: '{amount} not covered of a charge of {charge}',
      why: 'what is not covered is a part of the charge',
      todo: 'correct the non-covered charge',
    },
    'patient-paid': {
      severity: 'warning',
      what: 'the patient paid {amount}, more than the claim charges',
      why: 'what the patient paid toward the claim is at most its charge',
      todo: 'check the payment, and whether it belongs to other claims too',
    },
    units: {
      severity: 'error',
      what: '{units} units',
      why: 'a service that was rendered has a number of units above zero',
      todo: 'correct the units, or remove the line',
    },
  },
  check: ({ lines, input }, _context, report) => {
    let sum = 0;
    let whole = true;
    for (const { at, charge, units, revenueCode } of lines) {
      const line = input.services[Number(at.split('/')[2])];
      if (revenueCode === TOTAL_CHARGE_REVENUE) continue;
      if (charge === undefined) {
        whole = false;
        if (line?.charge === undefined) report.hit({ message: 'no-charge', at, params: {} });
        else report.hit({ message: 'unreadable', at, params: { text: line.charge.slice(0, 20) } });
        continue;
      }
      sum += charge;
      if (charge < 0) report.hit({ message: 'negative', at, params: { amount: formatCents(charge) } });
      if (units <= 0) report.hit({ message: 'units', at, params: { units } });
      const nonCovered = line?.nonCovered === undefined ? undefined : parseAmount(line.nonCovered);
      if (line?.nonCovered !== undefined && nonCovered === undefined)
        report.hit({ message: 'unreadable', at, params: { text: line.nonCovered.slice(0, 20) } });
      else if (nonCovered !== undefined && nonCovered > charge)
        report.hit({ message: 'not-covered', at, params: { amount: formatCents(nonCovered), charge: formatCents(charge) } });
    }
    if (input.charge === undefined)
      return report.notChecked({ reason: 'the total charge of the claim is not stated', needs: ['total charge'] });
    const total = parseAmount(input.charge);
    if (total === undefined) return report.hit({ message: 'unreadable', at: '/charge', params: { text: input.charge.slice(0, 20) } });
    if (total < 0) report.hit({ message: 'negative', at: '/charge', params: { amount: formatCents(total) } });
    if (whole && total !== sum)
      report.hit({
        message: 'total',
        at: '/charge',
        params: { total: formatCents(total), sum: formatCents(sum), difference: formatCents(Math.abs(total - sum)) },
      });
    const paid = input.patientPaid === undefined ? undefined : parseAmount(input.patientPaid);
    if (paid !== undefined && paid > total)
      report.hit({ message: 'patient-paid', at: '/patientPaid', params: { amount: formatCents(paid) } });
  },
});
