import { hcpcsValidity } from '@medcode/core/codesets/hcpcs';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { Coder } from '@medcode/core/coding/code-note';
import { ProcedureReader } from '@medcode/core/coding/procedures/reader';
import { LookupEngine } from './lookup-engine.js';

/** What looks up and what codes notes; apart from {@link LookupEngine} because loading the code of coding takes longer than a look-up. */
export class Engine extends LookupEngine {
  private readonly opened: { procedures?: ProcedureReader; coder?: Coder } = {};

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
