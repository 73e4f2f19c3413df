import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Report } from '../edit.js';
import type { Subject } from '../subject.js';

/** Most of each that one claim carries (HI, SV107 and LX of the implementation guides; boxes of the paper forms). */
const PROFESSIONAL = { diagnoses: 12, pointers: 4, lines: 50 };
const INSTITUTIONAL = { others: 24, reasons: 3, causes: 12, procedures: 25, lines: 999 };

/** A claim carries no more than the form and the electronic claim have room for. */
export const rule = defineEdit({
  id: 'claim-limits',
  title: 'A claim has no more diagnoses, procedures, pointers and lines than it can carry',
  family: 'claim-limits',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2300 HI; loop 2400 LX, SV107' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 HI; loop 2400 LX' },
    { authority: 'NUCC', document: '1500 Claim Form Reference Instruction Manual', section: 'items 21 and 24E' },
    { authority: 'NUBC', document: 'UB-04 Data Specifications Manual', section: 'form locators 67 to 74' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    diagnoses: {
      severity: 'error',
      what: '{count} {kind}; the claim carries {limit}',
      why: 'the claim has no place for more, and what stands beyond is lost or rejected',
      todo: 'keep the {limit} that bear on the services billed, or split the claim',
    },
    procedures: {
      severity: 'error',
      what: '{count} procedures; the claim carries {limit}',
      why: 'the claim has the principal procedure and 24 others',
      todo: 'keep the {limit} that matter most, the principal procedure first',
    },
    pointers: {
      severity: 'error',
      what: 'line {line} points to {count} diagnoses; a line carries {limit}',
      why: 'a service line has room for {limit} pointers',
      todo: 'keep the {limit} diagnoses that justify the service best',
    },
    lines: {
      severity: 'error',
      what: '{count} service lines; the claim carries {limit}',
      why: 'a claim with more lines is rejected whole',
      todo: 'split the lines over several claims of at most {limit}',
    },
  },
  check: (subject, _context, report) => {
    if (subject.form === 'professional') professional(subject, report);
    else institutional(subject, report);
  },
});

function professional({ diagnoses, lines }: Subject, report: Report): void {
  tooMany(report, 'diagnoses', '/diagnoses', diagnoses.length, PROFESSIONAL.diagnoses, 'diagnoses');
  tooMany(report, 'lines', '/services', lines.length, PROFESSIONAL.lines);
  lines.forEach(({ at, pointers }, i) => {
    if (pointers.length > PROFESSIONAL.pointers)
      report.hit({ message: 'pointers', at, params: { line: i + 1, count: pointers.length, limit: PROFESSIONAL.pointers } });
  });
}

function institutional({ diagnoses, procedures, lines }: Subject, report: Report): void {
  const count = { principal: 0, other: 0, admitting: 0, 'reason-for-visit': 0, 'external-cause': 0 };
  for (const { role } of diagnoses) count[role]++;
  tooMany(report, 'diagnoses', '/diagnoses', count.principal, 1, 'principal diagnoses');
  tooMany(report, 'diagnoses', '/diagnoses', count.admitting, 1, 'admitting diagnoses');
  tooMany(report, 'diagnoses', '/diagnoses', count.other, INSTITUTIONAL.others, 'other diagnoses');
  tooMany(report, 'diagnoses', '/diagnoses', count['reason-for-visit'], INSTITUTIONAL.reasons, 'reasons for the visit');
  tooMany(report, 'diagnoses', '/diagnoses', count['external-cause'], INSTITUTIONAL.causes, 'external causes');
  tooMany(report, 'procedures', '/procedures', procedures.length, INSTITUTIONAL.procedures);
  tooMany(report, 'lines', '/services', lines.length, INSTITUTIONAL.lines);
}

function tooMany(report: Report, message: string, at: string, count: number, limit: number, kind?: string): void {
  if (count > limit) report.hit({ message, at, params: kind === undefined ? { count, limit } : { count, limit, kind } });
}
