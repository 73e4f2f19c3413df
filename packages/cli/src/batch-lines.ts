import { Patient, Profile, Setting } from '@medcode/core/model/encounter';
import { Note } from '@medcode/core/model/note';
import { z } from 'zod';
import { LineId } from './line-id.js';

/** Lines of the NDJSON forms; loaded only when a command reads them, so that single answers start quickly. */
const System = z.enum(['icd10cm', 'icd10pcs']);

export const LookupLine = z.object({ id: LineId, code: z.string().max(40), system: System.optional(), date: z.string().optional() });

export const SearchLine = z.object({
  id: LineId,
  q: z.string().max(2000),
  system: System.optional(),
  date: z.string().optional(),
  limit: z.int().positive().max(200).optional(),
  headers: z.boolean().optional(),
});

export const CodeLine = z.object({
  id: LineId,
  text: z.string().optional(),
  /** Instead of a text: the documents of the encounter, each with its author. */
  documents: z.array(Note).min(1).optional(),
  date: z.string().optional(),
  setting: Setting.default('office'),
  profile: Profile.default('billing'),
  patient: Patient.default({}),
});

export const ReadLine = z.object({ id: LineId, text: z.string() });

export const AssertLine = z.object({ id: LineId, text: z.string(), phrase: z.string().max(5000) });
