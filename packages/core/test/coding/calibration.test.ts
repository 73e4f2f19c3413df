import { ACCEPT, calibrated } from '@medcode/core/coding/calibration';
import { CALIBRATION_WEIGHTS } from '@medcode/core/coding/weights';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code } from './engine.js';

const NAMES = Object.keys(CALIBRATION_WEIGHTS).filter((name) => name !== 'bias' && name !== 'score');

describe('the probability of a code', () => {
  it('rises with the score, whatever its properties', () => {
    const scores = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(scores, scores, fc.subarray(NAMES), (a, b, names) => {
        expect(calibrated(Math.max(a, b), names)).toBeGreaterThanOrEqual(calibrated(Math.min(a, b), names));
      }),
    );
  });

  it('stays a probability at a score of nothing and of certainty', () => {
    for (const score of [0, 1]) {
      expect(calibrated(score, NAMES)).toBeGreaterThan(0);
      expect(calibrated(score, NAMES)).toBeLessThan(1);
    }
  });

  it('is lower for an unspecified code read from part of a heading than for a specific one read whole', () => {
    expect(calibrated(0.9, ['unspecified', 'words left over', 'many words left over'])).toBeLessThan(calibrated(0.9, []));
  });

  it('reaches the accept band where it is high, and names what made it', () => {
    const text =
      'HPI: Here for hypertension. Takes lisinopril.\nA/P:\n1. Hypertension - controlled. Continue lisinopril.\n2. Knee pain, unspecified.\n';
    const { diagnoses } = code({ text, patient: { age: 66, sex: 'M' } });
    const bands = diagnoses.map(({ band, probability }) => [band === 'accept', probability >= ACCEPT]);
    expect(bands.length).toBeGreaterThan(1);
    for (const [accepted, high] of bands) expect(accepted).toBe(high);
    for (const { support } of diagnoses) expect(support.some((name) => name.startsWith('kind '))).toBe(true);
  });
});
