import { isBillFrequency, isBillType, isProfessionalFrequency, namesEarlierClaim } from '../../codesets/claim-codes/bill-type.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

/** Why an earlier claim is changed or cancelled: condition codes D0 to D9, E0. */
const CHANGE_REASON = /^(?:D[0-9]|E0)$/;

export const rule = defineEdit({
  id: 'bill-type-and-frequency',
  title: 'Type of bill and frequency exist, and a replacement names the claim it replaces',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2300 CLM05, REF F8' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 CLM05, REF F8' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 1 § 130' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    'no-type': {
      severity: 'error',
      what: 'no type of bill',
      why: 'the type of bill says which facility and which kind of care is billed',
      todo: 'give the type of bill',
    },
    type: {
      severity: 'error',
      what: 'type of bill {type}x does not exist',
      why: 'facility and kind of care are one of the pairs that are assigned',
      todo: 'correct the type of bill',
    },
    frequency: {
      severity: 'error',
      what: 'frequency {frequency} does not exist',
      why: 'the frequency says whether a claim is new, one of a series, a replacement or a void',
      todo: 'report 1 for a new claim, 7 for a replacement, 8 for a void',
    },
    'no-original': {
      severity: 'error',
      what: 'frequency {frequency} without the number of the earlier claim',
      why: 'a payer finds the claim to replace or cancel by the number it gave it',
      todo: 'take the payer’s claim number from the remittance (REF F8)',
    },
    'needless-original': {
      severity: 'warning',
      what: 'the number of an earlier claim on a claim of frequency {frequency}',
      why: 'only replacements and voids speak of an earlier claim',
      todo: 'remove the number, or report 7 or 8',
    },
    'no-reason': {
      severity: 'warning',
      what: 'frequency {frequency} to Medicare without the reason of the change',
      why: 'Medicare asks for one condition code D0 to D9 or E0 on an adjustment or cancellation',
      todo: 'add the condition code that says what changed',
    },
  },
  check: ({ form, input }, _context, report) => {
    const { billType, frequency, originalClaimNumber, conditions = [], subscriber } = input;
    if (form === 'institutional') {
      if (billType === undefined) report.hit({ message: 'no-type', at: '/billType', params: {} });
      else if (!isBillType(billType.replace(/^0/, ''))) report.hit({ message: 'type', at: '/billType', params: { type: billType } });
    }
    if (frequency === undefined)
      return report.notChecked({ reason: 'the frequency of the claim is not stated', needs: ['claim frequency'] });
    if (!(form === 'institutional' ? isBillFrequency(frequency) : isProfessionalFrequency(frequency)))
      return report.hit({ message: 'frequency', at: '/frequency', params: { frequency } });
    // 6 corrects by a claim of its own in some payers; 7 and 8 always name what they change.
    if ((frequency === '7' || frequency === '8') && originalClaimNumber === undefined)
      report.hit({ message: 'no-original', at: '/originalClaimNumber', params: { frequency } });
    if (originalClaimNumber !== undefined && !namesEarlierClaim(frequency))
      report.hit({ message: 'needless-original', at: '/originalClaimNumber', params: { frequency } });
    if (
      form === 'institutional' &&
      (frequency === '7' || frequency === '8') &&
      subscriber?.filingIndicator === 'MA' &&
      !conditions.some((code) => CHANGE_REASON.test(code))
    )
      report.hit({ message: 'no-reason', at: '/conditions', params: { frequency } });
  },
});
