import type { X12Finding } from '@medcode/core/claims/x12/finding';
import type { X12Summary } from '@medcode/core/claims/x12/validate';
import { x12RuleWords } from '@medcode/core/claims/x12/x12-rules';
import pc from 'picocolors';
import { wrap } from './layout.js';

/** Findings of one transaction that are printed; the rest is counted. */
const MOST_SHOWN = 200;

/** The findings of one transaction: its claims in their order, errors first; two parts each, what is wrong and what to do. */
export function renderTransaction(at: string, findings: readonly X12Finding[]): string[] {
  const [interchange = '', group, transaction] = at.split('/');
  const title =
    group === undefined
      ? `Interchange ${interchange}`
      : transaction === undefined
        ? `Group ${group} of interchange ${interchange}`
        : `Transaction ${transaction} of group ${group}, interchange ${interchange}`;
  const lines = [pc.bold(title)];
  const claims = new Map<string | undefined, X12Finding[]>();
  for (const finding of findings.slice(0, MOST_SHOWN)) {
    const same = claims.get(finding.claim);
    if (same) same.push(finding);
    else claims.set(finding.claim, [finding]);
  }
  for (const [claim, own] of claims) {
    if (claim !== undefined) lines.push(`  ${pc.underline(`Claim ${claim}`)}`);
    for (const severity of ['error', 'warning'] as const)
      for (const finding of own) if (finding.severity === severity) lines.push(...renderFinding(finding));
  }
  if (findings.length > MOST_SHOWN) lines.push(`  … ${findings.length - MOST_SHOWN} more in this transaction (--ndjson lists all)`);
  return lines;
}

function renderFinding(finding: X12Finding): string[] {
  const { tag, element, loop, segment, severity, snip, rule } = finding;
  const words = x12RuleWords(rule);
  const place = `${element ?? tag}${loop === null ? '' : ` in loop ${loop}`}, segment ${segment}`;
  const mark = severity === 'error' ? pc.red('✗ error  ') : pc.yellow('! warning');
  const what = words ? fill(words.what, finding) : rule;
  const [first = '', ...rest] = wrap(`${what}  ${place}`, 4, 14);
  return [
    `  ${mark} ${first.trim()}`,
    ...rest,
    ...(words ? wrap(`→ ${fill(words.todo, finding)} ${fill(words.why, finding)}`, 14).map((line) => pc.dim(line)) : []),
    pc.dim(`              ${rule} · SNIP ${snip}`),
  ];
}

/** The words of a rule with the values of a finding. */
function fill(words: string, { params, tag, element, loop }: X12Finding): string {
  const values: Readonly<Record<string, string | number>> = { tag, element: element ?? tag, loop: loop ?? '', ...params };
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The last lines: how much was read, how it came out, what could not be checked. */
export function renderSummary({ transactions, claims, errors, warnings, notChecked }: X12Summary): string[] {
  const counted = (count: number, what: string): string => `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
  return [
    `${counted(transactions, 'transaction')}, ${counted(claims, 'claim')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
    ...notChecked.flatMap(({ what, reason, needs, count }) =>
      wrap(
        `Not checked: ${what}${count > 1 ? ` (${count} times)` : ''}: ${reason}${needs ? ` → medcode data import (${needs.join(', ')})` : ''}`,
        0,
        2,
      ),
    ),
  ];
}
