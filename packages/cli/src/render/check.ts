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

/** Two lines a finding; findings that differ in their place alone share the second. */
function findingLines(findings: readonly CheckFinding[], subject: Subject, icd: Icd10cm): string[] {
  const groups = new Map<string, { severity: Severity; rule: string; second: string; firsts: { order: number; text: string[] }[] }>();
  for (const finding of findings) {
    const words = wordsOf(finding);
    const second = secondLine(words, finding.authority);
    const key = `${finding.severity} ${finding.rule} ${second}`;
    const group = groups.get(key) ?? { severity: finding.severity, rule: finding.rule, second, firsts: [] };
    groups.set(key, group);
    group.firsts.push({ order: orderOf(finding.at), text: firstLine(finding, words, subject, icd) });
  }
  const sorted = [...groups.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity] || first(a.firsts) - first(b.firsts));
  return sorted.flatMap(({ second, firsts }) => [
    ...firsts.sort((a, b) => a.order - b.order).flatMap(({ text }) => text),
    ...wrap(second, 3 + HEAD).map((line) => pc.dim(line)),
  ]);
}

function first(firsts: readonly { readonly order: number }[]): number {
  return Math.min(...firsts.map(({ order }) => order));
}

/** Mark, number and code, what is wrong, and the title of the code where there is room for it. */
function firstLine({ severity, at }: CheckFinding, { what }: FindingWords, subject: Subject, icd: Icd10cm): string[] {
  const { head, title } = thingAt(at, subject, icd);
  const text = wrap(what, 3 + HEAD);
  const last = text.at(-1) ?? '';
  const room = width() - last.length - 3;
  if (title !== '' && room >= 16) text[text.length - 1] = `${last}${pc.dim(` · ${cut(title, room)}`)}`;
  const mark = COLOUR[severity](MARK[severity]);
  return [` ${mark} ${head.padEnd(HEAD)}${(text[0] ?? '').trimStart()}`, ...text.slice(1)];
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
    return { head: cut(label([line?.code || (line?.revenueCode ?? ''), ...(line?.modifiers ?? [])].join('-')), HEAD - 1), title: '' };
  }
  return { head: '', title: '' };
}

/** Position of a place on the claim; the place as a whole before its items. */
function orderOf(at: string): number {
  const number = Number(at.split('/')[2]);
  return Number.isInteger(number) ? number : -1;
}

function secondLine({ why, todo }: FindingWords, authority: readonly Authority[]): string {
  const [source] = authority;
  const cited = source ? ` (${source.document}, ${source.section})` : '';
  return `${why}${cited} → ${todo}`;
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
    return wrap(`${[...rules].join(', ')}: ${reason}${where} → ${[...needs].map(remedy).join('; ')}`, 3, 5);
  });
}

/** A table is imported, a fact of the encounter stated. */
function remedy(need: string): string {
  return /^[a-z0-9-]+\/[a-z0-9-]+/i.test(need) ? `medcode data import (${need})` : `state the ${need}`;
}
