import { type Catalog, releaseOn } from '../codesets/catalog.js';
import { Icd10cm } from '../codesets/icd10cm.js';
import type { Day } from '../model/date.js';
import type { Authority } from '../model/finding.js';
import type { Release } from '../model/release.js';
import type { Edit, EditContext, Hit, Params, Report, Severity, Unchecked } from './edit.js';
import { EDITS } from './edits.js';
import type { PayerPack } from './payer-rules/pack.js';
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
  private readonly reports: Reports;
  /** The edits that apply, by form, setting and whether the input is a claim. */
  private readonly applying = new Map<string, readonly Edit[]>();

  constructor(
    catalog: Catalog,
    options: { readonly icd?: Icd10cm; readonly payers?: readonly PayerPack[]; readonly edits?: readonly Edit[] } = {},
  ) {
    this.context = { catalog, icd: options.icd ?? new Icd10cm(catalog), payers: options.payers ?? [] };
    this.edits = options.edits ?? EDITS;
    this.reports = new Reports(catalog);
  }

  /**
   * @param date date of service of inputs that state none
   * @returns findings, errors first; what could not be checked; the releases that answered
   */
  check(input: CheckInput, date?: Day): CheckResult {
    return this.checkSubject(subjectOf(input, date));
  }

  checkSubject(subject: Subject): CheckResult {
    const { reports } = this;
    reports.begin();
    for (const edit of this.editsFor(subject)) {
      reports.edit = edit;
      edit.check(subject, this.context, reports);
    }
    return reports.result();
  }

  private editsFor({ form, setting, isClaim }: Subject): readonly Edit[] {
    const key = `${form} ${setting} ${isClaim}`;
    let edits = this.applying.get(key);
    if (!edits) {
      edits = this.edits.filter(
        ({ appliesTo }) => appliesTo.forms.includes(form) && appliesTo.settings.includes(setting) && (isClaim || !appliesTo.claimsOnly),
      );
      this.applying.set(key, edits);
    }
    return edits;
  }
}

/** Takes what the edits say of one subject; used again for the next. */
class Reports implements Report {
  edit: Edit | undefined;
  private readonly catalog: Catalog;
  private readonly known = new Map<string, Map<number, Release | undefined>>();
  private findings: CheckFinding[] = [];
  private open: NotCheckedRule[] = [];
  private releases: Release[] = [];

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  begin(): void {
    this.findings = [];
    this.open = [];
    this.releases = [];
  }

  hit({ message, at, params, severity, authority }: Hit): void {
    const edit = this.edit as Edit;
    const said = severity ?? edit.messages[message]?.severity ?? 'error';
    this.findings.push({ rule: edit.id, message, severity: said, at, params, authority: authority ?? edit.sources });
  }

  notChecked({ reason, needs, at }: Unchecked): void {
    const { id } = this.edit as Edit;
    // What is missing is missing once, however many codes ask for it.
    if (this.open.some((one) => one.rule === id && one.reason === reason && one.at === at)) return;
    this.open.push(at === undefined ? { rule: id, reason, needs } : { rule: id, reason, needs, at });
  }

  used(table: string, on: number): void {
    let ofTable = this.known.get(table);
    if (!ofTable) {
      ofTable = new Map();
      this.known.set(table, ofTable);
    }
    let release = ofTable.get(on);
    if (!release) {
      const pack = this.catalog.onDate(table, on as Day);
      release = pack && releaseOn(pack, on as Day);
      ofTable.set(on, release);
    }
    if (release && !this.releases.includes(release) && !this.releases.some(({ id }) => id === release.id)) this.releases.push(release);
  }

  result(): CheckResult {
    const { findings, open, releases } = this;
    findings.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    return { findings, notChecked: open, releases };
  }
}
