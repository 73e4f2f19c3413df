import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Icd10pcs } from '@medcode/core/codesets/icd10pcs';
import { CODING_RULES } from '@medcode/core/coding/rules';
import { day, parseDay } from '@medcode/core/model/date';
import { Patient, PoaIndicator, Setting } from '@medcode/core/model/encounter';
import { openCatalog } from '@medcode/releases/open-catalog';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { icd } from './coding/engine.js';

const folder = fileURLToPath(new URL('../../../gold/notes/', import.meta.url));
const ids = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -5));
const pcs = new Icd10pcs(openCatalog(undefined));

const Proof = { evidence: z.array(z.string().min(1)).min(1), because: z.string().min(5) };
const Gold = z.strictObject({
  id: z.string(),
  title: z.string().min(5),
  setting: Setting,
  specialty: z.string().min(3),
  date: z.string().refine((text) => parseDay(text) !== undefined),
  patient: Patient,
  diagnoses: z
    .array(z.strictObject({ code: z.string(), ...Proof, poa: PoaIndicator.optional(), rules: z.array(z.string()).optional() }))
    .min(1),
  procedures: z.array(z.strictObject({ code: z.string(), ...Proof, rules: z.array(z.string()).optional() })).default([]),
  services: z
    .array(
      z.strictObject({
        code: z.string().regex(/^(?:\d{4}[0-9A-Z]|[A-Z]\d{4})$/),
        units: z.number().positive(),
        modifiers: z.array(z.string().regex(/^[0-9A-Z]{2}$/)),
        ...Proof,
        rules: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  notCoded: z.array(z.strictObject({ text: z.string(), because: z.string() })).default([]),
  features: z.array(z.string()),
  secondReading: z.strictObject({ agreed: z.boolean(), differences: z.array(z.string()) }),
});
const gold = ids.map((id) => Gold.parse(JSON.parse(readFileSync(`${folder}${id}.json`, 'utf8'))));

describe.each(gold)('gold note $id', (note) => {
  const text = readFileSync(`${folder}${note.id}.txt`, 'utf8');

  it('is proved by its own words and valid on its date', () => {
    const on = day(note.date);
    for (const { code, evidence } of [...note.diagnoses, ...note.procedures, ...note.services])
      for (const words of evidence) expect([code, words, text.includes(words)]).toEqual([code, words, true]);
    for (const { code } of note.diagnoses) expect([code, icd.lookup(code, on).billable]).toEqual([code, true]);
    for (const { code } of note.procedures) expect([code, pcs.lookup(code, on).valid]).toEqual([code, true]);
    expect(new Set(note.diagnoses.map(({ code }) => code)).size).toBe(note.diagnoses.length);
  });

  it('tells what its setting reports', () => {
    const inpatient = note.setting === 'inpatient';
    for (const { code, poa } of note.diagnoses) expect([code, poa !== undefined]).toEqual([code, inpatient]);
    if (!inpatient) expect(note.procedures).toEqual([]);
  });
});

it('has 150 notes or more, and at least three for every rule', () => {
  expect(gold.length).toBeGreaterThanOrEqual(150);
  const notes = new Map<string, Set<string>>();
  for (const note of gold)
    for (const { rules = [] } of note.diagnoses) for (const rule of rules) notes.set(rule, (notes.get(rule) ?? new Set()).add(note.id));
  const known = new Set(CODING_RULES.map(({ id }) => id));
  expect([...notes.keys()].filter((rule) => !known.has(rule))).toEqual([]);
  expect([...known].filter((rule) => (notes.get(rule)?.size ?? 0) < 3)).toEqual([]);
});
