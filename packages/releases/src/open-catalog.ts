import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { Lexicon, type LexiconFile } from '@medcode/core/codesets/lexicon';
import type { PackTable } from '@medcode/core/codesets/pack';
import { TermIndex } from '@medcode/core/codesets/terms';
import { derivedFolder, embeddedFolder } from './folders.js';
import { openPackFolder } from './pack-folder.js';

/** The embedded packs, what was derived from them, and the packs installed in a data folder. */
export function openCatalog(dataFolder: string | undefined): Catalog {
  const embedded = openPackFolder(embeddedFolder(), 'embedded');
  const derived = openPackFolder(derivedFolder(), 'embedded');
  const installed = dataFolder === undefined ? [] : openPackFolder(dataFolder, 'installed');
  return new Catalog([...embedded, ...derived, ...installed]);
}

/** The lexicon of a set of packs. */
export function lexiconFrom(packs: readonly CataloguedPack[]): Lexicon {
  const tables = new Map<LexiconFile, PackTable>();
  for (const pack of packs) {
    const name = /^lexicon\/(.+)$/.exec(pack.manifest.table)?.[1];
    if (name) tables.set(name as LexiconFile, pack.table());
  }
  return new Lexicon(tables);
}

/** The compiled terms of a code system; installed ones, made with the official index, before the embedded. */
export function termIndexFrom(catalog: Catalog, system: 'icd10cm' | 'icd10pcs' | 'hcpcs'): TermIndex {
  const part = (name: string): PackTable => catalog.merged(`terms/${system}/${name}`).table();
  return new TermIndex({
    vocabulary: part('vocabulary'),
    stems: part('stems'),
    terms: part('terms'),
    words: part('words'),
    postings: part('postings'),
    anchors: part('anchors'),
  });
}
