import { isProcedureForm } from '../../codesets/claim-codes/procedure-code.js';
import { serviceCodesOf } from '../../codesets/service-codes.js';
import { formatDay } from '../../model/date.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_DATE } from '../edit.js';

/** Lines whose code is a payment group (HIPPS), not a service. */
const PAYMENT_GROUP = /^002[2-4]$/;

export const rule = defineEdit({
  id: 'service-valid',
  title: 'Services are HCPCS or CPT codes that exist on the date of the line',
  family: 'code-set',
  sources: [
    { authority: 'HHS', document: '45 CFR', section: '162.1002' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23 § 20' },
  ],
  needs: ['hcpcs/codes', 'pfs/indicators', 'opps/addendum-b'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    'no-code': {
      severity: 'error',
      what: 'no code of a service',
      why: 'each professional line bills a service by its code',
      todo: 'give the code, or remove the line',
    },
    form: {
      severity: 'error',
      what: '{code} is neither a CPT nor a HCPCS code',
      why: 'CPT codes have five digits, or four and a letter; HCPCS level II codes a letter and four digits',
      todo: 'correct the code',
    },
    unknown: {
      severity: 'error',
      what: '{code} does not exist on {date}',
      why: 'the lists in force on the date of service do not have it',
      todo: 'look up what took its place, or correct the code',
    },
  },
  check: (subject, { catalog }, report) => {
    const { lines, form } = subject;
    const codes = serviceCodesOf(catalog);
    let open: Set<string> | undefined;
    for (const { at, code, date, revenueCode } of lines) {
      if (code === '') {
        if (form === 'professional') report.hit({ message: 'no-code', at, params: {} });
        continue;
      }
      if (revenueCode !== undefined && PAYMENT_GROUP.test(revenueCode)) continue;
      if (!isProcedureForm(code)) {
        report.hit({ message: 'form', at, params: { code: code.slice(0, 20) } });
        continue;
      }
      if (date === undefined) {
        report.notChecked(NO_DATE);
        continue;
      }
      const known = codes.known(code, date);
      if (known === 'unknown') report.hit({ message: 'unknown', at, params: { code, date: formatDay(date) } });
      else if (known === 'not-checked') {
        // Once for each kind of code and date: a claim may have hundreds of lines.
        const needs = codes.needs(code);
        const key = `${needs.join()} ${date}`;
        open ??= new Set();
        if (open.has(key)) continue;
        open.add(key);
        const on = formatDay(date);
        const kind = code.startsWith('D') ? 'dental codes' : /^[A-Z]/.test(code) ? 'HCPCS level II codes' : 'CPT codes';
        report.notChecked({
          reason: needs.length === 0 ? `no list of ${kind} can be installed` : `no list of ${kind} is installed for ${on}`,
          needs: needs.map((table) => `${table} ${on}`),
        });
      }
    }
  },
});
