import { z } from 'zod';
import { CheckInput } from '../../edits/subject.js';
import { Amount, ClaimPatient } from '../../model/claim.js';
import { GivenEnvelope } from '../x12/envelope.js';

/**
 * What a claim is built from: an encounter as `medcode code --json` prints it, and billing facts under the names a claim has for them –
 * provider, payer, subscriber, patient, charges, dates.
 */
export const BuildInput = CheckInput.extend({
  patient: ClaimPatient.optional(),
  /** Charge of one unit by code, for lines that state no charge. */
  fees: z.record(z.string(), Amount).optional(),
  /** In how many days after the service the payer takes a claim; Medicare's calendar year is known. */
  filingDays: z.int().positive().optional(),
  /** Between whom the claim travels as X12. */
  envelope: GivenEnvelope.optional(),
});
export type BuildInput = z.infer<typeof BuildInput>;

/** Billing facts that stand apart from the encounter. */
export const BillingFacts = BuildInput.extend({ id: BuildInput.shape.id.optional() });
export type BillingFacts = z.infer<typeof BillingFacts>;

/**
 * An encounter with billing facts from elsewhere, which win. Their service lines complete those of the encounter: each the first line of
 * the same code that no other has completed; what the encounter does not have is billed in addition.
 */
export function withBillingFacts(encounter: BuildInput, facts: BillingFacts): BuildInput {
  const { services, diagnoses, procedures, patient, id = encounter.id, ...rest } = facts;
  const open = new Set(encounter.services.keys());
  const lines: BuildInput['services'] = [...encounter.services];
  for (const line of services) {
    const at = line.code === undefined ? undefined : [...open].find((i) => sameCode(lines[i]?.code, line.code));
    if (at === undefined) lines.push(line);
    else {
      open.delete(at);
      lines[at] = { ...lines[at], ...line };
    }
  }
  const together: BuildInput = {
    ...encounter,
    ...rest,
    id,
    services: lines,
    diagnoses: diagnoses.length > 0 ? diagnoses : encounter.diagnoses,
    procedures: procedures.length > 0 ? procedures : encounter.procedures,
  };
  if (encounter.patient ?? patient) together.patient = { ...encounter.patient, ...patient };
  return together;
}

function sameCode(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toUpperCase() === b.toUpperCase();
}
