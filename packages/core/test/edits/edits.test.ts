import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Checker, type CheckResult } from '@medcode/core/edits/check';
import type { Edit } from '@medcode/core/edits/edit';
import { EDITS } from '@medcode/core/edits/edits';
import { PayerPack } from '@medcode/core/edits/payer-rules/pack';
import { wordsOf } from '@medcode/core/edits/render';
import { RETIRED_EDITS } from '@medcode/core/edits/retired';
import { CheckInput } from '@medcode/core/edits/subject';
import { parseDay } from '@medcode/core/model/date';
import { Setting } from '@medcode/core/model/encounter';
import { Authority } from '@medcode/core/model/finding';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogWith, icdOf, TableData } from './synthetic-tables.js';

const folder = fileURLToPath(new URL('../../src/edits', import.meta.url));
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('rule.ts'))
  .map((entry) => entry.name);

const HEADINGS = ['What it checks', 'Why', 'Example that fires', 'Example that stays clear', 'When it cannot be checked'];
const KINDS = ['fires', 'clear', 'edge', 'not-checked'] as const;
const Case = z.strictObject({
  kind: z.enum(KINDS),
  about: z.string().min(1),
  /** Date of service of an input that states none. */
  date: z
    .string()
    .refine((text) => parseDay(text) !== undefined)
    .optional(),
  /** Tables beside the embedded ones; see `synthetic-tables.ts`. */
  data: z.union([z.string(), z.record(z.string(), TableData)]).optional(),
  /** Rules of payers beside the national ones. */
  payers: z.array(PayerPack).optional(),
  input: z.record(z.string(), z.unknown()),
  /** Everything the edit says. */
  expected: z.strictObject({
    findings: z.array(
      z.strictObject({
        message: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        at: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        /** Given where a finding cites something else than the sources of the edit. */
        authority: z.array(Authority).optional(),
      }),
    ),
    notChecked: z.array(z.strictObject({ reason: z.string(), needs: z.array(z.string()), at: z.string().optional() })),
  }),
});
type Case = z.infer<typeof Case>;

function check(edit: Edit, { input, date, data, payers }: Case): CheckResult {
  const catalog = catalogWith(data);
  const checker = new Checker(catalog, { icd: icdOf(catalog), edits: [edit], payers: payers ?? [] });
  return checker.check(CheckInput.parse(input), date === undefined ? undefined : parseDay(date));
}

/** A result as cases write it. */
function told(edit: Edit, { findings, notChecked }: CheckResult): Case['expected'] {
  return {
    findings: findings.map(({ message, severity, at, params, authority }) => ({
      message,
      severity,
      at,
      params: { ...params },
      ...(authority === edit.sources ? {} : { authority: [...authority] }),
    })),
    notChecked: notChecked.map(({ reason, needs, at }) => ({ reason, needs: [...needs], ...(at === undefined ? {} : { at }) })),
  };
}

it('every registered edit has a folder, every folder a registered edit, and no id is used twice or again', () => {
  expect(EDITS.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(RETIRED_EDITS.filter(({ id }) => ids.includes(id))).toEqual([]);
});

describe.each(ids)('edit %s', (id) => {
  const path = join(folder, id);
  const edit = EDITS.find((one) => one.id === id) as Edit;
  const readme = readFileSync(join(path, 'README.md'), 'utf8');
  const cases = z.array(Case).parse(JSON.parse(readFileSync(join(path, 'cases.json'), 'utf8')));
  /** An edit that needs no fact and no table can always be checked, and its README says so. */
  const alwaysChecked = /## When it cannot be checked\s+Never\b/.test(readme);

  it('is the edit its folder is named for, with its sources', async () => {
    const { rule } = (await import(`../../src/edits/${id}/rule.ts`)) as { rule: Edit };
    expect(rule.id).toBe(id);
    expect(edit).toBeDefined();
    expect(rule.title).toMatch(/^[A-Z0-9]\S* .{10,}[^.]$/);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) {
      expect(Authority.parse(source)).toEqual(source);
      expect([source.authority, source.document, source.section].filter((text) => text.trim().length < 2)).toEqual([]);
    }
    expect(rule.appliesTo.settings.every((setting) => Setting.safeParse(setting).success)).toBe(true);
    expect([rule.appliesTo.settings.length, rule.appliesTo.forms.length, Object.keys(rule.messages).length]).not.toContain(0);
  });

  it('has a README with its headings, each with text', () => {
    expect(readme.startsWith(`# ${id}\n`)).toBe(true);
    expect([...readme.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(HEADINGS);
    for (const part of readme.split(/^## .+$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(20);
    const why = readme.split('## Why')[1]?.split('## ')[0] ?? '';
    // Each document of the sources is named where the README says why.
    for (const { document, section } of edit.sources)
      expect([document, section, why.includes(section) || why.includes(document)]).toEqual([document, section, true]);
  });

  it('keeps its README, its cases and its code in its folder', () => {
    const files = readdirSync(path);
    expect(['README.md', 'cases.json', 'rule.ts'].filter((file) => !files.includes(file))).toEqual([]);
    expect(files.filter((file) => !/^(?:README\.md|cases\.json|[a-z0-9-]+\.ts)$/.test(file))).toEqual([]);
  });

  it('has at least one case of each kind, each said once, and one for each message', () => {
    const needed = KINDS.filter((kind) => kind !== 'not-checked' || !alwaysChecked);
    expect(needed.filter((kind) => !cases.some((one) => one.kind === kind))).toEqual([]);
    expect(new Set(cases.map((one) => one.about)).size).toBe(cases.length);
    const said = new Set(cases.flatMap(({ expected }) => expected.findings.map(({ message }) => message)));
    expect(Object.keys(edit.messages).filter((message) => !said.has(message))).toEqual([]);
    expect(cases.filter(({ kind, expected }) => kind === 'fires' && expected.findings.length === 0)).toEqual([]);
    expect(cases.filter(({ kind, expected }) => kind === 'clear' && expected.findings.length + expected.notChecked.length > 0)).toEqual([]);
    expect(cases.filter(({ kind, expected }) => kind === 'not-checked' && expected.notChecked.length === 0)).toEqual([]);
    if (alwaysChecked) expect(cases.filter(({ expected }) => expected.notChecked.length > 0)).toEqual([]);
  });

  it.each(cases.map((one) => [`${one.kind}: ${one.about}`, one] as const))('%s', (_name, one) => {
    const result = check(edit, one);
    expect(told(edit, result)).toEqual(one.expected);
    for (const finding of result.findings) {
      const words = wordsOf(finding, () => edit);
      expect(Object.values(words).filter((text: string) => /[{}]|undefined|NaN|\[object/.test(text) || text.trim() === '')).toEqual([]);
      expect(words.what).not.toMatch(/\.$/);
    }
  });
});
