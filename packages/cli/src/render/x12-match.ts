import type { BalanceTest } from '@medcode/core/claims/balance';
import type { ClaimStatus, Denial, MatchedClaim, MatchedRemittance, MatchResult } from '@medcode/core/claims/match-result';
import { ADJUSTMENT_GROUPS, ADJUSTMENT_REASONS, REMARKS } from '@medcode/core/codesets/claim-codes/adjustment-reasons';
import { type Cents, formatCents, parseAmount } from '@medcode/core/model/money';
import pc from 'picocolors';
import type { UnreadableClaim } from '../x12-match.js';
import { labelled } from './labelled.js';
import { cut, wrap } from './layout.js';

type Problem = MatchedRemittance['problems'][number];

const STATUS_WORDS: Readonly<Record<ClaimStatus, string>> = {
  paid: 'paid',
  'partially-paid': 'paid in part',
  denied: 'denied',
  reversed: 'reversed',
  forwarded: 'sent on',
  accepted: 'accepted',
  rejected: 'rejected',
  pending: 'pending',
  unmatched: 'unmatched',
};

const BALANCE_WORDS: Readonly<Record<BalanceTest, string>> = {
  'line-payment': 'charge of the service less its adjustments',
  'claim-payment': 'charge of the claim less all adjustments',
  'claim-charge': 'charges of the services together',
  'patient-share': 'adjustments of group PR together',
  payment: 'payments of the claims less provider adjustments',
};

/** Claims and their answers for people: payments, a line a claim with totals, refusals by reason, what was not matched. */
export function renderMatch(result: MatchResult, unreadable: readonly UnreadableClaim[]): string {
  const { claims, remittances, duplicates, repeatedNumbers, totals } = result;
  const counts = Object.entries(totals.byStatus).map(([status, count]) => `${count} ${STATUS_WORDS[status as ClaimStatus]}`);
  const lines = [...wrap(`${totals.claims} ${totals.claims === 1 ? 'claim' : 'claims'}: ${counts.join(' · ') || 'none'}`, 0, 2)];
  if (remittances.length > 0) lines.push('', pc.bold('Payments'), ...remittances.flatMap(paymentLines));
  if (claims.length > 0) lines.push('', ...claimTable(result));
  const rejected = claims.filter(({ rejections }) => rejections !== undefined);
  if (rejected.length > 0) lines.push('', pc.bold('Rejected'), ...rejected.flatMap(rejectionLines));
  const denials = denialGroups(claims);
  if (denials.length > 0) lines.push('', pc.bold('Denials by reason'), ...denials.flatMap(denialLines));
  const noted = claims.flatMap(({ claim, note, answers }) => {
    const unsure = answers.filter(({ matchedBy }) => matchedBy !== 'claim number' && matchedBy !== 'control numbers');
    const notes = [...(note === undefined ? [] : [note]), ...new Set(unsure.map(({ matchedBy }) => `matched by ${matchedBy}`))];
    return notes.length === 0 ? [] : labelled(claim || '(no number)', notes.join('; '), 2);
  });
  if (noted.length > 0) lines.push('', pc.bold('Look at'), ...noted);
  if (duplicates.length > 0)
    lines.push(
      '',
      pc.bold('Not counted, because they came before'),
      ...duplicates.flatMap(({ claim, trace, paid, note }) => labelled(claim, `${paid}, payment ${trace ?? 'without number'}: ${note}`, 2)),
    );
  if (repeatedNumbers.length > 0)
    lines.push('', ...wrap(`Claim numbers that stand on more than one claim: ${repeatedNumbers.join(', ')}`, 0, 2));
  if (unreadable.length > 0)
    lines.push(
      '',
      pc.bold('Claims that could not be read'),
      ...unreadable.flatMap(({ line, message }) => labelled(`line ${line}`, message, 2)),
    );
  return `${lines.join('\n')}\n`;
}

function paymentLines(payment: MatchedRemittance): string[] {
  const { trace, payer, date, method, amount, claims, providerAdjustments, balanced, problems, duplicate } = payment;
  const words = [
    payer ?? 'payer not named',
    ...(date === undefined ? [] : [date]),
    method === 'NON' ? 'no payment' : method,
    amount,
    `${claims} ${claims === 1 ? 'claim' : 'claims'}`,
    ...(parseAmount(providerAdjustments) === 0 ? [] : [`provider adjustments ${providerAdjustments}`]),
    balanced === 'balanced' ? 'adds up' : balanced === 'unbalanced' ? pc.red('does not add up') : pc.yellow('cannot be added'),
    ...(duplicate ? ['came before: not counted again'] : []),
  ];
  return [...labelled(trace ?? '(no number)', words.join(' · '), 2), ...problems.flatMap(problemLines)];
}

