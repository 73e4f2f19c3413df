import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeKey } from '@medcode/core/codesets/code';
import { decodePack, type PackTable } from '@medcode/core/codesets/pack';
import { MedcodeError } from '@medcode/core/errors';
import { parseDay } from '@medcode/core/model/date';
import { PackFolderManifest, type PackManifest } from '@medcode/core/model/pack-manifest';
import { derivedFolder, embeddedFolder } from './folders.js';
import { readFolderManifest, readPackBytes } from './pack-folder.js';

/** One thing that is wrong with a pack or a folder of packs. */
export interface VerifyFault {
  readonly origin: 'embedded' | 'installed';
  readonly file: string;
  readonly fault: string;
}

export interface VerifyReport {
  readonly packs: number;
  readonly rows: number;
  readonly faults: readonly VerifyFault[];
}

/** Tables whose codes are searched by halving: they must stand in order. */
const SORTED = /\/(?:codes|titles|order|poa-exempt|edits)$/;

/** Checks every pack at hand: manifest, checksum, row count, order of codes, dates. */
export function verifyPacks(dataFolder: string): VerifyReport {
  const faults: VerifyFault[] = [];
  let packs = 0;
  let rows = 0;
  for (const [folder, origin] of [
    [embeddedFolder(), 'embedded'],
    [derivedFolder(), 'embedded'],
    [dataFolder, 'installed'],
  ] as const) {
    const fault = (file: string, text: string): void => {
      faults.push({ origin, file, fault: text });
    };
    let manifest: PackFolderManifest | undefined;
    try {
      manifest = readFolderManifest(folder);
    } catch (error) {
      fault(join(folder, 'manifest.json'), (error as Error).message);
      continue;
    }
    if (!manifest) {
      if (existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.arrow.gz'))) fault(folder, 'packs without a manifest');
      else if (origin === 'embedded') fault(folder, 'no packs; reinstall medcode');
      continue;
    }
    const checked = PackFolderManifest.safeParse(manifest);
    if (!checked.success) {
      for (const issue of checked.error.issues.slice(0, 20))
        fault(join(folder, 'manifest.json'), `${issue.path.join('.')}: ${issue.message}`);
      continue;
    }
    for (const pack of checked.data.packs) {
      packs++;
      rows += pack.rows;
      for (const text of packFaults(folder, pack)) fault(pack.file, text);
    }
    const named = new Set(checked.data.packs.map((pack) => pack.file));
    if (named.size !== checked.data.packs.length) fault(join(folder, 'manifest.json'), 'a file is named twice');
  }
  return { packs, rows, faults };
}

function packFaults(folder: string, manifest: PackManifest): string[] {
  const { effectiveFrom, effectiveTo } = manifest.release;
  const faults: string[] = [];
  if (effectiveFrom > effectiveTo) faults.push(`in force from ${effectiveFrom} to ${effectiveTo}`);
  let table: PackTable;
  try {
    table = decodePack(manifest, readPackBytes(join(folder, manifest.file), manifest));
  } catch (error) {
    if (!(error instanceof MedcodeError)) throw error;
    return [...faults, error.message];
  }
  if (SORTED.test(manifest.table) && table.names.includes('code')) {
    const code = table.text('code');
    for (let row = 1; row < code.length; row++) {
      if (codeKey(code.at(row - 1)) <= codeKey(code.at(row))) continue;
      faults.push(`row ${row + 1}: ${code.at(row)} stands after ${code.at(row - 1)}`);
      break;
    }
  }
  if (table.names.includes('from') && table.names.includes('to') && !manifest.table.startsWith('mce/')) {
    const from = table.numbers<Int32Array>('from');
    const to = table.numbers<Int32Array>('to');
    for (let row = 0; row < table.rows; row++) {
      if ((from[row] as number) <= (to[row] as number)) continue;
      faults.push(`row ${row + 1}: ends before it begins`);
      break;
    }
  }
  if (parseDay(effectiveFrom) === undefined) faults.push(`${effectiveFrom} is no date`);
  return faults;
}
