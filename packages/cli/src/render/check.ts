import { dottedCode } from '@medcode/core/codesets/code';
import type { Icd10cm } from '@medcode/core/codesets/icd10cm';
import type { CheckFinding, CheckResult, NotCheckedRule } from '@medcode/core/edits/check';
import type { Severity } from '@medcode/core/edits/edit';
import { type FindingWords, wordsOf } from '@medcode/core/edits/render';
import { type CheckInput, type Subject, subjectOf } from '@medcode/core/edits/subject';
import { type Day, parseDay } from '@medcode/core/model/date';
import type { Authority } from '@medcode/core/model/finding';
import pc from 'picocolors';
import { width } from '../output.js';
import { cut, wrap } from './layout.js';

const MARK: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', info: '·' };
const COLOUR: Readonly<Record<Severity, (text: string) => string>> = { error: pc.red, warning: pc.yellow, info: pc.dim };
const SETTING_WORDS = { office: 'office', ed: 'emergency', outpatient: 'outpatient', inpatient: 'inpatient stay' } as const;
/** Where findings stand, in the order a biller works through a claim. */
const PLACES = [
  { name: 'Claim', under: '' },
  { name: 'Diagnoses', under: '/diagnoses' },
  { name: 'Procedures', under: '/procedures' },
  { name: 'Lines', under: '/services' },
] as const;
/** Room for the number and the code of the thing a finding is about. */
const HEAD = 16;
const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The result with its sentences, as `--json` prints it. */
export function toJson(input: CheckInput, { findings, notChecked, releases }: CheckResult): object {
  return { id: input.id, findings: findings.map((finding) => ({ ...finding, ...wordsOf(finding) })), notChecked, releases };
}

/** What was found, by place and severity; what could not be checked, once a reason; the releases that answered. */
export function renderChecked(input: CheckInput, result: CheckResult, date: string | undefined, icd: Icd10cm): string {
  const subject = subjectOf(input, date === undefined ? undefined : parseDay(date));
  const { findings, notChecked, releases } = result;
  const lines = [pc.bold(heading(subject)), verdict(result)];
  for (const { name, under } of PLACES) {
    const here = findings.filter(({ at }) => placeOf(at) === under);
    if (here.length > 0) lines.push('', pc.bold(name), ...findingLines(here, subject, icd));
  }
  if (notChecked.length > 0) lines.push('', pc.bold('Not checked'), ...openLines(notChecked));
  if (releases.length > 0)
    lines.push(
      '',
      ...wrap(`Releases: ${releases.map(({ title, carried }) => `${title}${carried ? ', carried forward' : ''}`).join(' · ')}`, 0, 2).map(
        (line) => pc.dim(line),
      ),
    );
  return `${lines.join('\n')}\n`;
}

/** One line over all claims of a file. */
export function renderTotals(results: readonly CheckResult[]): string {
  const clean = results.filter(({ findings }) => findings.length === 0).length;
  const open = results.filter(({ notChecked }) => notChecked.length > 0).length;
  return `${results.length} claims: ${counted(results.flatMap(({ findings }) => findings))}; ${clean} without a finding, ${open} not checked in full\n`;
}

function heading({ id, isClaim, form, setting, age, sex, input, date }: Subject): string {
  const patient = [age, sex].filter((part) => part !== undefined).join(' ');
  const kind = isClaim ? `${form} claim` : SETTING_WORDS[setting];
  return [`${isClaim ? 'Claim' : 'Encounter'} ${id}`, kind, patient, input.date ?? (date === undefined ? 'no date' : '')]
    .filter(Boolean)
    .join(' · ');
}

function verdict({ findings, notChecked }: CheckResult): string {
  const open = notChecked.length > 0 ? '; not everything could be checked' : '';
  if (findings.length === 0) return `nothing found${open}`;
  return `${counted(findings)}${open}`;
}

function counted(findings: readonly CheckFinding[]): string {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    plural(count('error'), 'error'),
    ...(count('warning') > 0 ? [plural(count('warning'), 'warning')] : []),
    ...(count('info') > 0 ? [plural(count('info'), 'note')] : []),
  ];
  return parts.join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** The place a pointer lies in: `/diagnoses/3` in the diagnoses, `/billing/npi` in the claim. */
function placeOf(at: string): string {
  return PLACES.find(({ under }) => under !== '' && (at === under || at.startsWith(`${under}/`)))?.under ?? '';
}

/** Two lines a finding: what is wrong, then what to do and why; findings that differ in their place alone share the second. */
function findingLines(findings: readonly CheckFinding[], subject: Subject, icd: Icd10cm): string[] {
  const groups = new Map<string, { severity: Severity; second: string[]; firsts: { order: number; text: string[] }[] }>();
  for (const finding of findings) {
    const words = wordsOf(finding);
    const why = `${words.why} (${cited(finding.authority, subject.form)})`;
    const key = `${finding.severity} ${finding.rule} ${words.todo} ${why}`;
    const group = groups.get(key) ?? { severity: finding.severity, second: secondLine(words.todo, why), firsts: [] };
    groups.set(key, group);
    group.firsts.push({ order: orderOf(finding.at), text: firstLine(finding, words, subject, icd) });
  }
  const sorted = [...groups.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity] || first(a.firsts) - first(b.firsts));
  return sorted.flatMap(({ second, firsts }) => [...firsts.sort((a, b) => a.order - b.order).flatMap(({ text }) => text), ...second]);
}

