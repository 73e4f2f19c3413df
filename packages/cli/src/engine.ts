import type { Catalog } from '@medcode/core/codesets/catalog';
import { CodeSearch } from '@medcode/core/codesets/code-search';
import { hcpcsValidity } from '@medcode/core/codesets/hcpcs';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import type { Lexicon } from '@medcode/core/codesets/lexicon';
import type { TermIndex } from '@medcode/core/codesets/terms';
import { Coder } from '@medcode/core/coding/code-note';
import { ProcedureReader } from '@medcode/core/coding/procedures/reader';
import { dataFolder } from '@medcode/releases/folders';
import { lexiconFrom, openCatalog, termIndexFrom } from '@medcode/releases/open-catalog';

/** The releases at hand and what is built on them, each opened when a command first needs it. */
export class Engine {
  readonly dataFolder: string;
  private opened: {
    catalog?: Catalog;
    icd?: Icd10cm;
    lexicon?: Lexicon;
    index?: TermIndex;
    search?: CodeSearch;
    procedures?: ProcedureReader;
    coder?: Coder;
  } = {};

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.dataFolder = dataFolder(environment);
  }

  get catalog(): Catalog {
    this.opened.catalog ??= openCatalog(this.dataFolder);
    return this.opened.catalog;
  }

  get icd(): Icd10cm {
    this.opened.icd ??= new Icd10cm(this.catalog);
    return this.opened.icd;
  }

  get lexicon(): Lexicon {
    this.opened.lexicon ??= lexiconFrom(this.catalog.packs);
    return this.opened.lexicon;
  }

  get index(): TermIndex {
    this.opened.index ??= termIndexFrom(this.catalog, 'icd10cm');
    return this.opened.index;
  }

  get search(): CodeSearch {
    this.opened.search ??= new CodeSearch(this.icd, this.index, this.lexicon);
    return this.opened.search;
  }

  private get procedures(): ProcedureReader {
    this.opened.procedures ??= new ProcedureReader(new Icd10pcs(this.catalog), this.lexicon);
    return this.opened.procedures;
  }

  get coder(): Coder {
    this.opened.coder ??= new Coder(
      this.icd,
      this.index,
      this.lexicon,
      this.search,
      [],
      () => this.procedures,
      hcpcsValidity(this.catalog),
    );
    return this.opened.coder;
  }
}
