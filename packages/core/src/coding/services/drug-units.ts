import { type Administration, convert } from './administrations.js';
import type { ServiceDraft } from './service-draft.js';
import type { Injectable } from './service-tables.js';

/** Guards against binary fractions: 0.3 mg of a drug billed by 0.1 mg is three units, not four. */
const TOLERANCE = 1e-9;

/**
 * Units of a dose: amounts that do not fill a unit are rounded up (Medicare Claims Processing Manual, chapter 17, section 70).
 * @param dose, amount in the same unit of measure
 */
export function unitsOf(dose: number, amount: number): number {
  return Math.max(1, Math.ceil(dose / amount - TOLERANCE));
}

/** The drug lines of what was given: units from the dose, and the discarded rest of a single-dose container. */
export function drugLines(given: readonly Administration[]): ServiceDraft[] {
  const lines: ServiceDraft[] = [];
  const totals = new Map<number, number>();
  for (const item of given) {
    if (item.route === 'oral' || item.supplied) continue;
    const entry = bestEntry(item);
    if (!entry) continue;
    const { drug, dose } = entry;
    const times = item.times;
    const said =
      dose === undefined
        ? 'dose not stated'
        : `${item.dose ?? ''} ${item.unit ?? ''}${times > 1 ? ` × ${times}` : ''}, a unit is ${drug.amount} ${drug.unit}`;
    const rest = item.discarded === undefined || item.unit === undefined ? undefined : convert(item.discarded, item.unit, drug.unit);
    const kept = rest === undefined && item.singleDose ? [{ modifier: 'JZ', because: 'single-dose container, nothing discarded' }] : [];
    const existing = lines.findIndex((line) => line.code === drug.code && kept.length === (line.given?.length ?? 0));
    // Doses of a day are added before they are rounded: two halves of a unit are one unit.
    const before = existing < 0 ? undefined : totals.get(existing);
    const total = dose === undefined ? undefined : (before ?? 0) + dose * times;
    if (existing >= 0) {
      const line = lines[existing] as ServiceDraft;
      lines[existing] = {
        ...line,
        units: total === undefined || before === undefined ? line.units + 1 : unitsOf(total, drug.amount),
        evidence: [...line.evidence, item.evidence],
        because: [...line.because, said],
      };
      if (total !== undefined) totals.set(existing, total);
    } else {
      if (total !== undefined) totals.set(lines.length, total);
      const units = total === undefined ? 1 : unitsOf(total, drug.amount);
      lines.push({ code: drug.code, kind: 'drug', units, evidence: [item.evidence], because: [drug.name, said], given: kept });
    }
    if (rest !== undefined && rest > 0 && dose !== undefined)
      lines.push({
        code: drug.code,
        kind: 'drug',
        units: Math.max(1, unitsOf(dose + rest, drug.amount) - unitsOf(dose, drug.amount)),
        evidence: [item.evidence],
        because: [drug.name, `${item.discarded ?? ''} ${item.unit ?? ''} discarded`],
        given: [{ modifier: 'JW', because: 'the discarded amount of a single-dose container' }],
      });
  }
  return lines;
}

/** Of several entries for a drug the one that takes fewest units with least left over; only those the dose can be counted in. */
function bestEntry(item: Administration): { drug: Injectable; dose: number | undefined } | undefined {
  let best: { drug: Injectable; dose: number; units: number; over: number } | undefined;
  for (const drug of item.drugs) {
    if (drug.unit === 'dose') return { drug, dose: undefined };
    const dose = item.dose === undefined || item.unit === undefined ? undefined : convert(item.dose, item.unit, drug.unit);
    if (dose === undefined) continue;
    const units = unitsOf(dose, drug.amount);
    const over = units * drug.amount - dose;
    if (!best || over < best.over - TOLERANCE || (Math.abs(over - best.over) < TOLERANCE && units < best.units))
      best = { drug, dose, units, over };
  }
  if (best) return best;
  const [first] = item.drugs;
  return first && item.dose === undefined && item.drugs.length === 1 ? { drug: first, dose: undefined } : undefined;
}
