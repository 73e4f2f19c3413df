/** The tables importers make of small invented files in the official layouts: one quarter of NCCI, fee schedule and OPPS. */
import { Catalog, type CataloguedPack } from '@medcode/core/codesets/catalog';
import { importAddendumB } from '@medcode/releases/import/addendum-b';
import { importFeeSchedule } from '@medcode/releases/import/fee-schedule';
import { ImportContext, type Importer } from '@medcode/releases/import/importer';
import { importAddOns } from '@medcode/releases/import/ncci-add-on';
import { importMue } from '@medcode/releases/import/ncci-mue';
import { importPtp } from '@medcode/releases/import/ncci-ptp';
import { encodePack, inMemory } from '@medcode/releases/pack-writer';
import {
  ADD_ON,
  ADD_ON_NAME,
  ADDENDUM,
  ADDENDUM_NAME,
  FEE,
  FEE_NAME,
  MUE,
  MUE_DME,
  MUE_DME_NAME,
  MUE_HOSPITAL,
  MUE_HOSPITAL_NAME,
  MUE_NAME,
  PTP_HOSPITAL,
  PTP_PARTS,
} from '../../../releases/test/import/edit-files.js';

const FILES: readonly (readonly [Importer, string, string | Uint8Array])[] = [
  // Without a part in its name a file is a whole table.
  [importPtp, 'ccipra-v302r0.txt', PTP_PARTS.f1 + PTP_PARTS.f2.split('\r\n').slice(6).join('\r\n')],
  [importPtp, 'ccioph-v302r0.txt', PTP_HOSPITAL],
  [importMue, MUE_NAME, MUE],
  [importMue, MUE_HOSPITAL_NAME, MUE_HOSPITAL],
  [importMue, MUE_DME_NAME, MUE_DME],
  [importAddOns, ADD_ON_NAME, ADD_ON],
  [importFeeSchedule, FEE_NAME, FEE],
  [importAddendumB, ADDENDUM_NAME, ADDENDUM],
];

async function tablesOf(): Promise<readonly CataloguedPack[]> {
  const context = new ImportContext(new Catalog([]), undefined);
  const packs: CataloguedPack[] = [];
  for (const [importer, name, content] of FILES) {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    const member = {
      path: name,
      name,
      file: name.toLowerCase(),
      bytes: async function* () {
        yield bytes;
      },
    };
    for (const draft of (await importer(member, context)).drafts) packs.push({ ...inMemory(encodePack(draft)), origin: 'installed' });
  }
  return packs;
}

export const quarterTables: readonly CataloguedPack[] = await tablesOf();
