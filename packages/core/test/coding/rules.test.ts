import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CodingRule } from '@medcode/core/coding/rule';
import { CODING_RULES } from '@medcode/core/coding/rules';
import { MedcodeError } from '@medcode/core/errors';
import { parseDay } from '@medcode/core/model/date';
import { Patient, Profile, Setting } from '@medcode/core/model/encounter';
import { Authority } from '@medcode/core/model/finding';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { code } from './engine.js';

const folder = fileURLToPath(new URL('../../src/coding/rules', import.meta.url));
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const HEADINGS = ['What it checks', 'Why', 'Example that fires', 'Example that stays clear', 'When it cannot be checked'];
const KINDS = ['fires', 'clear', 'edge', 'not-checked'] as const;
const Case = z.strictObject({
  kind: z.enum(KINDS),
  about: z.string().min(1),
  note: z.string().min(1),
  date: z.string().refine((text) => parseDay(text) !== undefined),
  setting: Setting,
  patient: Patient.optional(),
  expected: z.union([
    z.strictObject({ error: z.literal('MC_RELEASE_MISSING') }),
    z.strictObject({
      /**
       * Whether a code belongs to the answer. How far a coder may rely on it is learned over whole notes (calibration.test.ts) and moves
       * with them; a case of two sentences says nothing of it.
       */
      codes: z.array(z.strictObject({ code: z.string(), standing: z.enum(['answer', 'suggestion']) })),
      dropped: z.array(z.strictObject({ code: z.string(), by: z.string() })),
      /** Ids of the queries drafted; left out where the case is not about them. */
      queries: z.array(z.string()).optional(),
    }),
  ]),
});
type Case = z.infer<typeof Case>;

/** What a case's note comes to: the codes and what was dropped, or the code of the error. */
function answer({ note, date, setting, patient, expected }: Case): Case['expected'] {
  try {
    const { diagnoses, notCoded, queries } = code({ text: note, date, setting, patient: patient ?? {} });
    return {
      codes: diagnoses.map(({ code: diagnosis, band }) => ({ code: diagnosis, standing: band === 'suggestion' ? 'suggestion' : 'answer' })),
      dropped: notCoded.map(({ code: dropped, by }) => ({ code: dropped ?? '', by: by ?? '' })),
      ...('queries' in expected ? { queries: queries.map(({ id }) => id) } : {}),
    };
  } catch (error) {
    if (error instanceof MedcodeError) return { error: error.code as 'MC_RELEASE_MISSING' };
    throw error;
  }
}

it('every registered rule has a folder, and every folder a registered rule', () => {
  expect(new Set(CODING_RULES.map((rule) => rule.id))).toEqual(new Set(ids));
  expect(ids.length).toBeGreaterThanOrEqual(6);
});

describe.each(ids)('rule %s', (id) => {
  const path = join(folder, id);
  const cases = z.array(Case).parse(JSON.parse(readFileSync(join(path, 'cases.json'), 'utf8')));

  it('is the rule its folder is named for, with its sources', async () => {
    const { rule } = (await import(`../../src/coding/rules/${id}/rule.ts`)) as { rule: CodingRule };
    expect(rule.id).toBe(id);
    expect(CODING_RULES.map((registered) => registered.id)).toContain(id);
    expect(rule.title).toMatch(/^[A-Z]\S* .{10,}[^.]$/);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.sources.length).toBeGreaterThan(0);
    if (rule.keptBy !== undefined) expect(existsSync(fileURLToPath(new URL(`../../src/${rule.keptBy}`, import.meta.url)))).toBe(true);
    expect([rule.keptBy, rule.restate, rule.admit, rule.apply].some((part) => part !== undefined)).toBe(true);
    for (const source of rule.sources) {
      expect(Authority.parse(source)).toEqual(source);
      expect(source.section).toMatch(/^(?:I{1,3}|IV)\.[A-Z](?:\.\d+)*(?:\.[a-z](?:\.\d+)*)?$|^Appendix I$/);
    }
    expect(rule.appliesTo.settings.every((setting) => Setting.safeParse(setting).success)).toBe(true);
    expect(rule.appliesTo.profiles.every((profile) => Profile.safeParse(profile).success)).toBe(true);
    expect([rule.appliesTo.settings.length, rule.appliesTo.profiles.length]).not.toContain(0);
  });

  it('has a README with its headings, each with text, and cites its sources', async () => {
    const { rule } = (await import(`../../src/coding/rules/${id}/rule.ts`)) as { rule: CodingRule };
    const readme = readFileSync(join(path, 'README.md'), 'utf8');
    expect(readme.startsWith(`# ${id}\n`)).toBe(true);
    expect([...readme.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(HEADINGS);
    for (const part of readme.split(/^## .+$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(40);
    const why = readme.split('## Why')[1]?.split('## ')[0] ?? '';
    for (const { section } of rule.sources) {
      // "I.C.9.a.1–3" cites all three.
      const span = new RegExp(`${section.replace(/\d+$/, '').replaceAll('.', '\\.')}(\\d+)–(\\d+)`).exec(why);
      const number = Number(/\d+$/.exec(section)?.[0]);
      const cited = why.includes(section) || (span !== null && Number(span[1]) <= number && number <= Number(span[2]));
      expect([section, cited]).toEqual([section, true]);
    }
  });

  it('keeps nothing else in its folder', () => {
    expect(readdirSync(path).sort()).toEqual(['README.md', 'cases.json', 'rule.ts']);
    expect(existsSync(join(path, 'rule.ts'))).toBe(true);
  });

  it('has at least one case of each kind, each said once', () => {
    expect(KINDS.filter((kind) => !cases.some((one) => one.kind === kind))).toEqual([]);
    expect(new Set(cases.map((one) => `${one.note}|${one.date}|${one.setting}`)).size).toBe(cases.length);
  });

  it.each(cases.map((one) => [`${one.kind}: ${one.about}`, one] as const))('%s', (_name, one) => {
    expect(answer(one)).toEqual(one.expected);
  });

  it.each(cases.filter((one) => one.kind === 'fires').map((one) => [one.about, one] as const))(
    'leaves its name on what it did: %s',
    (_name, one) => {
      const { diagnoses, notCoded, queries } = code({ text: one.note, date: one.date, setting: one.setting, patient: one.patient ?? {} });
      const rule = CODING_RULES.find((registered) => registered.id === id) as CodingRule;
      const touched =
        diagnoses.some((diagnosis) => diagnosis.rules.includes(rule.id)) ||
        notCoded.some((item) => item.by === rule.id) ||
        queries.some((item) => item.by === rule.id);
      // A duplicate leaves more evidence rather than a name: the code is there once with all its places.
      const merged = id === 'once-per-encounter' && diagnoses.some((diagnosis) => diagnosis.evidence.length > 1);
      // What the pipeline itself keeps works inside a code and leaves no name.
      expect(touched || merged || rule.keptBy !== undefined).toBe(true);
    },
  );
});
