import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERRORS } from '@medcode/core/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../bin/medcode.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'medcode-bad-input-'));
const emptyData = join(folder, 'data');
beforeAll(() => mkdirSync(emptyData));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

function start(args: string[], data = emptyData): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env['PATH'], MEDCODE_DATA: data, NO_COLOR: '1' },
  });
}

async function medcode(args: string[], input?: string | Uint8Array, data?: string): Promise<Run> {
  const child = start(args, data);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, killed) => resolve([exit, killed]));
  });
  return { status, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Words of the notes below; none may reach standard error. */
const PRIVATE = /zanzibarwitz|hypertension|diabet|cough/i;

/** An error as it must look: its code and what was wrong, then what to do; no stack, no note text, nothing on standard output. */
function expectRefused(run: Run, code: keyof typeof ERRORS, message: string): void {
  expect(run).toEqual({ status: ERRORS[code].exitCode, signal: null, out: '', err: `${code}: ${message}\n${ERRORS[code].remedy}\n` });
}

const NOTE = 'Patient: Ann Zanzibarwitz\nHPI: cough for two days.\nAssessment:\n1. Essential hypertension\n2. Type 2 diabetes mellitus\n';

interface Answer {
  diagnoses: { code: string; band: string; evidence: { start: number; end: number; text: string }[] }[];
  documents: { text: string }[];
}

/** Answer codes of an encounter, with the proof that each stands where it says. */
function coded(run: Run, text: string): string[] {
  expect({ status: run.status, err: run.err }).toEqual({ status: 0, err: '' });
  const answer = JSON.parse(run.out) as Answer;
  expect(answer.documents[0]?.text).toBe(text);
  for (const { evidence } of answer.diagnoses)
    for (const { start: from, end, text: words } of evidence) expect(text.slice(from, end)).toBe(words);
  return answer.diagnoses.filter(({ band }) => band !== 'suggestion').map((diagnosis) => diagnosis.code);
}
const DATED = ['--date', '2026-11-02'];
const CODES = ['I10', 'E11.9'];

describe.concurrent('medcode code refuses', () => {
  it('an empty file', async () => {
    const path = file('empty.txt', '');
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_EMPTY', `${path} is empty`);
  });

  it('a file of white space', async () => {
    const path = file('white.txt', ' \r\n\t\n\u00a0');
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_EMPTY', `${path} has no text`);
  });

  it('empty standard input', async () => {
    expectRefused(await medcode(['code', '-', ...DATED], ''), 'MC_INPUT_EMPTY', '- is empty');
  });

  it('a binary file', async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 97 + (i >> 3)) % 256);
    const path = file('binary.bin', bytes);
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_NOT_TEXT', `${path} is not a text file`);
  });

  it('a PDF', async () => {
    const path = file('note.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 1, 2, 0xe2, 0xe3, 0xcf, 0xd3, 0, 0])]));
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_NOT_TEXT', `${path} is not a text file`);
  });

  it('UTF-16 without a byte-order mark', async () => {
    const path = file('utf16-no-bom.txt', Buffer.from(NOTE, 'utf16le'));
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_NOT_TEXT', `${path} is not a text file`);
  });

  it('a note without a date of service', async () => {
    const path = file('undated.txt', NOTE);
    expectRefused(await medcode(['code', path]), 'MC_DATE_MISSING', 'the date of service decides which release answers');
  });

  it.each(['02.11.2026', '2026-02-30', '2026-11-2', 'today', ''])('the date %j', async (date) => {
    const path = file(`bad-date-${date.length}.txt`, NOTE);
    expectRefused(await medcode(['code', path, `--date=${date}`]), 'MC_DATE_INVALID', `"${date}" is not a date written YYYY-MM-DD`);
  });

  it.each(['2015-09-30', '2027-10-01'])('a date no code list covers: %s', async (date) => {
    const path = file(`uncovered-${date}.txt`, NOTE);
    expectRefused(
      await medcode(['code', path, '--date', date]),
      'MC_RELEASE_MISSING',
      `the ICD-10-CM code lists at hand run from 2015-10-01 to 2027-09-30; nothing is installed for ${date}`,
    );
  });

  it('a file that is not there', async () => {
    const path = join(folder, 'absent.txt');
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_UNREADABLE', `${path}: there is no such file`);
  });

  it('a folder', async () => {
    expectRefused(await medcode(['code', folder, ...DATED]), 'MC_INPUT_UNREADABLE', `${folder} is a folder`);
  });

  it('a file it may not read', async () => {
    // Root may read every file of a disk; this one of the kernel is for writing alone.
    const path = process.getuid?.() === 0 ? '/proc/sys/vm/compact_memory' : file('secret.txt', NOTE);
    if (process.getuid?.() !== 0) chmodSync(path, 0);
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_UNREADABLE', `${path}: you may not read it`);
  });

  it('a path through a file', async () => {
    const path = join(file('plain.txt', NOTE), 'below.txt');
    expectRefused(await medcode(['code', path, ...DATED]), 'MC_INPUT_UNREADABLE', `${path}: ENOTDIR`);
  });

  it('a file of 11 MB', async () => {
    const path = file('eleven.txt', NOTE.repeat(Math.ceil(11_000_000 / NOTE.length)));
    const run = await medcode(['code', path, ...DATED]);
    expect({ ...run, err: run.err.replace(/has \d+ \w+/, 'has N') }).toEqual({
      status: 2,
      signal: null,
      out: '',
      err: expect.stringMatching(/^MC_INPUT_TOO_LARGE: [^\n]+\nSplit the document into the notes it is made of\.\n$/) as string,
    });
  });

  it('a file of 13 MB without reading it', async () => {
    const path = file('thirteen.txt', new Uint8Array(13_000_000).fill(97));
    expectRefused(
      await medcode(['code', path, ...DATED]),
      'MC_INPUT_TOO_LARGE',
      `${path} has 13000000 bytes; 12000000 are read in one piece`,
    );
  });

  it('an age and a sex that are none', async () => {
    const path = file('age.txt', NOTE);
    for (const wrong of [
      ['--age', '-1'],
      ['--age', 'old'],
      ['--age', '151'],
      ['--sex', 'X'],
    ])
      expectRefused(await medcode(['code', path, ...DATED, ...wrong]), 'MC_USAGE', '--age takes years from 0 to 150, --sex one of M, F, U');
  });
});

