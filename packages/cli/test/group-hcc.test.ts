import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { medcodeWith, type Run } from './medcode.js';

const data = mkdtempSync(join(tmpdir(), 'medcode-group-hcc-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

const medcode = medcodeWith(data);
const hcc = (args: readonly string[], input = ''): Run => medcode(['group', 'hcc', ...args], input);
const PERSON = { model: 'V28', year: 2026, age: 70, sex: 'F', orec: '0', dx: ['E11.22', 'E11.9'] };

describe('medcode group hcc', () => {
  it('prints a score a person can follow', () => {
    expect(hcc([], JSON.stringify(PERSON))).toEqual({
      status: 0,
      err: '',
      out: `V28 · payment year 2026
Segment CNA: community, not dual, aged (derived)

Raw score 0.561 · HCC 37
Adjusted score 0.495: divided by the normalisation factor 1.067, less 5.90 % for coding patterns
  (CMS, Announcement of Calendar Year 2026 Medicare Advantage Capitation Rates and Part C and Part D
  Payment Policies)

    0.395  F70_74
    0.166  HCC37                      Diabetes with Chronic Complications · E1122
    0.000  D1

Not counted
  HCC 38      below HCC 37, Diabetes with Chronic Complications · E119

CMS risk adjustment payment year 2026
`,
    });
  });

  it('shows what a diagnosis more would change', () => {
    const run = hcc(['-', '--what-if', 'add:I50.22', '--what-if', 'drop:E11.9'], JSON.stringify(PERSON));
    expect([run.status, run.err]).toEqual([0, '']);
    expect(run.out).toContain(`What if: with I5022, without E119 → raw score 1.033 (+0.472), adjusted 0.911 (+0.416)
  HCC 226 more
  HCC226                              0.000 → 0.360
  DIABETES_HF_V28                     0.000 → 0.112
`);
  });

  it('reads a file and prints JSON', () => {
    const file = join(data, 'person.json');
    writeFileSync(file, JSON.stringify(PERSON));
    const run = hcc([file, '--json', '--what-if', 'drop:E1122']);
    const answer = JSON.parse(run.out);
    expect([run.status, answer.score, answer.hccs, answer.whatIf.changed.hccs, answer.whatIf.difference.score]).toEqual([
      0,
      0.561,
      ['37'],
      ['38'],
      0,
    ]);
  });

  it('answers a line for a line and goes on after a bad one', () => {
    const lines = [
      { id: 'a', ...PERSON },
      { id: 'b', ...PERSON, age: 300 },
      { id: 'c', ...PERSON, model: 'RxHCC', year: 2026 },
      { id: 'd', ...PERSON, dx: 'E119' },
      { id: 'e', ...PERSON, orec: 1, dual: 2, unknownField: true },
    ].map((line) => JSON.stringify(line));
    const run = hcc(['--ndjson'], [...lines.slice(0, 2), 'no JSON', ...lines.slice(2)].join('\n'));
    const out = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([run.status, run.err]).toEqual([3, '']);
    expect(out.map(({ id, segment, hccs, score, error }) => [id, error?.code ?? [segment, hccs, score]])).toEqual([
      ['a', ['CNA', ['37'], 0.561]],
      ['b', 'MC_PERSON_INVALID'],
      [null, 'MC_LINE_INVALID'],
      ['c', 'MC_MODEL_NOT_CHECKED'],
      ['d', 'MC_LINE_INVALID'],
      ['e', ['CFA', ['37'], 0.852]],
    ]);
    expect(Object.keys(out[0]).slice(0, 5)).toEqual(['id', 'model', 'year', 'segment', 'segmentFrom']);
  });

  it('answers the same on several cores', () => {
    const lines = Array.from({ length: 4000 }, (_, id) =>
      JSON.stringify({ id, ...PERSON, age: 60 + (id % 50), orec: String(id % 4) }),
    ).join('\n');
    const [one, two] = [hcc(['--ndjson'], lines), hcc(['--ndjson', '--jobs', '2'], lines)];
    expect([two.status, two.out === one.out, one.out.split('\n').length]).toEqual([0, true, 4001]);
  });

  it('says on standard error why a model cannot be scored, with status 4', () => {
    const run = hcc([], JSON.stringify({ ...PERSON, model: 'ESRD V24', year: 2027 }));
    expect([run.status, run.out, run.err.split('\n')[0]]).toEqual([
      4,
      '',
      'MC_MODEL_NOT_CHECKED: ESRD V24, payment year 2027: the coefficients at hand for the year leave this model out',
    ]);
  });

  it.each([
    ['proposed coefficients', { ...PERSON, year: 2027 }, 0, 'PROPOSED'],
    ['a fact that is missing', { ...PERSON, orec: undefined }, 4, 'Not checked: originally disabled'],
    ['a new enrollee', { ...PERSON, newEnrollee: true }, 0, 'new enrollees and transplant months take no disease · E1122'],
  ])('says so for %s', (_, person, status, words) => {
    const run = hcc([], JSON.stringify(person));
    expect([run.status, run.out.includes(words)]).toEqual([status, true]);
  });

  it.each([
    ['no JSON', [], 'x', 'MC_INPUT_INVALID'],
    ['an object of another shape', [], '{"model":"V28"}', 'MC_INPUT_INVALID'],
    ['an empty input', [], '', 'MC_INPUT_EMPTY'],
    ['a change that is none', ['--what-if', 'E119'], JSON.stringify(PERSON), 'MC_USAGE'],
  ] as const)('refuses %s', (_, args, input, code) => {
    const run = hcc(args, input);
    expect([run.status, run.out, run.err.split(':')[0]]).toEqual([2, '', code]);
  });

  it('explains itself with an example', () => {
    const run = hcc(['--help']);
    expect([run.status, /Examples:\n.*medcode group hcc/.test(run.out)]).toEqual([0, true]);
  });
});
