import { dottedCode } from '../../codesets/code.js';
import { guideline } from '../../coding/guideline.js';
import { formatDay } from '../../model/date.js';
import { defineEdit, NO_DATE } from '../edit.js';

/** Yes, no, unknown, undetermined. */
const REPORTED = new Set(['Y', 'N', 'U', 'W']);
/** Exempt: left empty on version 5010, `1` on version 4010. */
const EXEMPT = new Set(['exempt', 'E', '1']);

export const rule = defineEdit({
  id: 'poa',
  title: 'Diagnoses of a hospital stay say whether they were present on admission',
  family: 'code-set',
  sources: [
    guideline('Appendix I'),
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 25 § 75.6' },
  ],
  needs: ['icd10cm/poa-exempt'],
  appliesTo: { forms: ['institutional'], settings: ['inpatient'] },
  since: '0.1.0',
  messages: {
    missing: {
      severity: 'error',
      what: '{code} does not say whether it was present on admission',
      why: 'every diagnosis of an acute hospital stay has Y, N, U or W unless it is exempt',
      todo: 'take it from the record; ask the provider where it is not clear',
    },
    invalid: {
      severity: 'error',
      what: '“{poa}” says nothing of {code}’s presence on admission',
      why: 'the indicator is Y, N, U or W; exempt diagnoses have none',
      todo: 'correct the indicator',
    },
    'not-exempt': {
      severity: 'error',
      what: '{code} is reported as exempt and is not',
      why: 'it is not on the list of exempt diagnoses of {date}',
      todo: 'report Y, N, U or W',
    },
    exempt: {
      severity: 'warning',
      what: '{code} is exempt and carries {poa}',
      why: 'an exempt diagnosis has no indicator on version 5010',
      todo: 'leave the indicator empty',
    },
  },
  check: ({ diagnoses, codesOn, input: { billType } }, { icd }, report) => {
    // Present on admission is asked of acute care hospitals.
    if (diagnoses.length === 0 || (billType !== undefined && !/^0?11/.test(billType))) return;
    if (codesOn === undefined) return report.notChecked(NO_DATE);
    const date = formatDay(codesOn);
    let open = false;
    for (const { code, role, poa = '', at } of diagnoses) {
      if (code === '' || role === 'admitting' || role === 'reason-for-visit') continue;
      const given = poa === 'exempt' ? poa : poa.toUpperCase();
      const shown = dottedCode(code);
      if (given !== '' && !REPORTED.has(given) && !EXEMPT.has(given)) {
        report.hit({ message: 'invalid', at, params: { code: shown, poa } });
        continue;
      }
      const exempt = icd.poaExempt(code, codesOn);
      // An indicator is right on every diagnosis that is not exempt: most claims have nothing more to ask.
      if (exempt === 'not-checked') open ||= !REPORTED.has(given);
      else if (exempt && REPORTED.has(given)) report.hit({ message: 'exempt', at, params: { code: shown, poa: given } });
      else if (!exempt && given === '') report.hit({ message: 'missing', at, params: { code: shown } });
      else if (!exempt && EXEMPT.has(given)) report.hit({ message: 'not-exempt', at, params: { code: shown, date } });
      if (exempt !== 'not-checked') report.used('icd10cm/poa-exempt', codesOn);
    }
    if (open)
      report.notChecked({
        reason: `which diagnoses are exempt from POA on ${date} is not known`,
        needs: [`icd10cm/poa-exempt ${date}`],
      });
  },
});