describe.concurrent('medcode answers wrong usage with its code, in one line, and status 2', () => {
  it.each([
    ['an unknown flag', ['code', 'x.txt', '--fast', ...DATED]],
    ['an unknown flag of the program', ['--fast']],
    ['an unknown command', ['encode', 'x.txt']],
    ['a missing file', ['code', ...DATED]],
    ['a missing value', ['code', 'x.txt', '--date']],
    ['an unknown setting', ['code', 'x.txt', '--setting', 'hospital', ...DATED]],
    ['an unknown profile', ['code', 'x.txt', '--profile', 'claims', ...DATED]],
    ['too many arguments', ['lookup', 'I10', 'I11.0', ...DATED]],
    ['a limit that is no number', ['search', 'x', '--limit', 'many', ...DATED]],
    ['no code to look up', ['lookup', ...DATED]],
  ] as [string, string[]][])('%s', async (_name, args) => {
    const run = await medcode(args);
    expect([run.status, run.signal, run.out]).toEqual([2, null, '']);
    expect(run.err).toMatch(/^MC_USAGE: \S/);
    expect(run.err).not.toMatch(/\n\s+at |Error:|node:internal/);
  });
});

describe.concurrent('medcode code reads', () => {
  it.each([
    ['UTF-8', Buffer.from(NOTE), NOTE],
    ['UTF-16 LE with a byte-order mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(NOTE, 'utf16le')]), NOTE],
    ['UTF-16 BE with a byte-order mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(NOTE, 'utf16le').swap16()]), NOTE],
    [
      'Windows-1252',
      Buffer.from(`Note by Dr. M\u00fcller \u2013 caf\u00e9\n${NOTE}`.replace('\u2013', '\u0096'), 'latin1'),
      `Note by Dr. M\u00fcller \u2013 caf\u00e9\n${NOTE}`,
    ],
    ['CRLF', Buffer.from(NOTE.replaceAll('\n', '\r\n')), NOTE.replaceAll('\n', '\r\n')],
    ['CR alone', Buffer.from(NOTE.replaceAll('\n', '\r')), NOTE.replaceAll('\n', '\r')],
    [
      'emoji before and between',
      Buffer.from(`\u{1f600}\u{1f9d1}\u200d\u2695\ufe0f ${NOTE}\u{1fa7a} done`),
      `\u{1f600}\u{1f9d1}\u200d\u2695\ufe0f ${NOTE}\u{1fa7a} done`,
    ],
    [
      'right-to-left text',
      Buffer.from(`\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202b\u05d0\u202c\n${NOTE}`),
      `\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202b\u05d0\u202c\n${NOTE}`,
    ],
  ] as [string, Buffer, string][])('%s, with the offsets of the text', async (name, bytes, text) => {
    const path = file(`read-${name.replace(/\W/g, '-')}.txt`, bytes);
    expect(coded(await medcode(['code', path, '--json', ...DATED]), text)).toEqual(CODES);
    expect(coded(await medcode(['code', '-', '--json', ...DATED], bytes), text)).toEqual(CODES);
  });

  it('a UTF-8 byte-order mark as part of the text received', async () => {
    const path = file('bom.txt', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(NOTE)]));
    const run = await medcode(['code', path, '--json', ...DATED]);
    const text = (JSON.parse(run.out) as Answer).documents[0]?.text ?? '';
    expect(text.replace(/^\ufeff/, '')).toBe(NOTE);
    expect(coded(run, text)).toEqual(CODES);
  });
});

