import type { Catalog } from '../codesets/catalog.js';
import type { Icd10cm } from '../codesets/icd10cm.js';
import type { Setting } from '../model/encounter.js';
import type { Authority } from '../model/finding.js';
import type { PayerPack } from './payer-rules/pack.js';
import type { Subject } from './subject.js';

export type Severity = 'error' | 'warning' | 'info';
export type Params = Readonly<Record<string, string | number | boolean>>;

/** A sentence for people, rendered from parameters: `{name}` stands for a parameter. What is wrong, why, what to do. In our own words. */
export interface Message {
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

/** What an edit found at one place. */
export interface Hit {
  /** Key of the edit's messages. */
  readonly message: string;
  /** JSON pointer into the input: `/services/1`, `/diagnoses/0`, `` for the whole. */
  readonly at: string;
  readonly params: Params;
  /** Where the severity of the message is not the one of this hit. */
  readonly severity?: Severity;
  /** Where this hit rests on something else than the sources of the edit: the rule of a payer, a coverage article. */
  readonly authority?: readonly Authority[];
}

/** What an edit could not check, and what would make it checkable. */
export interface Unchecked {
  readonly reason: string;
  /** The table or fact that is missing: `ncci/ptp-practitioner 2026-11-02`, `date of service`. */
  readonly needs: readonly string[];
  readonly at?: string;
}

/** Facts that many edits need and an encounter may not state; said in the same words by all, so that people read each once. */
export const NO_DATE: Unchecked = { reason: 'no date of service is stated', needs: ['date of service'] };
export const NO_AGE: Unchecked = { reason: 'neither age nor birth date of the patient is stated', needs: ['age of the patient'] };
export const NO_SEX: Unchecked = { reason: 'the sex of the patient is not stated', needs: ['sex of the patient'] };

/** Collects what an edit says; made for one subject. */
export interface Report {
  hit(hit: Hit): void;
  notChecked(unchecked: Unchecked): void;
  /** Names a release that answered, by the table and date it was asked for. */
  used(table: string, on: number): void;
}

/** What edits may look at beside the subject: dated releases. Compiled tables are kept by whoever compiles them, by catalog. */
export interface EditContext {
  readonly catalog: Catalog;
  readonly icd: Icd10cm;
  /** Rules of payers that apply beside the national ones. */
  readonly payers: readonly PayerPack[];
}

/** A claim edit as code: one folder, one edit, its README and its cases. */
export interface Edit {
  /** Permanent; the folder's name. Retired ids are listed in `retired.ts` and never used again. */
  readonly id: string;
  readonly title: string;
  readonly family:
    | 'code-set'
    | 'tabular-notes'
    | 'ncci'
    | 'fee-schedule'
    | 'opps'
    | 'mce'
    | 'claim-form'
    | 'claim-limits'
    | 'coverage'
    | 'payer';
  readonly sources: readonly Authority[];
  /** Tables the edit asks a catalog for. */
  readonly needs: readonly string[];
  readonly appliesTo: { readonly forms: readonly Subject['form'][]; readonly settings: readonly Setting[]; readonly claimsOnly?: boolean };
  readonly since: string;
  readonly messages: Readonly<Record<string, Message>>;
  /** Pure. Says nothing when all is clear. */
  readonly check: (subject: Subject, context: EditContext, report: Report) => void;
}

export function defineEdit(edit: Edit): Edit {
  return edit;
}

export const BOTH_FORMS: Edit['appliesTo']['forms'] = ['professional', 'institutional'];
export const EVERY_SETTING: Edit['appliesTo']['settings'] = ['office', 'ed', 'outpatient', 'inpatient'];
