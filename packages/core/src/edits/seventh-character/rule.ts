import { dottedCode } from '../../codesets/code.js';
import { type SeventhCharacterFault, seventhCharacterFault } from '../../codesets/seventh-character.js';
import { guideline } from '../../coding/guideline.js';
import { diagnosisDay } from '../dated-codes.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, type Params } from '../edit.js';
import { isOtherSystem } from '../tabular-notes.js';

const FORM = 'a 7th character stands at the seventh place, after an X for each place the code leaves empty';

/** A code that takes a 7th character has one of its category's, at the seventh place. */
export const rule = defineEdit({
  id: 'seventh-character',
  title: 'A diagnosis that takes a 7th character has one its category lists, at the seventh place',
  family: 'tabular-notes',
  sources: [guideline('I.A.4'), guideline('I.A.5')],
  needs: ['icd10cm/codes', 'icd10cm/sevenths'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    missing: {
      severity: 'error',
      what: '{code} lacks its 7th character',
      why: FORM,
      todo: 'report {form}: {characters}',
    },
    placeholder: {
      severity: 'error',
      what: '{code} has its 7th character too early',
      why: FORM,
      todo: 'report {suggestion}',
    },
    'not-listed': {
      severity: 'error',
      what: '{character} is no 7th character of {stem}',
      why: 'a category lists the 7th characters its codes may take',
      todo: 'take one of these: {characters}',
    },
    'not-taken': {
      severity: 'error',
      what: '{code} has a 7th character, and {stem} takes none',
      why: 'only codes of categories that list 7th characters have one',
      todo: 'report {stem}',
    },
  },
  check: (subject, context, report) => {
    const on = diagnosisDay(subject, context, report);
    if (on === undefined) return;
    const { icd } = context;
    for (const { code, at } of subject.diagnoses) {
      const id = icd.table.find(code);
      if ((id !== -1 && icd.table.statusOn(id, on) === 1) || isOtherSystem(subject, at)) continue;
      const found = seventhCharacterFault(icd, code, on);
      if (!found) continue;
      report.used('icd10cm/sevenths', on);
      report.hit({ message: found.fault, at, params: paramsOf(code, found) });
    }
  },
});

function paramsOf(code: string, { fault, stem, characters, suggestion = '' }: SeventhCharacterFault): Params {
  // Fractures have sixteen: their meanings would fill the screen.
  const list = characters.map(({ char, text }) => (characters.length > 6 ? char : `${char} ${text}`)).join(', ');
  const shown = dottedCode(code);
  switch (fault) {
    case 'missing':
      return { code: shown, form: `${dottedCode(code.padEnd(6, 'X'))}_`, characters: list };
    case 'placeholder':
      return { code: shown, suggestion: dottedCode(suggestion) };
    case 'not-listed':
      return { code: shown, character: code.slice(-1), stem: dottedCode(stem), characters: list };
    case 'not-taken':
      return { code: shown, stem: dottedCode(stem) };
  }
}
