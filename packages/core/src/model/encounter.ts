import { z } from 'zod';
import { IsoDate } from './iso-date.js';
import { Evidence, Note } from './note.js';
import { CodeSystem, Release } from './release.js';

export const Setting = z.enum(['office', 'ed', 'outpatient', 'inpatient']);
export type Setting = z.infer<typeof Setting>;

/** `billing`: what goes on a claim. `mentions`: everything found, for research. */
export const Profile = z.enum(['billing', 'mentions']);
export type Profile = z.infer<typeof Profile>;

export const Sex = z.enum(['M', 'F', 'U']);
export type Sex = z.infer<typeof Sex>;

export const Patient = z.object({
  /** Whole years on the date of service. */
  age: z.number().nonnegative().max(150).optional(),
  sex: Sex.optional(),
});
export type Patient = z.infer<typeof Patient>;

/** accept: stands as it is. review: part of the answer, a coder should look. suggestion: not part of the answer. */
export const Band = z.enum(['accept', 'review', 'suggestion']);
export type Band = z.infer<typeof Band>;

/** Present on admission (UB-04 form locator 67): yes, no, unknown, clinically undetermined, or exempt from reporting. */
export const PoaIndicator = z.enum(['Y', 'N', 'U', 'W', 'exempt']);

export const Origin = z.enum(['engine', 'coder', 'import']);

const CodedItem = z.object({
  code: z.string(),
  system: CodeSystem,
  title: z.string(),
  probability: z.number().min(0).max(1),
  band: Band,
  evidence: z.array(Evidence),
  /** How the code was reached, outermost first: index main term, sub-terms, slots filled. */
  path: z.array(z.string()),
  /** Ids of the rules that touched it. */
  rules: z.array(z.string()),
  origin: Origin,
});

export const CodedDiagnosis = CodedItem.extend({
  /** Names of the weights that made the probability: what spoke for the code and against it. */
  support: z.array(z.string()),
  poa: PoaIndicator.optional(),
  /** Further codes a coder may prefer, most likely first. */
  alternatives: z.array(z.object({ code: z.string(), title: z.string() })).max(10),
});
export type CodedDiagnosis = z.infer<typeof CodedDiagnosis>;

/**
 * One of the seven characters of a procedure code. `procedure`: part of the meaning of the procedure named; `note`: from the words quoted;
 * `default`: the note is silent and the value is the usual one.
 */
export const ProcedureAxis = z.object({
  /** 1…7. */
  position: z.int().min(1).max(7),
  /** What the axis is called in this section: Body Part, Approach, Device, … */
  name: z.string(),
  value: z.string(),
  /** Empty where no release at hand has a label. */
  label: z.string(),
  source: z.enum(['procedure', 'note', 'default']),
  evidence: Evidence.optional(),
});
export type ProcedureAxis = z.infer<typeof ProcedureAxis>;

export const CodedProcedure = CodedItem.extend({
  /** Every character with the words it was read from. */
  axes: z.array(ProcedureAxis),
  /** The legal codes that differ only where the note is silent. */
  alternatives: z.array(z.object({ code: z.string(), title: z.string() })).max(10),
});
export type CodedProcedure = z.infer<typeof CodedProcedure>;

export const MdmLevelName = z.enum(['straightforward', 'low', 'moderate', 'high']);
export type MdmLevelName = z.infer<typeof MdmLevelName>;

/** Medical decision making as the E/M guidelines lay it out: three elements, of which two must reach the level. */
export const MdmTable = z.object({
  level: MdmLevelName,
  elements: z.array(
    z.object({
      element: z.enum(['problems', 'data', 'risk']),
      level: MdmLevelName,
      /** What carried the element, in our own words. */
      because: z.string(),
      evidence: z.array(Evidence),
      /** What its next level would need. */
      next: z.string().optional(),
    }),
  ),
  /** Which elements would have to rise for the next level of the visit. */
  next: z.string().optional(),
});
export type MdmTable = z.infer<typeof MdmTable>;

export const CodedService = z.object({
  code: z.string(),
  units: z.number().positive(),
  modifiers: z.array(z.string()),
  /** Positions in `diagnoses`, from 1. */
  pointers: z.array(z.int().positive()),
  band: Band,
  evidence: z.array(Evidence),
  /** Our own words for what carried the code and what the next level would need. */
  because: z.array(z.string()),
  /** The reason of each modifier. */
  modifierReasons: z.array(z.object({ modifier: z.string(), because: z.string() })).optional(),
  /** For visits whose level was read from medical decision making. */
  mdm: MdmTable.optional(),
});
export type CodedService = z.infer<typeof CodedService>;

/** Something that was seen and not coded. Nothing is dropped silently. */
export const NotCoded = z.object({
  text: z.string(),
  /** Document the words stand in, when the encounter has several. */
  document: z.string().optional(),
  start: z.int(),
  end: z.int(),
  reason: z.string(),
  /** Rule or cue behind the reason. */
  by: z.string().optional(),
  code: z.string().optional(),
});
export type NotCoded = z.infer<typeof NotCoded>;

/** A question for the provider: what is missing or contradictory, with what the record says of it. */
export const Query = z.object({
  /** Template it was drafted from. */
  id: z.string(),
  /** Id of the rule that asks. */
  by: z.string(),
  /** The condition as the note words it. */
  about: z.string(),
  question: z.string(),
  indicators: z.array(Evidence),
  options: z.array(z.string()),
});
export type Query = z.infer<typeof Query>;

/** What could not be checked, and what would make it checkable. */
export const NotChecked = z.object({ what: z.string(), reason: z.string(), remedy: z.string() });
export type NotChecked = z.infer<typeof NotChecked>;

/** What a coder works on: the patient facts coding needs, the documents, and the codes with their proof. */
export const Encounter = z.object({
  id: z.string(),
  setting: Setting,
  profile: Profile,
  date: IsoDate,
  patient: Patient,
  documents: z.array(Note),
  diagnoses: z.array(CodedDiagnosis),
  procedures: z.array(CodedProcedure),
  services: z.array(CodedService),
  notCoded: z.array(NotCoded),
  queries: z.array(Query),
  notChecked: z.array(NotChecked),
  releases: z.array(Release),
});
export type Encounter = z.infer<typeof Encounter>;
