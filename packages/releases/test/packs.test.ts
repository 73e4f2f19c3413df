import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArrowFile } from '@medcode/core/codesets/arrow-file';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { embeddedFolder } from '../src/folders.js';
import { openPackFolder, readFolderManifest, readPackBytes } from '../src/pack-folder.js';
import { encodePack, encodeTable, type PackDraft, writePackFolder } from '../src/pack-writer.js';

const folders: string[] = [];
function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'medcode-packs-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const draft = (codes: string[]): PackDraft => ({
  manifest: {
    table: 'test/codes',
    release: { id: 'test', title: 'test codes', effectiveFrom: '2025-10-01', effectiveTo: '2026-09-30', carryForward: 'window-only' },
    sources: [],
    licence: 'own',
    importer: 'test 1',
  },
  columns: { code: codes, from: Int32Array.from(codes, (_, i) => i) },
});

describe('Arrow files', () => {
  it('are read by our reader as by the Apache library', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer(), fc.nat({ max: 255 }), fc.double({ noNaN: true })), {
          maxLength: 60,
        }),
        (rows) => {
          const { bytes } = encodeTable({
            text: rows.map(([text]) => text.normalize()),
            whole: Int32Array.from(rows, ([, whole]) => whole | 0),
            small: Uint8Array.from(rows, ([, , small]) => small),
            number: Float64Array.from(rows, ([, , , number]) => number),
          });
          const theirs = tableFromIPC(bytes);
          const ours = readArrowFile(bytes);
          expect(ours.rows).toBe(rows.length);
          const text = ours.columns.get('text');
          if (text?.kind !== 'text') throw new Error('text column expected');
          const decoder = new TextDecoder();
          for (let row = 0; row < rows.length; row++) {
            expect(decoder.decode(text.bytes.subarray(text.offsets[row], text.offsets[row + 1]))).toBe(theirs.getChild('text')?.get(row));
            for (const name of ['whole', 'small', 'number']) {
              const column = ours.columns.get(name);
              if (column?.kind !== 'numbers') throw new Error('number column expected');
              expect(column.values[row]).toBe(theirs.getChild(name)?.get(row));
            }
          }
        },
      ),
    );
  });

  it('that are damaged are refused, never misread as a crash of another kind', () => {
    const { bytes } = encodeTable({ code: ['A00', 'B00'], from: Int32Array.of(1, 2) });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 8 }),
        fc.nat({ max: bytes.length }),
        (changes, length) => {
          const damaged = bytes.slice(0, length);
          for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
          try {
            readArrowFile(damaged);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of the same columns have the same bytes', () => {
    expect(encodePack(draft(['A00', 'A01']))).toEqual(encodePack(draft(['A00', 'A01'])));
  });
});

describe('a folder of packs', () => {
  it('gives back what was written', () => {
    const folder = scratch();
    writePackFolder(folder, [encodePack(draft(['A00', 'B99']))]);
    const [pack] = openPackFolder(folder, 'installed');
    const table = pack?.table();
    expect([table?.text('code').at(0), table?.text('code').at(1)]).toEqual(['A00', 'B99']);
    expect(pack?.manifest.rows).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', pack?.manifest.file]);
  });

  it('whose file was changed is reported as damaged', () => {
    const folder = scratch();
    const manifest = writePackFolder(folder, [encodePack(draft(['A00']))]);
    const other = encodePack(draft(['A01']));
    const [first] = manifest.packs;
    if (!first) throw new Error('a pack expected');
    writeFileSync(join(folder, first.file), other.file);
    expect(() => openPackFolder(folder, 'installed')[0]?.table()).toThrowError(expect.objectContaining({ code: 'MC_PACK_DAMAGED' }));
  });

  it('without a readable manifest is reported as damaged', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'manifest.json'), '{"format":1,"packs":[{}]}');
    expect(() => readFolderManifest(folder)).toThrowError(expect.objectContaining({ code: 'MC_PACK_DAMAGED' }));
  });

  it('that cannot be written is left as it was', () => {
    const folder = scratch();
    writePackFolder(folder, [encodePack(draft(['A00']))]);
    const before = readFileSync(join(folder, 'manifest.json'), 'utf8');
    // A folder where a file has to be written makes the write fail after others succeeded, as a full disk would.
    const second = encodePack({ ...draft(['A01']), manifest: { ...draft([]).manifest, table: 'test/other' } });
    mkdirSync(join(folder, `${second.manifest.file}.partial`));
    expect(() => writePackFolder(folder, [encodePack(draft(['A09'])), second])).toThrowError(
      expect.objectContaining({ code: 'MC_WRITE_FAILED' }),
    );
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(before);
    expect(openPackFolder(folder, 'installed')[0]?.table().text('code').at(0)).toBe('A00');
  });
});

describe('the embedded packs', () => {
  const manifest = readFolderManifest(embeddedFolder());

  it('all match their checksums', () => {
    expect(manifest?.packs.length).toBeGreaterThan(60);
    for (const pack of manifest?.packs ?? []) expect(readPackBytes(join(embeddedFolder(), pack.file), pack).length).toBeGreaterThan(0);
  });

  it('are at most 25 MB at rest', () => {
    const bytes = readdirSync(embeddedFolder()).reduce((sum, file) => sum + readFileSync(join(embeddedFolder(), file)).length, 0);
    expect(bytes).toBeLessThan(25_000_000);
  });
});