describe.concurrent('a batch', () => {
  const good = (id: string | number, extra: object = {}): string => JSON.stringify({ id, text: NOTE, ...extra });
  const lines = [
    good('first'),
    '{"id":"cut off","text":"Essential hyper',
    'not json Zanzibarwitz',
    '[]',
    'null',
    '"text"',
    good(7),
    JSON.stringify({ text: 'no id' }),
    JSON.stringify({ id: 'no text' }),
    JSON.stringify({ id: 'number text', text: 5 }),
    JSON.stringify({ id: 'setting', text: NOTE, setting: 'hospital' }),
    JSON.stringify({ id: 'empty', text: '  ' }),
    JSON.stringify({ id: 'date', text: NOTE, date: '2026-13-01' }),
    JSON.stringify({ id: 'uncovered', text: NOTE, date: '2030-01-01' }),
    JSON.stringify({ id: 'age', text: NOTE, patient: { age: -4 } }),
    '',
    good('last', { unknown: { field: true } }),
  ];

  it('keeps order and ids, answers bad lines in their place and goes on', async () => {
    const run = await medcode(['code', '--ndjson', ...DATED], `${lines.join('\n')}\n`);
    expect([run.status, run.err]).toEqual([3, '']);
    const answers = run.out
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { id: unknown; error?: { code: string; message: string }; diagnoses?: { code: string; band: string }[] },
      );
    expect(
      answers.map(({ id, error, diagnoses }) => [
        id,
        error?.code ?? diagnoses?.filter(({ band }) => band !== 'suggestion').map((diagnosis) => diagnosis.code),
      ]),
    ).toEqual([
      ['first', CODES],
      [null, 'MC_LINE_INVALID'],
      [null, 'MC_LINE_INVALID'],
      [null, 'MC_LINE_INVALID'],
      [null, 'MC_LINE_INVALID'],
      [null, 'MC_LINE_INVALID'],
      [7, CODES],
      [null, 'MC_LINE_INVALID'],
      ['no text', 'MC_LINE_INVALID'],
      ['number text', 'MC_LINE_INVALID'],
      ['setting', 'MC_LINE_INVALID'],
      ['empty', 'MC_INPUT_EMPTY'],
      ['date', 'MC_DATE_INVALID'],
      ['uncovered', 'MC_RELEASE_MISSING'],
      ['age', 'MC_LINE_INVALID'],
      ['last', CODES],
    ]);
    for (const { error } of answers) if (error) expect(error.message).not.toMatch(PRIVATE);
  });

  it('without any date fails each line, not the run', async () => {
    const run = await medcode(['code', '--ndjson'], `${good('a')}\n${good('b', { date: '2026-11-02' })}\n`);
    expect([run.status, run.err]).toEqual([3, '']);
    expect(
      run.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: string; error?: unknown })
        .map(({ id, error }) => ({ id, error })),
    ).toEqual([
      { id: 'a', error: { code: 'MC_DATE_MISSING', message: 'the date of service decides which release answers' } },
      { id: 'b', error: undefined },
    ]);
  });

  it('of good lines, CRLF and a missing last line end included, exits 0', async () => {
    const run = await medcode(['code', '--ndjson', ...DATED], `${good('a')}\r\n${good('b')}`);
    expect([run.status, run.err, run.out.split('\n').map((line) => (line === '' ? '' : (JSON.parse(line) as { id: string }).id))]).toEqual([
      0,
      '',
      ['a', 'b', ''],
    ]);
  });

  it('of nothing answers nothing', async () => {
    expect(await medcode(['code', '--ndjson', ...DATED], '')).toEqual({ status: 0, signal: null, out: '', err: '' });
  });

  it('of codes keeps order and ids', async () => {
    const run = await medcode(
      ['lookup', '--ndjson', ...DATED],
      '{"id":1,"code":"I10"}\n{"id":2}\n{"id":3,"code":"I10.9"}\n{{{\n{"id":5,"code":"e1122"}\n',
    );
    expect(run.status).toBe(3);
    expect(
      run.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: unknown; valid?: boolean; code?: string; error?: { code: string } })
        .map(({ id, valid, code, error }) => [id, error?.code ?? code, valid]),
    ).toEqual([
      [1, 'I10', true],
      [2, 'MC_LINE_INVALID', undefined],
      [3, 'I10.9', false],
      [null, 'MC_LINE_INVALID', undefined],
      [5, 'E11.22', true],
    ]);
  });
});

