import type { Catalog } from '@medcode/core/codesets/catalog';
import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import type { Lexicon } from '@medcode/core/codesets/lexicon';
import type { TermIndex } from '@medcode/core/codesets/terms';
import { Coder } from '@medcode/core/coding/code-note';
import { day } from '@medcode/core/model/date';
import type { Encounter, Patient, Profile, Setting } from '@medcode/core/model/encounter';
import { lexiconFrom, openCatalog, termIndexFrom } from '@medcode/releases/open-catalog';

/** The embedded releases alone, opened once for all tests of a file: nothing installed on the machine changes an answer here. */
export const catalog: Catalog = openCatalog(undefined);
export const icd: Icd10cm = new Icd10cm(catalog);
let opened: { lexicon: Lexicon; index: TermIndex; coder: Coder } | undefined;

export function engine(): { lexicon: Lexicon; index: TermIndex; coder: Coder } {
  if (!opened) {
    const lexicon = lexiconFrom(catalog.packs);
    const index = termIndexFrom(catalog, 'icd10cm');
    opened = { lexicon, index, coder: new Coder(icd, index, lexicon, new CodeSearch(icd, index, lexicon)) };
  }
  return opened;
}

export interface Visit {
  readonly text: string;
  readonly date?: string;
  readonly setting?: Setting;
  readonly profile?: Profile;
  readonly patient?: Patient;
}

export function code({ text, date = '2026-11-02', setting = 'office', profile = 'billing', patient = {} }: Visit): Encounter {
  return engine().coder.code({ id: 'note', text, date: day(date), setting, profile, patient });
}
