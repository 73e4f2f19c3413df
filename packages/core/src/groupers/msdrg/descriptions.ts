import type { MsdrgTables } from './tables.js';

/** What the tables call MDCs, DRGs and hospital-acquired conditions in a version. */
export class MsdrgDescriptions {
  private readonly tables: MsdrgTables;
  private readonly read = new Map<string, ReadonlyMap<number, string>>();

  constructor(tables: MsdrgTables) {
    this.tables = tables;
  }

  drg(version: string, drg: number): string {
    return drg === 999 ? 'Ungroupable' : this.of('drg', version, drg);
  }

  mdc(version: string, mdc: number): string {
    return this.of('mdc', version, mdc);
  }

  hac(version: string, hac: number): string {
    return this.of('hac', version, hac);
  }

  private of(what: 'drg' | 'mdc' | 'hac', version: string, key: number): string {
    const name = `${what} ${version}`;
    let texts = this.read.get(name);
    if (!texts) {
      const number = Number(version);
      const rows = this.tables.rows<{ key: string; v_from: number; v_to: number; value: string }>(`msdrg/${what}Descriptions`);
      texts = new Map(rows.filter((row) => row.v_from <= number && number <= row.v_to).map((row) => [Number(row.key), row.value]));
      this.read.set(name, texts);
    }
    return texts.get(key) ?? '';
  }
}
