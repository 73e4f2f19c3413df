import type { Catalog } from '@medcode/core/codesets/catalog';
import { CodeSearch } from '@medcode/core/codesets/code-search';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import type { Lexicon } from '@medcode/core/codesets/lexicon';
import type { TermIndex } from '@medcode/core/codesets/terms';
import { dataFolder } from '@medcode/releases/folders';
import { lexiconFrom, openCatalog, termIndexFrom } from '@medcode/releases/open-catalog';

/** The releases at hand and what looks things up in them, each opened when a command first needs it. */
export class LookupEngine {
  readonly dataFolder: string;
  private readonly lookups: { catalog?: Catalog; icd?: Icd10cm; lexicon?: Lexicon; index?: TermIndex; search?: CodeSearch } = {};

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.dataFolder = dataFolder(environment);
  }

  get catalog(): Catalog {
    this.lookups.catalog ??= openCatalog(this.dataFolder);
    return this.lookups.catalog;
  }

  get icd(): Icd10cm {
    this.lookups.icd ??= new Icd10cm(this.catalog);
    return this.lookups.icd;
  }

  get lexicon(): Lexicon {
    this.lookups.lexicon ??= lexiconFrom(this.catalog.packs);
    return this.lookups.lexicon;
  }

  get index(): TermIndex {
    this.lookups.index ??= termIndexFrom(this.catalog, 'icd10cm');
    return this.lookups.index;
  }

  get search(): CodeSearch {
    this.lookups.search ??= new CodeSearch(this.icd, this.index, this.lexicon);
    return this.lookups.search;
  }
}
