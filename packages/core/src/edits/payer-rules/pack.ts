import { z } from 'zod';
import { Setting, Sex } from '../../model/encounter.js';
import { Authority } from '../../model/finding.js';
import { IsoDate } from '../../model/iso-date.js';

/**
 * Rules of one payer as data. They stand beside the national rules and are told apart from them: every finding names the payer's own
 * document. A pack is a JSON file; nothing in it is code.
 */

/**
 * Codes a rule is about: a whole code (`99214`), a stem with a star (`E11*`, every code that begins so), or a span (`J0120-J3590`, both
 * ends inside). Diagnoses with or without dot.
 */
export const CodePattern = z.string().regex(/^[0-9A-Za-z.]+(?:\*|-[0-9A-Za-z.]+)?$/, 'a code, a stem with a star, or a span');

const Ages = z.strictObject({ from: z.int().nonnegative().optional(), to: z.int().nonnegative().optional() });

/** Which service lines a rule is about: all that is given must hold, of a list any one. */
export const ServiceSelector = z.strictObject({
  codes: z.array(CodePattern).min(1).optional(),
  modifiers: z.array(z.string()).min(1).optional(),
  withoutModifiers: z.array(z.string()).min(1).optional(),
  placesOfService: z.array(z.string()).min(1).optional(),
  revenueCodes: z.array(z.string()).min(1).optional(),
  /** Of the diagnoses the line points to; of the whole claim where it points to none. */
  diagnoses: z.array(CodePattern).min(1).optional(),
  age: Ages.optional(),
  sex: Sex.optional(),
});
export type ServiceSelector = z.infer<typeof ServiceSelector>;

const RuleBase = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case, words joined by hyphens'),
  severity: z.enum(['error', 'warning', 'info']),
  /** Where the window differs from that of the pack. */
  effectiveFrom: IsoDate.optional(),
  effectiveTo: IsoDate.optional(),
  forms: z
    .array(z.enum(['professional', 'institutional']))
    .min(1)
    .optional(),
  settings: z.array(Setting).min(1).optional(),
  authority: Authority,
  /** What is wrong, why, what to do, in words of one's own. */
  words: z.strictObject({ what: z.string().min(1), why: z.string().min(1), todo: z.string().min(1) }),
  services: ServiceSelector,
};

export const PayerRule = z.discriminatedUnion('kind', [
  /** The payer takes no such line. */
  z.strictObject({ ...RuleBase, kind: z.literal('forbid') }),
  /** Such a line needs everything named here, of a list any one. */
  z.strictObject({
    ...RuleBase,
    kind: z.literal('require'),
    need: z.strictObject({
      modifiers: z.array(z.string()).min(1).optional(),
      placesOfService: z.array(z.string()).min(1).optional(),
      diagnoses: z.array(CodePattern).min(1).optional(),
      age: Ages.optional(),
      sex: Sex.optional(),
      /** A number of a prior authorization, of a referral, of an attachment on the claim. */
      priorAuthorization: z.literal(true).optional(),
      referral: z.literal(true).optional(),
      attachment: z.literal(true).optional(),
      /** Another line of the same day. */
      services: ServiceSelector.optional(),
    }),
  }),
  /** No more than so many units; in a period longer than the claim only the claims before it can tell. */
  z.strictObject({
    ...RuleBase,
    kind: z.literal('limit'),
    units: z.number().positive(),
    per: z.enum(['line', 'day', 'claim', 'month', 'year', 'lifetime']),
  }),
]);
export type PayerRule = z.infer<typeof PayerRule>;

/** A coverage policy (LCD, NCD, billing article): the diagnoses that support its services. */
export const CoveragePolicy = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  effectiveFrom: IsoDate.optional(),
  effectiveTo: IsoDate.optional(),
  authority: Authority,
  services: z.array(CodePattern).min(1),
  /** One of these supports a service … */
  diagnoses: z.array(CodePattern).min(1),
  /** … where given, together with one of these. */
  andDiagnoses: z.array(CodePattern).min(1).optional(),
});
export type CoveragePolicy = z.infer<typeof CoveragePolicy>;

export const PayerPack = z.strictObject({
  format: z.literal(1),
  id: z.string().min(1),
  payer: z.string().min(1),
  version: z.string().min(1),
  effectiveFrom: IsoDate,
  effectiveTo: IsoDate.optional(),
  /** Payer numbers of claims the rules are for; without them every claim checked with the pack. */
  payerNumbers: z.array(z.string()).min(1).optional(),
  rules: z.array(PayerRule).default([]),
  coverage: z.array(CoveragePolicy).default([]),
});
export type PayerPack = z.infer<typeof PayerPack>;
