import { describe, expect, it } from 'vitest';
import { zipEntries } from '../../src/formats/zip.js';
import { neverButMedcodeError } from './fuzz.js';
import { hasShared, shared } from './official-files.js';
import { writeZip, type ZipPart } from './write-zip.js';

async function contents(data: Uint8Array): Promise<[string, number, string][]> {
  const found: [string, number, string][] = [];
  for await (const entry of zipEntries([data], 'a.zip')) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.bytes()) chunks.push(chunk);
    found.push([entry.path, entry.size, Buffer.concat(chunks).toString()]);
  }
  return found;
}

const PARTS: ZipPart[] = [
  { path: 'folder/', data: '' },
  { path: 'folder/a.txt', data: 'alpha' },
  { path: 'b.txt', data: 'beta', method: 0 },
  { path: 'inner.zip', data: writeZip([{ path: 'c.txt', data: 'gamma' }]) },
];

describe('zip archives', () => {
  it('give their files, those of inner archives too', async () => {
    expect(await contents(writeZip(PARTS))).toEqual([
      ['folder/a.txt', 5, 'alpha'],
      ['b.txt', 4, 'beta'],
      ['inner.zip/c.txt', 5, 'gamma'],
    ]);
    expect(await contents(writeZip([]))).toEqual([]);
  });

  it.each([
    [
      'a path that leaves the archive',
      [{ path: '../evil.txt', data: 'x' }],
      /^a\.zip: row 1, position 1: expected a sound archive directory, found invalid relative path/,
    ],
    ['an absolute path', [{ path: '/etc/passwd', data: 'x' }], /found absolute path/],
    ['a path of another system', [{ path: 'C:/x.txt', data: 'x' }], /found absolute path|expected a path inside the archive/],
    [
      'a path twice',
      [
        { path: 'a', data: 'x' },
        { path: 'a', data: 'y' },
      ],
      /row 2, position 1: expected a path once, found "a" again/,
    ],
    [
      'an encrypted entry',
      [{ path: 'a', data: 'x', encrypted: true }],
      /row 1, position 1: expected an entry that is not encrypted, found "a"/,
    ],
    ['an unknown compression', [{ path: 'a', data: 'x', method: 12 }], /expected a stored or deflated entry, found compression 12 for "a"/],
    ['a wrong checksum', [{ path: 'a', data: 'x', crc: 1 }], /expected data of "a" with its checksum, found other data/],
    [
      'more bytes than stated',
      [{ path: 'a', data: 'x'.repeat(5000), size: 10 }],
      /expected sound data of "a", found too many bytes in the stream/,
    ],
    [
      'a bomb',
      [
        { path: 'a', data: 'x', size: 400 * 1024 * 1024 },
        { path: 'b', data: 'x', size: 200 * 1024 * 1024 },
      ],
      /row 2, position 1: expected at most 500 MB when unpacked, found more, with "b"/,
    ],
    [
      'a damaged inner archive',
      [{ path: 'i.zip', data: 'PK nothing' }],
      /^a\.zip\/i\.zip: row 1, position 1: expected a zip archive, found /,
    ],
  ] as [string, ZipPart[], RegExp][])('refuse %s', async (_what, parts, message) => {
    await expect(contents(writeZip(parts))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message: expect.stringMatching(message) });
  });

  it('counts a bomb by what is really unpacked', async () => {
    const zip = writeZip([{ path: 'a', data: new Uint8Array(20_000_000) }]);
    expect(zip.length).toBeLessThan(30_000);
    expect((await contents(zip))[0]?.[1]).toBe(20_000_000);
  });

  it('never throw anything but MedcodeError', async () => {
    await neverButMedcodeError(
      writeZip(PARTS),
      async (source) => {
        for await (const entry of zipEntries(source, 'fuzz')) for await (const _chunk of entry.bytes());
      },
      100,
    );
  });

  it.skipIf(!hasShared)('give the official ones (needs ../shared)', async () => {
    const found: Record<string, number> = {};
    for await (const entry of zipEntries(shared('local/icd10cm/fy2017/ICD10CM_FY2017_Full_XML.zip'), 'f')) {
      let size = 0;
      for await (const chunk of entry.bytes()) size += chunk.length;
      found[entry.path] = size;
    }
    expect(found).toEqual({
      'icd10cm_tabular.xsd': 12170,
      'icd10cm_drug_2017.xml': 2118155,
      'icd10cm_eindex_2017.xml': 979995,
      'icd10cm_index_2017.xml': 9118222,
      'icd10cm_neoplasm_2017.xml': 580126,
      'icd10cm_tabular_2017.xml': 8961360,
      'icd10cm_drug_neoplasm.xsd': 5240,
      'icd10cm_index.xsd': 6301,
    });
  });
});
