import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '@medcode/core/codesets/catalog';
import { Icd10cm } from '@medcode/core/codesets/icd10cm';
import { day } from '@medcode/core/model/date';
import { derivedFolder, embeddedFolder } from '@medcode/releases/folders';
import { openCatalog } from '@medcode/releases/open-catalog';
import { readFolderManifest } from '@medcode/releases/pack-folder';
import { failing } from '../board.js';
import { engineOf, releasesOf } from '../engine.js';

/** @type {import('../board.js').Board} */
export const board = {
  name: 'embedded-size',
  measures: 'embedded and derived packs at rest, and what looking up a diagnosis reads of them',
  needs: [],
  modes: ['embedded'],
  sampled: false,
  run() {
    const packs = bytesIn(embeddedFolder()) + bytesIn(derivedFolder());
    const read = tablesReadByLookup();
    const foreign = read.filter((table) => /^(?:icd10pcs|terms|lexicon|gem|hcc|msdrg|ipps)\b/.test(table));
    return {
      releases: releasesOf(engineOf('embedded'), read),
      figures: [
        // Whole megabytes, rounded up: gzip writes a few bytes more or less from one version of Node to the next.
        {
          name: 'MB at rest',
          value: Math.ceil(packs / 1_000_000),
          n: engineOf('embedded').catalog.packs.length,
          better: 'lower',
          target: 25,
        },
        { name: 'foreign packs read by lookup', value: foreign.length, n: read.length, better: 'lower', target: 0 },
      ],
      strata: Object.fromEntries(read.map((table) => [`lookup reads ${table}`, { packs: 1 }])),
      failing: failing(foreign),
    };
  },
};

/** Bytes of the packs a folder's manifest names, and of the manifest. @param {string} folder */
function bytesIn(folder) {
  const files = ['manifest.json', ...(readFolderManifest(folder)?.packs ?? []).map(({ file }) => file)];
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** Names of the tables that looking up a diagnosis, a header, an ended code and a wrong code decodes. */
function tablesReadByLookup() {
  /** @type {Set<string>} */
  const read = new Set();
  const catalog = new Catalog(
    openCatalog(undefined).packs.map((pack) => ({
      manifest: pack.manifest,
      origin: pack.origin,
      table: () => {
        read.add(pack.manifest.table);
        return pack.table();
      },
    })),
  );
  const icd = new Icd10cm(catalog);
  for (const code of ['E11.22', 'S72.001', 'I42.0', 'E11.2Q']) icd.lookup(code, day('2026-11-02'));
  return [...read].sort((a, b) => a.localeCompare(b, 'en'));
}