function first(firsts: readonly { readonly order: number }[]): number {
  return Math.min(...firsts.map(({ order }) => order));
}

/** Mark, number and code, what is wrong, and the title of the code where there is room for it. */
function firstLine({ severity, at }: CheckFinding, { what }: FindingWords, subject: Subject, icd: Icd10cm): string[] {
  const { head, title } = thingAt(at, subject, icd);
  const column = head === '' ? 0 : HEAD;
  const text = wrap(what, 3 + column);
  const last = text.at(-1) ?? '';
  const room = width() - last.length - 3;
  if (title !== '' && room >= 16) text[text.length - 1] = `${last}${pc.dim(` · ${cut(title, room)}`)}`;
  const mark = COLOUR[severity](MARK[severity]);
  return [` ${mark} ${head.padEnd(column)}${(text[0] ?? '').trimStart()}`, ...text.slice(1)];
}

/** What to do, then why, dimmed. */
function secondLine(todo: string, why: string): string[] {
  let bright = todo.replace(/\s/g, '').length + 1;
  return wrap(`→ ${todo} · ${why}`, 7, 9).map((line) => {
    let at = 0;
    while (at < line.length && bright > 0) if (line[at++] !== ' ') bright--;
    return at === line.length ? line : `${line.slice(0, at)}${pc.dim(line.slice(at))}`;
  });
}

/** Documents that are cited again and again, as people in the field call them. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/^ICD-10-CM Official Guidelines for Coding and Reporting.*/, 'Guidelines'],
  [/^Medicare Claims Processing Manual, Pub\. 100-04$/, 'Pub. 100-04'],
  [/^Definitions of Medicare Code Edits$/, 'MCE'],
  [/^005010X222A1$/, '837P'],
  [/^005010X223A2$/, '837I'],
];

/** The first authority; of the two implementation guides that of the claim's form. */
function cited(authority: readonly Authority[], form: Subject['form']): string {
  const other = form === 'professional' ? '005010X223A2' : '005010X222A1';
  const source = authority.find(({ document }) => document !== other) ?? authority[0];
  if (!source) return '';
  const { document, section } = source;
  const short = SHORT.find(([pattern]) => pattern.test(document));
  return `${short ? short[1] : `${document},`} ${section}`;
}

/** What stands at a place: `2 E11.9`, `line 3 99214-25`, `billing npi`. */
function thingAt(at: string, { diagnoses, procedures, lines, codesOn }: Subject, icd: Icd10cm): { head: string; title: string } {
  const [, place, number] = at.split('/');
  const own = `/${place ?? ''}/${number ?? ''}`;
  const label = (code: string): string => `${String(Number(number) + 1).padStart(3)} ${code}`;
  if (place === 'diagnoses' && number !== undefined) {
    const code = diagnoses.find((diagnosis) => diagnosis.at === own)?.code ?? '';
    const id = icd.table.find(code);
    return { head: label(dottedCode(code)), title: id === -1 ? '' : icd.table.title(id, codesOn ?? (0 as Day)) };
  }
  if (place === 'procedures' && number !== undefined)
    return { head: label(procedures.find((procedure) => procedure.at === own)?.code ?? ''), title: '' };
  if (place === 'services' && number !== undefined) {
    const line = lines.find((one) => one.at === own);
    const code = line?.code || (line?.revenueCode ?? '');
    return { head: label(cut([code, ...(line?.modifiers ?? [])].join('-'), HEAD - 5)), title: '' };
  }
  return { head: '', title: '' };
}

/** Position of a place on the claim; the place as a whole before its items. */
function orderOf(at: string): number {
  const number = Number(at.split('/')[2]);
  return Number.isInteger(number) ? number : -1;
}

/** Once a reason: what is missing, which edits wait for it, and how to bring it. */
function openLines(notChecked: readonly NotCheckedRule[]): string[] {
  const reasons = new Map<string, { rules: Set<string>; needs: Set<string>; places: number }>();
  for (const { rule, reason, needs, at } of notChecked) {
    const entry = reasons.get(reason) ?? { rules: new Set(), needs: new Set(), places: 0 };
    reasons.set(reason, entry);
    entry.rules.add(rule);
    for (const need of needs) entry.needs.add(need);
    if (at !== undefined) entry.places++;
  }
  return [...reasons].flatMap(([reason, { rules, needs, places }]) => {
    const where = places > 1 ? ` (${places} places)` : '';
    const ways = remedies([...needs]);
    return wrap(`${[...rules].join(', ')}: ${reason}${where}${ways === '' ? '' : ` → ${ways}`}`, 3, 5);
  });
}

/** A table is imported, a file given, a fact of the encounter stated. */
function remedies(needs: readonly string[]): string {
  const tables = needs.filter((need) => /^[a-z0-9-]+\/\S+ \d{4}-\d\d-\d\d$/.test(need));
  const rest = needs.filter((need) => !tables.includes(need)).map((need) => `${need.includes('--') ? 'give' : 'state the'} ${need}`);
  // The date stands in the reason.
  const imported = tables.length > 0 ? [`medcode data import (${tables.map((need) => need.split(' ')[0]).join(', ')})`] : [];
  return [...imported, ...rest].join('; ');
}
