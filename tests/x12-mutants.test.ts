import { describe, expect, it } from 'vitest';
import { judge, mutant } from '../conformance/x12-mutants.js';

describe('a damaged X12 file', () => {
  it('comes back as it was, keeps its sound transaction sets and has its broken ones reported (1,000 files)', () => {
    const wrong: string[] = [];
    const damages = new Set<string>();
    for (let seed = 1; seed <= 1000; seed++) {
      const made = mutant(seed);
      for (const damage of made.damages) damages.add(damage);
      for (const complaint of judge(made)) wrong.push(`seed ${seed} (${made.damages.join(', ')}): ${complaint}`);
    }
    expect(wrong).toEqual([]);
    expect(damages.size).toBe(17);
  });

  it('is judged: an answer that says nothing is wrong', () => {
    const silent = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => judge(mutant(seed), () => []));
    expect(new Set(silent)).toEqual(new Set(['nothing is reported']));
  });
});
