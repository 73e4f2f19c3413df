import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeAssisted } from '@medcode/core/coding/assist/assisted';
import { choiceOf, spansOf } from '@medcode/core/coding/assist/contract';
import { day } from '@medcode/core/model/date';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Engine } from '../src/engine.js';
import { languageModelAt, recorded, replayed } from '../src/language-model.js';

const folder = mkdtempSync(join(tmpdir(), 'medcode-assist-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { coder } = new Engine({ MEDCODE_DATA: folder });
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers each request with what a function makes of it. */
async function serving(answer: (request: { task: string; [key: string]: unknown }) => unknown): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const given = answer(JSON.parse(body));
      if (given === undefined) return;
      response.end(typeof given === 'string' ? given : JSON.stringify(given));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const text = 'Assessment:\n1. Asthma\n2. She has the sugar sickness of the second kind\n';
const note = { id: 'note', text, date: day('2026-11-03'), setting: 'office', profile: 'billing', patient: {} } as const;
const own = coder.code(note);
const at = text.indexOf('sugar sickness');

describe('a language model', () => {
  it('points at words and chooses among codes; they come up for review with their words', async () => {
    const address = await serving(({ task, candidates }) =>
      task === 'extract' ? { spans: [[at, at + 14]] } : { choice: (candidates as unknown[]).length > 0 ? 0 : null },
    );
    const answer = await codeAssisted(coder, note, languageModelAt(address, 5000));
    const added = answer.diagnoses.filter(({ code }) => !own.diagnoses.some((one) => one.code === code));
    for (const { band, evidence, path } of added) {
      expect(band).not.toBe('accept');
      expect(path[0]).toBe('language model');
      for (const one of evidence) expect(text.slice(one.start, one.end)).toBe(one.text);
    }
    expect(answer.diagnoses.filter(({ path }) => path[0] !== 'language model').map(({ code }) => code)).toEqual(
      own.diagnoses.map(({ code }) => code),
    );
  });

  it.each([
    ['prose', 'I think it is E11.9'],
    ['a code instead of a number', { spans: 'E11.9' }],
    ['spans of words', { spans: [['sugar', 'sickness']] }],
    ['nothing', {}],
  ])('that answers %s changes nothing', async (_what, given) => {
    const { diagnoses, notChecked } = await codeAssisted(coder, note, languageModelAt(await serving(() => given), 5000));
    expect(diagnoses).toEqual(own.diagnoses);
    expect(notChecked.some(({ what }) => what === 'language model')).toBe(true);
  });

  it('that never answers, or is not there, changes nothing', async () => {
    const silent = await serving(() => undefined);
    for (const address of [silent, 'http://127.0.0.1:1/']) {
      const { diagnoses, notChecked } = await codeAssisted(coder, note, languageModelAt(address, 300));
      expect(diagnoses).toEqual(own.diagnoses);
      expect(notChecked.map(({ what }) => what)).toContain('language model');
    }
  });

  it('is recorded and played again to the same answer', async () => {
    const file = join(folder, 'answers.ndjson');
    const address = await serving(({ task }) => (task === 'extract' ? { spans: [[at, at + 14]] } : { choice: null }));
    const first = await codeAssisted(coder, note, recorded(languageModelAt(address, 5000), file));
    expect(readFileSync(file, 'utf8').trim().split('\n').length).toBeGreaterThan(0);
    expect(await codeAssisted(coder, note, replayed(file))).toEqual(first);
  });

  it('needs an address and a readable recording', () => {
    expect(() => languageModelAt('file:///etc/passwd', 10)).toThrow('http or https');
    expect(() => replayed(join(folder, 'none'))).toThrow('could not be read');
    writeFileSync(join(folder, 'broken'), 'x\n');
    expect(() => replayed(join(folder, 'broken'))).toThrow('line 1');
  });

  it('cannot point outside the text, cut a word or choose what was not offered, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.jsonValue(), (words, said) => {
        const spans = spansOf({ spans: said }, words) ?? [];
        for (const { start, end } of spans) expect(words.slice(start, end)).toHaveLength(end - start);
        const choice = choiceOf({ choice: said }, 3);
        expect(choice === undefined || choice === null || [0, 1, 2].includes(choice)).toBe(true);
      }),
    );
  });
});
