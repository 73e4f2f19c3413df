import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { openCatalog } from '@medcode/releases/open-catalog';
import { type ColumnInput, encodePack, inMemory } from '@medcode/releases/pack-writer';
import { z } from 'zod';
import { quarterTables } from './quarter-tables.js';

/** The embedded releases alone: nothing installed on the machine changes an answer here. */
const embedded = openCatalog(undefined);
const codeSets = new WeakMap<Catalog, Icd10cm>();

/** ICD-10-CM over a catalog, opened once. */
export function icdOf(catalog: Catalog): Icd10cm {
  let icd = codeSets.get(catalog);
  if (!icd) {
    icd = new Icd10cm(catalog);
    codeSets.set(catalog, icd);
  }
  return icd;
}

/**
 * A small invented table of a release, as a case of an edit writes it: its window and its columns. Text columns are lists of text, numeric
 * ones lists of whole numbers or, where their width matters, `{ "uint8": […] }`.
 */
export const TableData = z.strictObject({
  effectiveFrom: z.string(),
  effectiveTo: z.string(),
  columns: z.record(z.string(), z.union([z.array(z.string()), z.array(z.int()), z.strictObject({ uint8: z.array(z.int()) })])),
});
export type TableData = z.infer<typeof TableData>;

/**
 * Invented releases that cases name instead of writing tables out: by name, the packs an importer made of a small file in the official
 * layout.
 */
const RELEASES: Readonly<Record<string, () => readonly CataloguedPack[]>> = {
  /** NCCI, fee schedule and OPPS of July to September 2024. */
  '2024 Q3': () => quarterTables,
};

const catalogs = new Map<string, Catalog>();

/** The embedded releases and the tables of a case. */
export function catalogWith(data: string | Readonly<Record<string, TableData>> | undefined): Catalog {
  if (data === undefined) return embedded;
  const key = typeof data === 'string' ? data : JSON.stringify(data);
  let catalog = catalogs.get(key);
  if (!catalog) {
    const packs = typeof data === 'string' ? RELEASES[data]?.() : Object.entries(data).map(([table, content]) => pack(table, content));
    if (!packs) throw new Error(`there is no invented release "${key}"`);
    catalog = new Catalog([...embedded.packs, ...packs]);
    catalogs.set(key, catalog);
  }
  return catalog;
}

function pack(table: string, { effectiveFrom, effectiveTo, columns }: TableData): CataloguedPack {
  const encoded = encodePack({
    manifest: {
      table,
      release: { id: `${table}/${effectiveFrom}`, title: `${table}, invented`, effectiveFrom, effectiveTo, carryForward: 'window-only' },
      sources: [],
      licence: 'own',
      importer: 'edits.test',
    },
    columns: Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, column(values)])),
  });
  return { ...inMemory(encoded), origin: 'installed' };
}

function column(values: TableData['columns'][string]): ColumnInput {
  if (!Array.isArray(values)) return Uint8Array.from(values.uint8);
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length > 0 ? texts : Int32Array.from(values, Number);
}
