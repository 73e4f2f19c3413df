import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { Coder } from '@medcode/core/coding/code-note';
import { ProcedureReader } from '@medcode/core/coding/procedures/reader';
import { day } from '@medcode/core/model/date';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog, engine, icd } from '../coding/engine.js';
import { OPERATIVE_NOTES } from './operative-notes.js';

const { lexicon, index } = engine();
const pcs = new Icd10pcs(catalog);
const reader = new ProcedureReader(pcs, lexicon);
const coder = new Coder(icd, index, lexicon, new CodeSearch(icd, index, lexicon), [], () => reader);
const SENTENCES = OPERATIVE_NOTES.flatMap(({ text }) => text.split(/(?<=[.\n])\s*/)).filter((sentence) => sentence !== '');
const DATES = ['2016-03-01', '2019-11-15', '2024-06-01', '2026-04-15', '2026-11-02'] as const;

it('prints only codes that are valid on the date, each character explained and every quotation verbatim', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...DATES),
      fc.constantFrom('billing' as const, 'mentions' as const),
      (sentences, date, profile) => {
        const text = sentences.join(' ');
        const { procedures } = coder.code({ id: 'note', text, date: day(date), setting: 'inpatient', profile, patient: {} });
        for (const { code, title, evidence, axes, alternatives } of procedures) {
          const on = pcs.lookup(code, day(date));
          expect({ code, valid: on.valid, title }).toEqual({ code, valid: true, title: on.title });
          expect(axes.map(({ value }) => value).join('')).toBe(code);
          expect(evidence.length).toBeGreaterThan(0);
          for (const quoted of [...evidence, ...axes.flatMap((axis) => axis.evidence ?? [])])
            expect(text.slice(quoted.start, quoted.end)).toBe(quoted.text);
          for (const other of alternatives) expect(pcs.lookup(other.code, day(date)).valid).toBe(true);
        }
        expect(new Set(procedures.map(({ code }) => code)).size).toBe(procedures.length);
      },
    ),
    { numRuns: 150 },
  );
});

it('codes no procedures outside inpatient stays', () => {
  for (const setting of ['office', 'ed', 'outpatient'] as const)
    for (const { text } of OPERATIVE_NOTES.slice(0, 10))
      expect(coder.code({ id: 'note', text, date: day('2026-04-15'), setting, profile: 'billing', patient: {} }).procedures).toEqual([]);
});