function problemLines({
  claim,
  test,
  verdict,
  segment,
  element,
  expected = '',
  stated = '',
  difference = '',
  unreadable = '',
}: Problem): string[] {
  const where = `segment ${segment}${claim === undefined ? '' : `, claim ${claim}`}`;
  const what =
    verdict === 'not-checked'
      ? `${unreadable} is no amount`
      : `${BALANCE_WORDS[test]} ${expected}, ${element} says ${stated}: ${difference}`;
  return wrap(`${where}: ${what}`, 4, 6);
}

const COLUMNS = ['charged', 'paid', 'contract', 'patient', 'denied', 'other', 'open'] as const;

/** A line a claim; each line and the last add up: charged = all the others. */
function claimTable({ claims, totals }: MatchResult): string[] {
  const rows = claims.map((claim) => ({
    head: [cut(claim.claim || '(no number)', 20), STATUS_WORDS[claim.status]] as const,
    cents: amountsOf(claim),
  }));
  const sums = COLUMNS.map((_, i) => rows.reduce((sum, { cents }) => sum + (cents[i] as Cents), 0));
  const texts = [...rows.map(({ cents }) => cents.map(amount)), sums.map(amount)];
  const widths = COLUMNS.map((name, i) => Math.max(name.length, ...texts.map((row) => (row[i] as string).length)));
  const first = Math.max(5, ...rows.map(({ head }) => head[0].length));
  const second = Math.max(6, ...rows.map(({ head }) => head[1].length));
  const line = (a: string, b: string, cells: readonly string[]) =>
    `  ${a.padEnd(first)}  ${b.padEnd(second)}  ${cells.map((cell, i) => cell.padStart(widths[i] as number)).join('  ')}`.trimEnd();
  const takenBack = parseAmount(totals.takenBack) ?? 0;
  return [
    pc.bold(line('Claim', 'Status', COLUMNS)),
    ...rows.map(({ head }, i) => line(head[0], head[1], texts[i] as string[])),
    pc.bold(line('Total', '', texts.at(-1) as string[])),
    ...(takenBack === 0
      ? []
      : wrap(
          `Reversals took back ${totals.takenBack} of payments that are not among these answers: ${formatCents((sums[1] as Cents) - takenBack)} in all`,
          2,
          4,
        )),
  ];
}

function amountsOf(claim: MatchedClaim): Cents[] {
  const [charged, ...parts] = [claim.charged, claim.paid, claim.contractual, claim.patientResponsibility, claim.denied, claim.other].map(
    (text) => parseAmount(text) ?? 0,
  ) as [Cents, ...Cents[]];
  return [charged, ...parts, parts.reduce((open, part) => open - part, charged)];
}

function amount(cents: Cents): string {
  return cents === 0 ? '–' : formatCents(cents);
}

function rejectionLines({ claim, rejections = [] }: MatchedClaim): string[] {
  const reasons = rejections.map(({ kind, code, place }) => `${kind} ${code}${place === undefined ? '' : ` at ${place}`}`);
  return labelled(claim, [...new Set(reasons)].join(' · '), 2);
}

interface DenialGroup {
  readonly first: Denial;
  cents: Cents;
  readonly claims: Set<string>;
}

/** Refusals of all claims by group, reason and remarks, the largest amount first. */
function denialGroups(claims: readonly MatchedClaim[]): DenialGroup[] {
  const groups = new Map<string, DenialGroup>();
  for (const { claim, denials } of claims)
    for (const denial of denials) {
      const key = [denial.group, denial.reason, ...denial.remarks].join(' ');
      const group = groups.get(key) ?? { first: denial, cents: 0, claims: new Set<string>() };
      group.cents += parseAmount(denial.amount) ?? 0;
      group.claims.add(claim);
      groups.set(key, group);
    }
  return [...groups.values()].sort((a, b) => b.cents - a.cents);
}

function denialLines({ first, cents, claims }: DenialGroup): string[] {
  const { group, reason, remarks, next } = first;
  const meaning = [
    ADJUSTMENT_REASONS[reason]?.meaning ?? `reason ${reason}`,
    ...remarks.map((remark) => (REMARKS[remark] === undefined ? `remark ${remark}` : `${REMARKS[remark].meaning} (${remark})`)),
  ];
  const head = `${group}-${reason}`;
  const text = `${formatCents(cents)} · ${claims.size} ${claims.size === 1 ? 'claim' : 'claims'} · ${meaning.join(' · ')} · ${ADJUSTMENT_GROUPS[group] ?? group}`;
  return [...labelled(head, text, 2, 9), ...wrap(`→ ${next}: ${[...claims].join(', ')}`, 11, 13)];
}
