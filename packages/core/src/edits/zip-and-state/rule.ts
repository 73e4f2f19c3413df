import { isCanadianPostalCode, isCanadianProvince, isUsState, isZip, zipFitsState } from '../../codesets/claim-codes/states.js';
import type { Address } from '../../model/claim.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';

export const rule = defineEdit({
  id: 'zip-and-state',
  title: 'Addresses have a state and a ZIP code that belong together, the billing provider’s with nine digits',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2010AA N4; loop 2310C N4' },
    { authority: 'USPS', document: 'Publication 28, Postal Addressing Standards', section: 'section 2' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    state: {
      severity: 'error',
      what: '“{state}” is no state ({whose} address)',
      why: 'states are two letters of the Postal Service',
      todo: 'correct the state',
    },
    zip: {
      severity: 'error',
      what: '“{zip}” is no ZIP code ({whose} address)',
      why: 'a ZIP code has five or nine digits without hyphen',
      todo: 'correct the ZIP code',
    },
    short: {
      severity: 'error',
      what: 'ZIP code {zip} of the {whose} address has five digits',
      why: 'addresses of the billing provider and of the place of service carry nine',
      todo: 'look up the last four digits',
    },
    mismatch: {
      severity: 'warning',
      what: 'ZIP code {zip} does not lie in {state} ({whose} address)',
      why: 'the first three digits tell the state',
      todo: 'check state and ZIP code',
    },
  },
  check: ({ input }, _context, report) => {
    const { billing, payToAddress, facility, subscriber, patient } = input;
    if (billing?.address === undefined)
      report.notChecked({ reason: 'the address of the billing provider is not stated', needs: ['billing address'] });
    else look(report, billing.address, 'billing', '/billing/address', true);
    if (facility?.address) look(report, facility.address, 'facility', '/facility/address', true);
    if (payToAddress?.address) look(report, payToAddress.address, 'pay-to', '/payToAddress/address', false);
    if (subscriber?.party?.address) look(report, subscriber.party.address, 'subscriber', '/subscriber/party/address', false);
    if (patient?.party?.address) look(report, patient.party.address, 'patient', '/patient/party/address', false);
  },
});

function look(report: Report, { state, zip, country }: Address, whose: string, at: string, nine: boolean): void {
  if (country === 'CA') {
    if (state !== undefined && !isCanadianProvince(state))
      report.hit({ message: 'state', at, params: { state: state.slice(0, 10), whose } });
    if (zip !== undefined && !isCanadianPostalCode(zip)) report.hit({ message: 'zip', at, params: { zip: zip.slice(0, 12), whose } });
    return;
  }
  if (country !== undefined && country !== 'US') return;
  const known = state === undefined || isUsState(state);
  if (!known) report.hit({ message: 'state', at, params: { state: state.slice(0, 10), whose } });
  if (zip === undefined) {
    if (nine) report.hit({ message: 'zip', at, params: { zip: '', whose } });
    return;
  }
  if (!isZip(zip)) return report.hit({ message: 'zip', at, params: { zip: zip.slice(0, 12), whose } });
  if (nine && zip.length === 5) report.hit({ message: 'short', at, params: { zip, whose } });
  if (known && state !== undefined && !zipFitsState(zip, state)) report.hit({ message: 'mismatch', at, params: { zip, state, whose } });
}
