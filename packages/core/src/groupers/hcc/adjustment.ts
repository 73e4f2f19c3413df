import type { Model } from './model-versions.js';

/** The published numbers between a raw score and a payment score. */
export interface Adjustment {
  /** The raw score is divided by it. */
  readonly normalization: number;
  /** Then this share is taken away: the coding pattern adjustment of Medicare Advantage. */
  readonly codingIntensity: number;
  readonly source: string;
}

interface Published {
  readonly model: Model;
  readonly year: number;
  readonly normalizationThousandths: number;
}

const NORMALIZATION: readonly Published[] = [
  { model: 'V24', year: 2025, normalizationThousandths: 1153 },
  { model: 'V28', year: 2025, normalizationThousandths: 1045 },
  { model: 'V28', year: 2026, normalizationThousandths: 1067 },
];
/** Section 1853(a)(1)(C)(ii)(III) of the Social Security Act: at least 5.90 % from 2018 on; the announcements for 2025 and 2026 keep it. */
const CODING_INTENSITY_THOUSANDTHS = 59;

/** Normalisation and coding pattern adjustment of a model in a payment year, or why there are none here. */
export function adjustmentOf(model: Model, year: number): Adjustment | { readonly reason: string } {
  const found = NORMALIZATION.find((one) => one.model === model && one.year === year);
  if (found)
    return {
      normalization: found.normalizationThousandths / 1000,
      codingIntensity: CODING_INTENSITY_THOUSANDTHS / 1000,
      source: `CMS, Announcement of Calendar Year ${year} Medicare Advantage Capitation Rates and Part C and Part D Payment Policies`,
    };
  if (year >= 2027) return { reason: `no rate announcement for ${year} is at hand: its coefficients are a proposal` };
  return { reason: `no normalisation factor of ${model} for ${year} is at hand` };
}

/**
 * The payment score in thousandths: normalised, rounded to three decimals, then adjusted for coding intensity and rounded again.
 * Half is rounded up; integers throughout.
 */
export function adjusted(rawThousandths: number, { normalization, codingIntensity }: Adjustment): number {
  const normalised = divided(rawThousandths * 1000, Math.round(normalization * 1000));
  return divided(normalised * (1000 - Math.round(codingIntensity * 1000)), 1000);
}

/** The quotient of two whole numbers rounded half up. */
export function divided(dividend: number, divisor: number): number {
  return Math.floor((2 * dividend + divisor) / (2 * divisor));
}
