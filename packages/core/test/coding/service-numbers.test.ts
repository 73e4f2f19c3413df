import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { engine } from './engine.js';

const addendum = fileURLToPath(
  new URL('../../../../../shared/releases/local/opps-addendum-b/2026-04/addendum_b_2026-04.no_cpt_descriptors.csv.gz', import.meta.url),
);

/** Numbers the lexicon bills by, those of the past left out. */
function numbers(): string[] {
  const { lexicon } = engine();
  const out = new Set<string>();
  for (const file of ['procedures', 'ladders', 'visits', 'vaccines', 'injectables'] as const)
    for (const row of lexicon.rows(`services/${file}`)) {
      if (row['until'] || /\buntil=/.test(row['traits'] ?? '')) continue;
      for (const code of `${row['code'] ?? ''} ${row['further'] ?? ''}`.match(/\b(?:\d{5}|[A-V]\d{4})\b/g) ?? []) out.add(code);
    }
  return [...out];
}

describe('numbers of services', () => {
  it('are many', () => {
    expect(numbers().length).toBeGreaterThan(700);
  });

  // With the folder ../shared beside the repository.
  it.skipIf(!existsSync(addendum))('are all in OPPS Addendum B of April 2026 (needs ../shared)', () => {
    const current = new Set(
      gunzipSync(readFileSync(addendum))
        .toString()
        .split('\n')
        .map((line) => line.split(',')[0]),
    );
    expect(numbers().filter((code) => !current.has(code))).toEqual([]);
  });
});
