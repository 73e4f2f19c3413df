import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { Coder } from '@medcode/core/coding/code-note';
import { ProcedureReader } from '@medcode/core/coding/procedures/reader';
import { day } from '@medcode/core/model/date';
import { describe, expect, it } from 'vitest';
import { catalog, engine, icd } from '../coding/engine.js';
import { OPERATIVE_NOTES } from './operative-notes.js';

const { lexicon, index } = engine();
const reader = new ProcedureReader(new Icd10pcs(catalog), lexicon);
const coder = new Coder(icd, index, lexicon, new CodeSearch(icd, index, lexicon), [], () => reader);

describe('operative notes', () => {
  it.each(OPERATIVE_NOTES.map((note) => [note.name, note] as const))('%s', (_, { text, codes }) => {
    const { procedures } = coder.code({ id: 'note', text, date: day('2026-04-15'), setting: 'inpatient', profile: 'billing', patient: {} });
    expect(procedures.map(({ code }) => code).sort()).toEqual([...codes].sort());
  });
});
