import { defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'pointers',
  title: 'Service lines of a professional claim point to diagnoses of the claim',
  family: 'claim-form',
  sources: [
    { authority: 'X12', document: '005010X222A1', section: 'loop 2400 SV107' },
    { authority: 'NUCC', document: '1500 Claim Form Reference Instruction Manual', section: 'item 24E' },
  ],
  needs: [],
  appliesTo: { forms: ['professional'], settings: EVERY_SETTING, claimsOnly: true },
  since: '0.1.0',
  messages: {
    none: {
      severity: 'error',
      what: 'points to no diagnosis',
      why: 'each line says which diagnosis made the service necessary',
      todo: 'point to the diagnosis the service was for',
    },
    nowhere: {
      severity: 'error',
      what: 'points to diagnosis {pointer}, and the claim has {count}',
      why: 'a pointer is the number of a diagnosis on the same claim',
      todo: 'correct the pointer, or add the diagnosis',
    },
    twice: {
      severity: 'error',
      what: 'points to diagnosis {pointer} twice',
      why: 'a line has room for four pointers and names each diagnosis once',
      todo: 'remove the copy',
    },
  },
  check: ({ lines, diagnoses }, _context, report) => {
    const count = diagnoses.length;
    for (const { at, pointers } of lines) {
      if (pointers.length === 0) report.hit({ message: 'none', at, params: {} });
      pointers.forEach((pointer, i) => {
        if (pointers.indexOf(pointer) < i) report.hit({ message: 'twice', at, params: { pointer } });
        else if (pointer > count) report.hit({ message: 'nowhere', at, params: { pointer, count } });
      });
    }
  },
});
