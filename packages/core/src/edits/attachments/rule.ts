import { isUnlisted } from '../../codesets/claim-codes/procedure-code.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

/** How an attachment travels: available on request, by mail, electronically, by e-mail, by fax, by file transfer. */
const TRANSMISSIONS = new Set(['AA', 'BM', 'EL', 'EM', 'FX', 'FT']);
/** Attachments a claim has room for. */
const MOST = 10;

export const rule = defineEdit({
  id: 'attachments',
  title: 'Attachments can be matched, and what needs explaining is explained',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2300 PWK; loop 2400 SV101-7' },
    { authority: 'X12', document: '005010X223A2', section: 'loop 2300 PWK; loop 2400 SV202-7' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 12 § 40.2; chapter 26 § 10.4' },
  ],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    transmission: {
      severity: 'error',
      what: 'attachment {number} travels by “{transmission}”, which does not exist',
      why: 'it is AA, BM, EL, EM, FT or FX',
      todo: 'correct how the attachment travels',
    },
    'no-control': {
      severity: 'error',
      what: 'attachment {number} has no control number',
      why: 'what is sent apart from the claim is matched to it by its control number',
      todo: 'give the number written on the attachment',
    },
    'too-many': {
      severity: 'error',
      what: '{count} attachments, and the claim has room for {limit}',
      why: 'further ones are rejected',
      todo: 'combine them',
    },
    undescribed: {
      severity: 'error',
      what: '{code} is an unlisted service without a description',
      why: 'a code that names no service is told by a description of the line',
      todo: 'describe the service or drug on the line, and keep the record at hand',
    },
    unusual: {
      severity: 'info',
      what: 'modifier 22 without a note or attachment',
      why: 'payers judge increased work by a statement and the operative report',
      todo: 'add a note or attachment that says what was unusual',
    },
  },
  check: ({ input, lines }, _context, report) => {
    const { attachments = [], notes = [] } = input;
    if (attachments.length > MOST)
      report.hit({ message: 'too-many', at: '/attachments', params: { count: attachments.length, limit: MOST } });
    attachments.forEach(({ transmission, control }, i) => {
      const at = `/attachments/${i}`;
      if (!TRANSMISSIONS.has(transmission))
        report.hit({ message: 'transmission', at, params: { number: i + 1, transmission: transmission.slice(0, 10) } });
      else if (transmission !== 'AA' && control === undefined) report.hit({ message: 'no-control', at, params: { number: i + 1 } });
    });
    const explained = attachments.length > 0 || notes.length > 0;
    for (const { at, code, modifiers } of lines) {
      if (code === '') continue;
      const line = input.services[Number(at.split('/')[2])];
      const said = line?.description !== undefined || (line?.notes?.length ?? 0) > 0;
      if (isUnlisted(code) && !said) report.hit({ message: 'undescribed', at, params: { code } });
      if (modifiers.includes('22') && !said && !explained) report.hit({ message: 'unusual', at, params: {} });
    }
  },
});
