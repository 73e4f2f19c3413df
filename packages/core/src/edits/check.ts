import { type Catalog, releaseOn } from '../codesets/catalog.js';
import { Icd10cm } from '../codesets/icd10cm.js';
import type { Day } from '../model/date.js';
import type { Authority } from '../model/finding.js';
import type { Release } from '../model/release.js';
import type { Edit, EditContext, Hit, Params, Report, Severity, Unchecked } from './edit.js';
import { EDITS } from './edits.js';
import { type CheckInput, type Subject, subjectOf } from './subject.js';

/** A finding of `medcode check`. */
export interface CheckFinding {
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  /** JSON pointer into the input. */
  readonly at: string;
  readonly params: Params;
  readonly authority: readonly Authority[];
}

export interface NotCheckedRule {
  readonly rule: string;
  readonly reason: string;
  readonly needs: readonly string[];
  readonly at?: string;
}

export interface CheckResult {
  readonly findings: readonly CheckFinding[];
  readonly notChecked: readonly NotCheckedRule[];
  readonly releases: readonly Release[];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Runs every edit that applies to an encounter or claim. */
export class Checker {
  private readonly context: EditContext;
  private readonly edits: readonly Edit[];

  constructor(
    catalog: Catalog,
    options: { readonly icd?: Icd10cm; readonly payers?: readonly string[]; readonly edits?: readonly Edit[] } = {},
  ) {
    this.context = { catalog, icd: options.icd ?? new Icd10cm(catalog), payers: options.payers ?? [] };
    this.edits = options.edits ?? EDITS;
  }

  /**
   * @param date date of service of inputs that state none
   * @returns findings, errors first; what could not be checked; the releases that answered
   */
  check(input: CheckInput, date?: Day): CheckResult {
    return this.checkSubject(subjectOf(input, date));
  }

  checkSubject(subject: Subject): CheckResult {
    const findings: CheckFinding[] = [];
    const notChecked: NotCheckedRule[] = [];
    const releases = new Map<string, Release>();
    for (const edit of this.edits) {
      const { forms, settings, claimsOnly } = edit.appliesTo;
      if (!forms.includes(subject.form) || !settings.includes(subject.setting) || (claimsOnly && !subject.isClaim)) continue;
      const report: Report = {
        hit: ({ message, at, params, severity }: Hit) => {
          const said = severity ?? edit.messages[message]?.severity ?? 'error';
          findings.push({ rule: edit.id, message, severity: said, at, params, authority: edit.sources });
        },
        notChecked: ({ reason, needs, at }: Unchecked) => {
          notChecked.push({ rule: edit.id, reason, needs, ...(at === undefined ? {} : { at }) });
        },
        used: (table, on) => {
          const pack = this.context.catalog.onDate(table, on as Day);
          if (pack) releases.set(pack.manifest.release.id, releaseOn(pack, on as Day));
        },
      };
      edit.check(subject, this.context, report);
    }
    findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    return { findings, notChecked, releases: [...releases.values()] };
  }
}
