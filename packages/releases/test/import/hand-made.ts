/** Small files in the official forms, made by hand: tests that must run everywhere use these. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Catalog } from '@medcode/core/codesets/catalog';
import { embeddedPacks } from '../../src/installed-state.js';

export const POA_NAME = 'POAexemptCodesFY26.txt';
export const POA = [
  'Order26\tPOAexemptCode\tDescription',
  '00011\tZ00.00\tEncounter, routine',
  '00012\tZ79.4\tLong term use of insulin',
  '',
].join('\r\n');

export const INDEX_NAME = 'icd10cm_index_2026.xml';
export const INDEX = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
<letter><title>G</title>
  <mainTerm><title>Grumblewort, grumblewortian<nemod>(chronic)</nemod></title><code>K30</code>
    <term level="1"><title>with</title><term level="2"><title>hiccup</title><code>R06.6</code></term></term>
    <term level="1"><title>without fever</title><code>R19.8</code></term>
  </mainTerm>
  <mainTerm><title>Mumblewort's disease or syndrome</title><see>Grumblewort</see></mainTerm>
</letter></ICD10CM.index>
`;

export const GEM_NAME = '2018_I9gem.txt';
export const GEM = '0010  A000    00000\n0016  NoDx    11000\nV5867 Z794    10000\n';

/** A record of the HCPCS contractor file. */
export function hcpcsRecord(code: string, long: string, added: string, action = 'N', terminated = ''): string {
  const put = (text: string, width: number): string => text.padEnd(width).slice(0, width);
  const modifier = code.length === 2;
  const head = `${modifier ? `   ${code}` : code}00100${modifier ? '7' : '3'}`;
  return `${put(head + put(long, 80) + put(long, 28), 268)}${added}${added}${put(terminated, 8)}${action}`.padEnd(320);
}

export const HCPCS_NAME = 'HCPC2025_OCT_ANWEB.txt';
export const HCPCS = `${[hcpcsRecord('A1', 'Dressing for one wound', '20020701'), hcpcsRecord('A0021', 'Ambulance service, outside state', '19820101'), hcpcsRecord('A0080', 'Transport by volunteer', '19820101', 'D', '20250630')].join('\r\n')}\r\n`;

/** A folder with all of them, and files that are not read. */
export function mixedFolder(): string {
  const folder = temporary();
  const put = (name: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  };
  put(`poa/${POA_NAME}`, POA);
  put(INDEX_NAME, INDEX);
  put(`gems/${GEM_NAME}`, GEM);
  put(HCPCS_NAME, HCPCS);
  put('guide.pdf', '%PDF-1.7\n');
  put('icd10cm_index.xsd', '<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>');
  put('ncci/mue_practitioner.tsv', 'hcpcs_code\tmue_units\n0001F\t1\n');
  put('noise.bin', Buffer.from([0, 1, 2, 3, 255]));
  put('README.txt', 'Read me first.\n');
  return folder;
}

/**
 * The order file of a fiscal year no list at hand reaches, from the embedded codes of FY2027 with given changes.
 * @param change code → undefined to delete it, a title to add or reword it
 */
export function orderFile(change: Readonly<Record<string, string | undefined>>): string {
  base ??= lastEdition();
  const flags = new Map(base.flags);
  const words = new Map(base.words);
  for (const [name, title] of Object.entries(change)) {
    if (title === undefined) flags.delete(name);
    else {
      if (!flags.has(name)) flags.set(name, 1);
      words.set(name, title);
    }
  }
  return [...flags.keys()]
    .sort()
    .map((name, i) => {
      const title = words.get(name) ?? name;
      return `${String(i + 1).padStart(5, '0')} ${name.padEnd(7)} ${flags.get(name) ?? 0} ${title.slice(0, 60).padEnd(60)} ${title}\n`;
    })
    .join('');
}

let base: { readonly flags: ReadonlyMap<string, number>; readonly words: ReadonlyMap<string, string> } | undefined;

/** Codes and titles of the last embedded edition. */
function lastEdition(): NonNullable<typeof base> {
  const catalog = new Catalog(embeddedPacks());
  const codes = catalog.one('icd10cm/codes').table();
  const code = codes.text('code');
  const to = codes.numbers<Int32Array>('to');
  const billable = codes.numbers<Uint8Array>('billable');
  const last = Math.max(...new Set(to));
  const flags = new Map<string, number>();
  for (let row = 0; row < codes.rows; row++) if (to[row] === last) flags.set(code.at(row), billable[row] ?? 0);
  const titles = catalog.one('icd10cm/titles').table();
  const words = new Map<string, string>();
  for (let row = 0; row < titles.rows; row++) words.set(titles.text('code').at(row), titles.text('title').at(row));
  return { flags, words };
}

const made: string[] = [];

export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-'));
  made.push(folder);
  return folder;
}

export function removeTemporary(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Every file of a folder with its bytes, to compare whole states. */
export function stateOf(folder: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of readdirSync(folder).sort())
    if (!name.startsWith('.') && name !== 'downloads') out[name] = readFileSync(join(folder, name)).toString('base64');
  return out;
}
