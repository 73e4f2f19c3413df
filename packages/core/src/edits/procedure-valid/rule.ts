import type { Catalog } from '../../codesets/catalog.js';
import { Icd10pcs } from '../../codesets/icd10pcs.js';
import { formatDay } from '../../model/date.js';
import { coveredDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

const opened = new WeakMap<Catalog, Icd10pcs>();

export const rule = defineEdit({
  id: 'procedure-valid',
  title: 'Every inpatient procedure is a valid ICD-10-PCS code on the day of discharge',
  family: 'code-set',
  sources: [
    { authority: 'HHS', document: '45 CFR', section: '162.1002(c)(3)' },
    { authority: 'CMS', document: 'ICD-10-PCS Official Guidelines for Coding and Reporting', section: 'A1, A9' },
  ],
  needs: ['icd10pcs/codes'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    invalid: {
      severity: 'error',
      what: '{code} is not valid on {date}: {reason}',
      why: 'a procedure has seven characters, each from one row of its table, and is valid by its release',
      todo: 'build the code anew from its table{nearest}',
    },
    outpatient: {
      severity: 'error',
      what: 'ICD-10-PCS {code} on a claim that is no hospital stay',
      why: 'ICD-10-PCS is the code set of hospital inpatient procedures; other services are reported by HCPCS and CPT',
      todo: 'remove it and report the service as a line',
    },
  },
  check: (subject, context, report) => {
    const { procedures, form, setting, codesOn } = subject;
    if (procedures.length === 0) return;
    if (form !== 'institutional' || setting !== 'inpatient') {
      for (const { code, at } of procedures) if (code !== '') report.hit({ message: 'outpatient', at, params: { code } });
      return;
    }
    const on = coveredDay(codesOn, 'icd10pcs/codes', context, report);
    if (on === undefined) return;
    let pcs = opened.get(context.catalog);
    if (!pcs) {
      pcs = new Icd10pcs(context.catalog);
      opened.set(context.catalog, pcs);
    }
    for (const { code, at } of procedures) {
      if (code === '') continue;
      const id = pcs.table.find(code);
      if (id !== -1 && pcs.table.billableOn(id, on)) continue;
      const { reason = '', nearest = [] } = pcs.lookup(code, on);
      const near = nearest.length > 0 ? `; near it: ${nearest.map((one) => one.code).join(', ')}` : '';
      report.hit({ message: 'invalid', at, params: { code, date: formatDay(on), reason, nearest: near } });
    }
  },
});
