/** A number read from the text and where it stands. */
export interface Reading {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** Total and parts of a Glasgow coma scale, as far as documented. */
export interface ComaScale {
  readonly start: number;
  readonly end: number;
  readonly total?: number;
  readonly parts?: readonly [eye: number, verbal: number, motor: number];
  /** When it was taken, as the 7th character counts: 0 not said, 1 in the field, 2 on arrival, 3 at admission. */
  readonly time: '0' | '1' | '2' | '3';
}

const BMI = /\b(?:bmi|body mass index)\b[^0-9\n]{0,20}(\d{2}(?:\.\d{1,2})?)(?!\d|\s*(?:th|%))/gi;
const NIHSS = /\b(?:nihss|nih stroke scale)\b[^0-9\n]{0,25}(\d{1,2})\b(?!\s*\/\s*\d{4})/i;
const ALCOHOL =
  /\b(?:bac|blood alcohol|serum (?:alcohol|ethanol)|(?:ethanol|etoh|alcohol) level)\b[^0-9\n]{0,25}(\d{1,3}(?:\.\d+)?)(?![\d.])\s*(%|mg)?/i;
const COMA_PARTS = /\bE\s?([1-4])\s*,?\s*V\s?([1-5])\s*,?\s*M\s?([1-6])\b/;
const COMA_TOTAL = /\b(?:gcs|glasgow(?: coma)?(?: scale| score)*)\b[^0-9\n]{0,25}(\d{1,2})\b/i;

/** Every body mass index of a text, in its order. */
export function bodyMassIndices(text: string): Reading[] {
  return [...text.matchAll(BMI)].map((match) => reading(match)).filter(({ value }) => value >= 10 && value < 100);
}

/** The first score of the NIH stroke scale. */
export function strokeScale(text: string): Reading | undefined {
  const match = NIHSS.exec(text);
  const found = match ? reading(match) : undefined;
  return found && found.value <= 42 ? found : undefined;
}

/** The blood alcohol level in mg/100 ml; a fraction is one of percent. */
export function bloodAlcohol(text: string): Reading | undefined {
  const match = ALCOHOL.exec(text);
  if (!match) return undefined;
  const found = reading(match);
  return found.value < 1 || match[2] === '%' ? { ...found, value: found.value * 1000 } : found;
}

/** The first Glasgow coma scale of a text; none of a patient under sedation (guideline I.C.18.e). */
export function comaScale(text: string): ComaScale | undefined {
  const parts = COMA_PARTS.exec(text);
  const total = COMA_TOTAL.exec(text);
  const first = parts ?? total;
  if (!first) return undefined;
  const line = text.slice(text.lastIndexOf('\n', first.index) + 1, (text.indexOf('\n', first.index) + 1 || text.length + 1) - 1);
  if (/\b(?:sedat\w+|paraly[sz]ed|induced coma)\b/i.test(line)) return undefined;
  const value = Number(total?.[1] ?? 0);
  const time = /\b(?:field|ems|emt|ambulance|scene|paramedics?)\b/i.test(line)
    ? '1'
    : /\b(?:arrival|triage|in the (?:ed|er|emergency)|on presentation)\b/i.test(line)
      ? '2'
      : /\badmission\b/i.test(line)
        ? '3'
        : '0';
  const at = { start: first.index, end: first.index + first[0].length, time } as const;
  if (parts) return { ...at, parts: [Number(parts[1]), Number(parts[2]), Number(parts[3])] };
  return value >= 3 && value <= 15 ? { ...at, total: value } : undefined;
}

function reading(match: RegExpMatchArray): Reading {
  const start = match.index ?? 0;
  return { value: Number(match[1]), start, end: start + match[0].trimEnd().length };
}
