import { z } from 'zod';

/**
 * A verbatim piece of a document. Offsets count UTF-16 code units of the text as received, end exclusive:
 * `text.slice(start, end)` is the evidence.
 */
export const Evidence = z.object({
  document: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
  /** Section kind the words stand in. */
  section: z.string().optional(),
  /** Line in the document, from 1. */
  line: z.int().positive().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** An immutable clinical text. */
export const Note = z.object({
  id: z.string(),
  text: z.string(),
  date: z.string().optional(),
  authorRole: z.enum(['provider', 'nurse', 'dietitian', 'other-clinician', 'patient', 'unknown']).optional(),
});
export type Note = z.infer<typeof Note>;

export const AssertionValue = z.enum(['present', 'negated', 'possible', 'conditional', 'hypothetical']);
export type AssertionValue = z.infer<typeof AssertionValue>;
export const Temporality = z.enum(['current', 'historical']);
export type Temporality = z.infer<typeof Temporality>;
export const Experiencer = z.enum(['patient', 'other']);
export type Experiencer = z.infer<typeof Experiencer>;

/** What a text says about a thing it names: whether, when and of whom; and the words that made it so. */
export const Assertion = z.object({
  assertion: AssertionValue,
  temporality: Temporality,
  experiencer: Experiencer,
  /** The cue's words as written, absent when nothing modifies the mention. */
  cue: z.string().optional(),
});
export type Assertion = z.infer<typeof Assertion>;
