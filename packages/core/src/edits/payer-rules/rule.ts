import type { Params } from '../edit.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING, NO_AGE, NO_SEX, type Report } from '../edit.js';
import type { Subject, SubjectLine } from '../subject.js';
import { applies, diagnosesOf, inside } from './applying.js';
import { CodePatterns } from './code-patterns.js';
import type { PayerPack, PayerRule, ServiceSelector } from './pack.js';

export const rule = defineEdit({
  id: 'payer-rules',
  title: 'Rules of the payer beside the national ones',
  family: 'payer',
  sources: [{ authority: 'the payer', document: 'rules given with --payer', section: 'named by each rule' }],
  needs: [],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: { rule: { severity: 'error', what: '{what}', why: '{why} (rule {payerRule} of {payer}, {version})', todo: '{todo}' } },
  check: (subject, { payers }, report) => {
    for (const pack of payers)
      if (pack.rules.length > 0 && applies(pack, subject, report))
        for (const one of pack.rules) checkRule({ pack, rule: one, subject, report });
  },
});

interface Checking {
  readonly pack: PayerPack;
  readonly rule: PayerRule;
  readonly subject: Subject;
  readonly report: Report;
}

function checkRule(checking: Checking): void {
  const { rule: one, subject } = checking;
  if ((one.forms && !one.forms.includes(subject.form)) || (one.settings && !one.settings.includes(subject.setting))) return;
  const lines = subject.lines.filter((line) => line.date !== undefined && inside(one, line.date) && selects(one.services, line, checking));
  if (one.kind === 'forbid') for (const line of lines) tell(checking, line.at, line.code, { units: line.units });
  else if (one.kind === 'require') {
    for (const line of lines) if (!meets(one.need, line, checking)) tell(checking, line.at, line.code, { units: line.units });
  } else limit(one, lines, checking);
}

/** Whether a selector picks a line. A fact that is not stated cannot pick it, and that is said. */
function selects(selector: ServiceSelector, line: SubjectLine, checking: Checking): boolean {
  const { codes, modifiers, withoutModifiers, placesOfService, revenueCodes, diagnoses } = compiled(selector);
  if (codes && !codes.has(line.code)) return false;
  if (modifiers && !modifiers.some((modifier) => line.modifiers.includes(modifier))) return false;
  if (withoutModifiers?.some((modifier) => line.modifiers.includes(modifier))) return false;
  if (placesOfService && !placesOfService.includes(line.placeOfService ?? '')) return false;
  if (revenueCodes && !revenueCodes.includes(line.revenueCode ?? '')) return false;
  if (diagnoses && !diagnosesOf(checking.subject, line.pointers).some((code) => diagnoses.has(code))) return false;
  return fits(selector, checking) === true;
}

/** Whether age and sex are the ones named; undefined, and said, where they are not stated. */
function fits({ age: ages, sex }: Pick<ServiceSelector, 'age' | 'sex'>, { subject, report }: Checking): boolean | undefined {
  if (ages) {
    const { age } = subject;
    if (age === undefined) {
      report.notChecked(NO_AGE);
      return undefined;
    }
    if (age < (ages.from ?? 0) || age > (ages.to ?? Infinity)) return false;
  }
  if (sex) {
    if (subject.sex === undefined || subject.sex === 'U') {
      report.notChecked(NO_SEX);
      return undefined;
    }
    if (subject.sex !== sex) return false;
  }
  return true;
}

function meets(need: Extract<PayerRule, { kind: 'require' }>['need'], line: SubjectLine, checking: Checking): boolean {
  const { subject } = checking;
  const { input } = subject;
  const { modifiers, placesOfService, diagnoses, services } = need;
  if (modifiers && !modifiers.some((modifier) => line.modifiers.includes(modifier))) return false;
  if (placesOfService && !placesOfService.includes(line.placeOfService ?? '')) return false;
  if (diagnoses) {
    const patterns = patternsOf(diagnoses);
    if (!diagnosesOf(subject, line.pointers).some((code) => patterns.has(code))) return false;
  }
  if (need.priorAuthorization && input.priorAuthorization === undefined) return false;
  if (need.referral && input.referralNumber === undefined) return false;
  if (need.attachment && (input.attachments?.length ?? 0) === 0) return false;
  if (services && !subject.lines.some((other) => other !== line && other.date === line.date && selects(services, other, checking)))
    return false;
  // What is not stated is not judged against the payer's need.
  return fits(need, checking) !== false;
}

function limit(one: Extract<PayerRule, { kind: 'limit' }>, lines: readonly SubjectLine[], checking: Checking): void {
  if (lines.length === 0) return;
  if (one.per === 'line') {
    for (const { at, code, units } of lines) if (units > one.units) tell(checking, at, code, { units, limit: one.units });
    return;
  }
  const groups = new Map<number, { units: number; last: SubjectLine }>();
  for (const line of lines) {
    const key = one.per === 'day' ? (line.date as number) : 0;
    groups.set(key, { units: (groups.get(key)?.units ?? 0) + line.units, last: line });
  }
  let over = false;
  for (const { units, last } of groups.values())
    if (units > one.units) {
      over = true;
      tell(checking, last.at, last.code, { units, limit: one.units });
    }
  if (!over && one.per !== 'day' && one.per !== 'claim')
    checking.report.notChecked({
      reason: `rule ${one.id} of ${checking.pack.payer} counts what was billed in the ${one.per === 'lifetime' ? 'life of the patient' : one.per}, and earlier claims are not at hand`,
      needs: ['earlier claims of the patient'],
    });
}

function tell({ pack, rule: one, report }: Checking, at: string, code: string, values: Params): void {
  const params: Params = { ...values, code };
  const words = (text: string): string => text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place));
  report.hit({
    message: 'rule',
    at,
    severity: one.severity,
    params: {
      ...params,
      payer: pack.payer,
      version: pack.version,
      payerRule: one.id,
      what: words(one.words.what),
      why: words(one.words.why),
      todo: words(one.words.todo),
    },
    authority: [one.authority],
  });
}

interface Compiled {
  readonly codes: CodePatterns | undefined;
  readonly diagnoses: CodePatterns | undefined;
  readonly modifiers: readonly string[] | undefined;
  readonly withoutModifiers: readonly string[] | undefined;
  readonly placesOfService: readonly string[] | undefined;
  readonly revenueCodes: readonly string[] | undefined;
}
const selectors = new WeakMap<ServiceSelector, Compiled>();
const patterns = new WeakMap<readonly string[], CodePatterns>();

function compiled(selector: ServiceSelector): Compiled {
  let made = selectors.get(selector);
  if (!made) {
    const { codes, diagnoses, modifiers, withoutModifiers, placesOfService, revenueCodes } = selector;
    made = {
      codes: codes && new CodePatterns(codes),
      diagnoses: diagnoses && new CodePatterns(diagnoses),
      modifiers,
      withoutModifiers,
      placesOfService,
      revenueCodes,
    };
    selectors.set(selector, made);
  }
  return made;
}

function patternsOf(codes: readonly string[]): CodePatterns {
  let made = patterns.get(codes);
  if (!made) {
    made = new CodePatterns(codes);
    patterns.set(codes, made);
  }
  return made;
}
