import { z } from 'zod';

/** An amount of US money in whole cents. Claims must add up, so no binary fractions. */
export const Cents = z.int();
export type Cents = z.infer<typeof Cents>;

/** Reads `12`, `12.5`, `12.50`, `-3.07`. Returns undefined for anything else, fractions of a cent included. */
export function parseCents(text: string): Cents | undefined {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && cents !== 0 ? -cents : cents;
}

/** Writes an amount with two decimals, as claims and remittances do: `-3.07`. */
export function formatCents(value: Cents): string {
  const sign = value < 0 ? '-' : '';
  const whole = Math.abs(value);
  return `${sign}${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, '0')}`;
}

/**
 * Reads an amount as X12 writes decimals (type R): sign, digits, an optional decimal point anywhere – `12`, `12.5`, `.5`, `12.`, `-3.07`.
 * Returns undefined for anything else, fractions of a cent included.
 */
export function parseAmount(text: string): Cents | undefined {
  const match = /^(-?)(\d{0,13})(?:\.(\d{0,2})0*)?$/.exec(text);
  if (!match || (match[2] === '' && (match[3] ?? '') === '')) return undefined;
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && cents !== 0 ? -cents : cents;
}
