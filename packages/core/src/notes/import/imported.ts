import { z } from 'zod';
import { ClaimDiagnosis, ClaimProcedure, Party, ServiceLine, Subscriber } from '../../model/claim.js';
import { Setting, Sex } from '../../model/encounter.js';
import { Note } from '../../model/note.js';

/** A piece of the source that did not come over, and why. Nothing is dropped silently. */
export const NotImported = z.object({
  /** Where it stands: `OBX[3]`, `section[2]`, `DocumentReference/7`. */
  at: z.string(),
  reason: z.string(),
});
export type NotImported = z.infer<typeof NotImported>;

/**
 * An encounter as another system tells it: its documents to be read, and the codes that stand there already. `medcode code --ndjson` reads
 * its documents, `medcode check` its codes.
 */
export const ImportedEncounter = z.object({
  /** Visit or account number; else the number of the message or document. */
  id: z.string(),
  format: z.enum(['hl7v2', 'ccda', 'fhir', 'text']),
  setting: Setting.optional(),
  /** First day of the visit or stay. */
  date: z.string().optional(),
  dateTo: z.string().optional(),
  patient: z.object({
    age: z.number().nonnegative().max(150).optional(),
    sex: Sex.optional(),
    birthDate: z.string().optional(),
    party: Party.optional(),
  }),
  documents: z.array(Note),
  diagnoses: z.array(ClaimDiagnosis.extend({ title: z.string().optional() })),
  procedures: z.array(ClaimProcedure.extend({ title: z.string().optional() })),
  services: z.array(ServiceLine),
  attending: Party.optional(),
  subscribers: z.array(z.object({ subscriber: Subscriber, payer: Party.optional() })).optional(),
  admissionSource: z.string().optional(),
  admissionType: z.string().optional(),
  patientStatus: z.string().optional(),
  notImported: z.array(NotImported),
});
export type ImportedEncounter = z.infer<typeof ImportedEncounter>;
