import { dottedCode } from '../../codesets/code.js';
import type { Icd10cm } from '../../codesets/icd10cm.js';
import { guideline } from '../../coding/guideline.js';
import type { Day } from '../../model/date.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

export const rule = defineEdit({
  id: 'unspecified-laterality',
  title: 'Diagnoses that leave the side open where codes for the sides exist',
  family: 'code-set',
  sources: [guideline('I.B.13'), { authority: 'CMS', document: 'Definitions of Medicare Code Edits', section: 'unspecified codes' }],
  needs: ['icd10cm/codes', 'icd10cm/titles', 'icd10cm/edits'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    side: {
      severity: 'info',
      what: '{code} leaves the side open; {right} is the right, {left} the left',
      why: 'a code for an unspecified side is for records that do not tell the side',
      todo: 'look for the side in the record, or ask the provider',
    },
    unspecified: {
      severity: 'warning',
      what: '{code} leaves open what the record should say',
      why: 'the Medicare Code Editor asks whether the side or site is really not documented',
      todo: 'look for it in the record, or ask the provider; a remark on the claim says that it cannot be known',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report);
    if (on === undefined) return;
    const { icd } = context;
    const stay = subject.form === 'institutional' && subject.setting === 'inpatient';
    for (const { code, role, at } of subject.diagnoses) {
      if (role === 'admitting' || role === 'reason-for-visit') continue;
      const listed = stay && icd.flags(code, on).includes('UNSPECIFIED');
      const sides = sidesOf(icd, code, on);
      if (sides)
        report.hit({
          message: 'side',
          at,
          params: { code: dottedCode(code), ...sides },
          ...(listed ? { severity: 'warning' as const } : {}),
        });
      else if (listed) report.hit({ message: 'unspecified', at, params: { code: dottedCode(code) } });
    }
  },
});

interface Sides {
  readonly right: string;
  readonly left: string;
}
const known = new WeakMap<Icd10cm, Map<string, Sides | null>>();

/** The codes that differ from one of an unspecified side in the side alone: one character of the code, one word of the title. */
function sidesOf(icd: Icd10cm, code: string, on: Day): Sides | null {
  let answers = known.get(icd);
  if (!answers) {
    answers = new Map();
    known.set(icd, answers);
  }
  const key = `${on} ${code}`;
  let sides = answers.get(key);
  if (sides === undefined) {
    sides = findSides(icd, code, on);
    answers.set(key, sides);
  }
  return sides;
}

function findSides(icd: Icd10cm, code: string, on: Day): Sides | null {
  const id = icd.table.find(code);
  if (id === -1 || icd.table.statusOn(id, on) !== 1) return null;
  const title = icd.table.title(id, on);
  const wanted = (side: string): Set<string> =>
    new Set(
      [...title.matchAll(/\bunspecified\b/g)].map(({ index }) => title.slice(0, index) + side + title.slice(index + 'unspecified'.length)),
    );
  const right = wanted('right');
  if (right.size === 0) return null;
  const left = wanted('left');
  const variant = (titles: ReadonlySet<string>, at: number): string | undefined => {
    for (const character of '123456789') {
      const other = icd.table.find(code.slice(0, at) + character + code.slice(at + 1));
      if (other !== -1 && icd.table.statusOn(other, on) === 1 && titles.has(icd.table.title(other, on)))
        return dottedCode(icd.table.code(other));
    }
    return undefined;
  };
  for (let at = 3; at < code.length; at++) {
    const one = variant(right, at);
    const two = one === undefined ? undefined : variant(left, at);
    if (one !== undefined && two !== undefined) return { right: one, left: two };
  }
  return null;
}
