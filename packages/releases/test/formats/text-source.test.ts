import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, textRows } from '../../src/formats/text-source.js';
import { drain } from './official-files.js';

function chunked(data: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += size) chunks.push(data.subarray(at, at + size));
  return chunks;
}

describe('text of official files', () => {
  it('is the same however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const parts = await drain(decodeText(chunked(Buffer.from(text), size), 'f'));
        expect(parts.rows.join('')).toBe(text.replace(/^\uFEFF/, ''));
      }),
    );
  });

  it('gives rows with LF, CRLF and the DOS end of file', async () => {
    expect((await drain(textRows([Buffer.from('a\r\nb\n\nc\u001A')], 'f'))).rows).toEqual([
      { row: 1, text: 'a' },
      { row: 2, text: 'b' },
      { row: 3, text: '' },
      { row: 4, text: 'c' },
    ]);
  });

  it.each([
    ['a byte that is not UTF-8', Buffer.from([0x61, 0x0a, 0x62, 0xe9, 0x63]), 'f: row 2, position 2: expected utf-8 text, found byte 0xe9'],
    [
      'a character cut off',
      Buffer.from([0x61, 0xc3]),
      'f: row 1, position 2: expected utf-8 text, found a character cut off at the end of the file',
    ],
    ['a control character', Buffer.from('a\nb\u0000'), 'f: row 2, position 2: expected text, found the control character U+0000'],
  ])('refuses %s', async (_what, data, message) => {
    for (const size of [1, 2, 100]) {
      await expect(drain(textRows(chunked(data, size), 'f'))).rejects.toMatchObject({ code: 'MC_SOURCE_MALFORMED', message });
    }
  });

  it('reads Windows-1252 when told', async () => {
    expect((await drain(textRows([Buffer.from([0x4d, 0xe9, 0x96])], 'f', 'windows-1252'))).rows).toEqual([{ row: 1, text: 'Mé–' }]);
  });
});
