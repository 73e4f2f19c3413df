import type { ClaimReader } from '@medcode/core/claims/x12/read-837';
import type { Segment } from '@medcode/core/claims/x12/segment';
import { MedcodeError } from '@medcode/core/errors';
import type { Claim } from '@medcode/core/model/claim';
import type { Command } from 'commander';
import { writeOut } from '../../output.js';
import type { Shell } from '../../shell.js';

/** Characters of a transaction whose claims wait for its end, at most, where a file is read once only. */
const LONGEST_WAIT = 4_000_000;

export function addX12Claims(x12: Command, { exit }: Shell): void {
  x12
    .command('claims')
    .description('print the claims of an X12 file (837P, 837I of 5010) as JSON, one line a claim')
    .argument('<file>', 'the X12 file; with -, standard input is read')
    .addHelpText(
      'after',
      `
Lines: claims as medcode schema claim describes them – "id" is the provider's number of the claim (CLM01), "source" says where it stands.
Nothing of a claim is lost: what no field names stands in "kept".
A claim of a transaction whose trailer is missing or does not agree has "quarantined", the list of what is wrong with the transaction; then
the exit status is 3. Of standard input a transaction of more than ${LONGEST_WAIT / 1_000_000} MB cannot be judged in time: its claims have null there, and standard
error says how it ended.

Example:
  medcode x12 claims claims.837 | jq -r '[.id, .payer.name, .charge, (.diagnoses | map(.code) | join(" "))] | @tsv'`,
    )
    .action(async (file: string) => {
      const { ClaimReader } = await import('@medcode/core/claims/x12/read-837');
      const reader = new ClaimReader();
      const quarantined = file === '-' ? await printOnce(reader) : await printFile(file, reader);
      if (reader.transactions === reader.otherTransactions)
        throw new MedcodeError(
          'MC_X12_NO_CLAIMS',
          `${file === '-' ? 'standard input' : file} has no 837 of version 005010X222 or 005010X223`,
        );
      const others = reader.otherTransactions;
      if (others > 0)
        process.stderr.write(
          `${others === 1 ? '1 other transaction was' : `${others} other transactions were`} not read: no 837P or 837I of 5010\n`,
        );
      if (quarantined > 0) {
        process.stderr.write(
          `${quarantined === 1 ? '1 transaction is' : `${quarantined} transactions are`} quarantined: medcode x12 validate says why\n`,
        );
        exit.code = 3;
      }
    });
}

/** Rules that a transaction breaks, by the position of its ST segment; sound transactions are not in it. */
type Faults = Map<number, string[]>;

/** Reads a file twice: which transactions are sound, then their claims. Returns how many transactions with claims are not. */
async function printFile(file: string, reader: ClaimReader): Promise<number> {
  const { InterchangeReader } = await import('@medcode/core/claims/x12/interchange');
  const { readX12File } = await import('../../x12-file.js');
  const faults: Faults = new Map();
  const envelopes = new InterchangeReader({
    transactionEnd: ({ start, faults: own }) => {
      if (own.length > 0)
        faults.set(
          start,
          own.map(({ rule }) => rule),
        );
    },
  });
  await readX12File(file, (segments) => {
    for (const segment of segments) envelopes.read(segment);
  });
  envelopes.end();
  const quarantined = new Set<number>();
  const print = (claim: Claim): string => {
    const start = claim.source?.envelope?.transaction.segment ?? 0;
    const own = faults.get(start);
    if (own) quarantined.add(start);
    return lineOf(partsOf(claim), own);
  };
  await readX12File(file, async (segments) => {
    const text = claimTexts(reader, segments, print);
    if (text !== '') await writeOut(text);
  });
  const last = reader.end();
  if (last) await writeOut(print(last));
  return quarantined.size;
}

/** Reads standard input once: the claims of a transaction wait for its end as long as they are not too many. */
async function printOnce(reader: ClaimReader): Promise<number> {
  const { InterchangeReader } = await import('@medcode/core/claims/x12/interchange');
  const { readX12File } = await import('../../x12-file.js');
  /** Lines of claims; as text, because a claim as an object takes ten times the space. */
  let waiting: ClaimLine[] = [];
  let size = 0;
  let late = false;
  let had = false;
  let quarantined = 0;
  let text = '';
  const envelopes = new InterchangeReader({
    transactionEnd: ({ faults, controlNumber }) => {
      const rules = faults.map(({ rule }) => rule);
      if (rules.length > 0 && had) {
        quarantined++;
        if (late) process.stderr.write(`transaction ${controlNumber} is quarantined: ${rules.join(', ')}\n`);
      }
      for (const line of waiting) text += lineOf(line, rules.length > 0 ? rules : undefined);
      waiting = [];
      size = 0;
      late = false;
      had = false;
    },
  });
  const take = (claim: Claim | undefined): void => {
    if (!claim) return;
    had = true;
    if (late) text += lineOf(partsOf(claim), null);
    else waiting.push(partsOf(claim));
  };
  await readX12File('-', async (segments) => {
    for (const segment of segments) {
      // A claim ends before the segment that ends its transaction is told to the envelopes.
      take(reader.read(segment));
      envelopes.read(segment);
      size += segment.raw.length;
    }
    if (size > LONGEST_WAIT && !late) {
      late = true;
      for (const line of waiting) text += lineOf(line, null);
      waiting = [];
    }
    if (text !== '') await writeOut(text);
    text = '';
  });
  take(reader.end());
  envelopes.end();
  if (text !== '') await writeOut(text);
  return quarantined;
}

function claimTexts(reader: ClaimReader, segments: readonly Segment[], print: (claim: Claim) => string): string {
  let text = '';
  for (const segment of segments) {
    const claim = reader.read(segment);
    if (claim) text += print(claim);
  }
  return text;
}

/** The line of a claim before and after the place of what is wrong with its transaction. */
type ClaimLine = readonly [id: string, rest: string];

function partsOf({ id, ...rest }: Claim): ClaimLine {
  return [`{"id":${JSON.stringify(id)},`, `${JSON.stringify(rest).slice(1)}\n`];
}

function lineOf([id, rest]: ClaimLine, quarantined: readonly string[] | null | undefined): string {
  return quarantined === undefined ? id + rest : `${id}"quarantined":${JSON.stringify(quarantined)},${rest}`;
}