describe.concurrent('a damaged pack in $MEDCODE_DATA', () => {
  function dataFolder(name: string, manifest: string, pack?: Uint8Array): string {
    const path = join(folder, name);
    mkdirSync(path);
    writeFileSync(join(path, 'manifest.json'), manifest);
    if (pack) writeFileSync(join(path, 'codes.arrow.gz'), pack);
    return path;
  }
  const manifest = JSON.stringify({
    format: 1,
    packs: [
      {
        table: 'icd10cm/codes',
        file: 'codes.arrow.gz',
        rows: 1,
        sha256: '0'.repeat(64),
        release: {
          id: 'icd10cm/codes',
          title: 'test',
          effectiveFrom: '2015-10-01',
          effectiveTo: '2027-09-30',
          carryForward: 'window-only',
        },
        sources: [],
        licence: 'local',
        importer: 'test 1',
      },
    ],
  });
  /** An empty gzip member. */
  const emptyGzip = Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

  it('that does not match its checksum', async () => {
    const data = dataFolder('wrong-checksum', manifest, emptyGzip);
    for (const args of [
      ['lookup', 'I10', ...DATED],
      ['code', file('pack.txt', NOTE), ...DATED],
    ])
      expectRefused(await medcode(args, undefined, data), 'MC_PACK_DAMAGED', 'codes.arrow.gz does not match its checksum');
  });

  it('that is not compressed as it should be', async () => {
    const data = dataFolder('not-gzip', manifest, Buffer.from('<html>404</html>'));
    expectRefused(await medcode(['lookup', 'I10', ...DATED], undefined, data), 'MC_PACK_DAMAGED', 'codes.arrow.gz cannot be read');
  });

  it('that is not there', async () => {
    const data = dataFolder('absent', manifest);
    expectRefused(await medcode(['lookup', 'I10', ...DATED], undefined, data), 'MC_PACK_DAMAGED', 'codes.arrow.gz cannot be read');
  });

  it.each(['', '{', 'null', '[]', '{"format":2,"packs":[]}', '{"format":1}', '{"format":1,"packs":[{}]}'])(
    'whose manifest is %j',
    async (content) => {
      const data = dataFolder(`manifest-${content.length}-${content.charCodeAt(0)}`, content);
      expectRefused(
        await medcode(['lookup', 'I10', ...DATED], undefined, data),
        'MC_PACK_DAMAGED',
        `${join(data, 'manifest.json')} is not a manifest of packs`,
      );
    },
  );

  it('of a batch fails its lines, each in its place', async () => {
    const data = dataFolder('batch', manifest, emptyGzip);
    const run = await medcode(['lookup', '--ndjson', ...DATED], '{"id":1,"code":"I10"}\n{"id":2,"code":"I11.9"}\n', data);
    const error = { code: 'MC_PACK_DAMAGED', message: 'codes.arrow.gz does not match its checksum' };
    expect([run.status, run.err, run.out]).toEqual([3, '', `${JSON.stringify({ id: 1, error })}\n${JSON.stringify({ id: 2, error })}\n`]);
  });
});

describe.concurrent('a closed pipe', () => {
  it('ends a batch quietly', async () => {
    const child = start(['code', '--ndjson', ...DATED]);
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin?.on('error', () => undefined);
    const line = `${JSON.stringify({ id: 1, text: NOTE })}\n`;
    child.stdin?.write(line.repeat(3));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.stdout?.destroy();
    child.stdin?.end(line.repeat(300));
    const status = await new Promise((resolve) => child.on('close', (exit, signal) => resolve([exit, signal])));
    expect([status, err]).toEqual([[0, null], '']);
  });

  it('before anything is written ends an answer quietly', async () => {
    const child = start(['lookup', 'I10', ...DATED]);
    let err = '';
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout?.destroy();
    const status = await new Promise((resolve) => child.on('close', (exit, signal) => resolve([exit, signal])));
    expect([status, err]).toEqual([[0, null], '']);
  });
});
