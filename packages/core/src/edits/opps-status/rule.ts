import { addendaBOf } from '../../codesets/opps.js';
import { LineTables, lineNumber } from '../dated-lines.js';
import { defineEdit, EVERY_SETTING, type Message } from '../edit.js';
import type { Subject } from '../subject.js';

/** Hospital outpatient claims: types of bill 12x (Part B of inpatients), 13x, 14x. */
const HOSPITAL_BILLS = /^0?(?:12|13|14)/;

const SOURCE = 'Addendum B of {quarter} ({rows} codes) gives {code} status indicator {status}';

/** What a status indicator means for a hospital's outpatient claim; indicators that are paid in the ordinary way say nothing. */
const MESSAGE_OF: Readonly<Record<string, string>> = {
  B: 'not-recognised',
  C: 'inpatient-only',
  D: 'discontinued',
  E1: 'not-covered',
  E2: 'no-price',
  J1: 'comprehensive',
  M: 'not-to-mac',
  N: 'packaged',
  Q1: 'conditional',
  Q2: 'conditional',
  Q3: 'conditional',
  Q4: 'conditional',
  Y: 'equipment',
};
/** The provider says that Medicare is not expected to cover the service. */
const NOT_EXPECTED: ReadonlySet<string> = new Set(['GA', 'GX', 'GY', 'GZ']);

const MESSAGES: Readonly<Record<string, Message>> = {
  'inpatient-only': {
    severity: 'error',
    what: '{code} (line {line}) is paid to inpatients only',
    why: `${SOURCE}: Medicare does not pay it on an outpatient claim`,
    todo: 'check whether the patient was admitted; modifier CA is for a patient who died or was transferred before admission',
  },
  'not-recognised': {
    severity: 'error',
    what: '{code} (line {line}) is not a code for hospital outpatient claims',
    why: `${SOURCE}: another code may stand for the service on types of bill 12x and 13x`,
    todo: 'use the code that OPPS recognises, such as the HCPCS level II code for the same service',
  },
  discontinued: {
    severity: 'error',
    what: '{code} (line {line}) is discontinued',
    why: SOURCE,
    todo: 'use the code that replaced it on the date of service',
  },
  'not-to-mac': {
    severity: 'error',
    what: '{code} (line {line}) is not billed to the Medicare contractor',
    why: SOURCE,
    todo: 'take the line off the claim to Medicare',
  },
  equipment: {
    severity: 'error',
    what: '{code} (line {line}) is equipment billed elsewhere',
    why: `${SOURCE}: durable medical equipment that is not implanted goes to the equipment contractor`,
    todo: 'bill it to the DME contractor on a professional claim',
  },
  'not-covered': {
    severity: 'warning',
    what: '{code} (line {line}) is not covered as an outpatient service',
    why: SOURCE,
    todo: 'bill it as non-covered with the modifier that applies (GY), or correct the code',
  },
  'no-price': {
    severity: 'warning',
    what: '{code} (line {line}) has no OPPS price',
    why: `${SOURCE}: price and claims data are missing, and it is not paid when billed alone`,
    todo: 'check the code, and ask the contractor how it is paid',
  },
  packaged: {
    severity: 'info',
    what: '{code} (line {line}) is packaged',
    why: `${SOURCE}: its payment is part of the payment for other services`,
    todo: 'keep it on the claim: its charge counts for later rates and outliers',
  },
  conditional: {
    severity: 'info',
    what: '{code} (line {line}) is packaged beside certain other services',
    why: `${SOURCE}: it is paid by itself only where none of those stands on the claim`,
    todo: 'nothing; this explains a line that is paid 0',
  },
  comprehensive: {
    severity: 'info',
    what: '{code} (line {line}) makes one payment of the claim (APC {apc})',
    why: `${SOURCE}: nearly all other services of the claim are packaged into it`,
    todo: 'nothing; this explains other lines that are paid 0',
  },
};

/** How the outpatient prospective payment system treats each line. */
export const rule = defineEdit({
  id: 'opps-status',
  title: 'Each code of a hospital outpatient claim is one the outpatient payment system recognises',
  family: 'opps',
  sources: [
    { authority: 'CMS', document: 'Hospital OPPS Addenda B and D1', section: 'status indicators' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 4 §§ 10.4, 180.7' },
  ],
  needs: ['opps/addendum-b'],
  appliesTo: { forms: ['institutional'], settings: EVERY_SETTING },
  since: '0.1.0',
  messages: MESSAGES,
  check: (subject, { catalog }, report) => {
    if (!isHospitalOutpatient(subject)) return;
    const tables = new LineTables(addendaBOf(catalog), 'OPPS Addendum B', report);
    for (const line of subject.lines) {
      if (line.code === '') continue;
      const table = tables.on(line.date);
      if (table === undefined) continue;
      const status = table.status(line.code);
      // A number the addendum does not have is told by the edit `service-valid`.
      const message = status === undefined ? undefined : MESSAGE_OF[status];
      if (status === undefined || message === undefined) continue;
      // Part B bills of inpatients (12x) carry what was done during a stay.
      if (message === 'inpatient-only' && (line.modifiers.includes('CA') || /^0?12/.test(subject.input.billType ?? ''))) continue;
      if (message === 'not-covered' && line.modifiers.some((modifier) => NOT_EXPECTED.has(modifier))) continue;
      const more = message === 'comprehensive' ? { status, apc: table.apc(line.code) || 'not told' } : { status };
      report.hit({
        message,
        at: line.at,
        params: { code: line.code, line: lineNumber(line), quarter: table.quarter, rows: table.rows, ...more },
      });
    }
  },
});

function isHospitalOutpatient({ setting, input: { billType } }: Subject): boolean {
  return billType === undefined ? setting !== 'inpatient' : HOSPITAL_BILLS.test(billType);
}
