import { z } from 'zod';
import { type Claim, type ClaimEnvelope, Identifier } from '../../model/claim.js';
import { parseDay } from '../../model/date.js';
import type { MissingFacts } from '../build/missing.js';

/** Between whom an interchange of claims travels, when it is written, and the numbers it is answered by. */
export const EnvelopeFacts = z.object({
  /** ISA05/06 and ISA07/08: `{"qualifier":"ZZ","value":"RIVERSIDE"}`. */
  sender: Identifier,
  receiver: Identifier,
  /** GS02 and GS03, where they are not the same. */
  groupSender: z.string().optional(),
  groupReceiver: z.string().optional(),
  /** P production, T test. */
  usage: z.enum(['P', 'T']),
  /** Control number of the interchange, and of the group and first transaction where they are not the same. */
  control: z.int().min(1).max(999_999_999),
  groupControl: z.int().min(1).max(999_999_999).optional(),
  transactionControl: z.string().optional(),
  /** Day and time of writing: `2026-11-24`, `0930`. */
  date: z.string(),
  time: z.string(),
  /** Number of the file by which a submitter finds it again (BHT03); else the control number. */
  reference: z.string().optional(),
  /** Whether the receiver is asked for a TA1. */
  acknowledgment: z.boolean().optional(),
});
export type EnvelopeFacts = z.infer<typeof EnvelopeFacts>;

/** What of it has been given so far. */
export const GivenEnvelope = EnvelopeFacts.partial();
export type GivenEnvelope = z.infer<typeof GivenEnvelope>;

/** The implementation guides that claims are written by (45 CFR 162.1102). */
const VERSIONS: Readonly<Record<Claim['form'], string>> = { professional: '005010X222A1', institutional: '005010X223A2' };

/** Id of a sender or receiver that fits interchange and group. */
const PRINTED_ID = /^[^*:^~\x00-\x1f\x7f]{2,15}$/;

/** The envelope when it is complete; else it says what is missing. */
export function wholeEnvelope(facts: GivenEnvelope | undefined, missing: MissingFacts): EnvelopeFacts | undefined {
  const before = missing.list.length;
  const { sender, receiver, usage, control, date, time, transactionControl } = facts ?? {};
  for (const [name, party, who] of [
    ['sender', sender, 'sender'],
    ['receiver', receiver, 'receiver'],
  ] as const) {
    if (!party || party.value.trim() === '') missing.add(['envelope', name], `id of the ${who} of the interchange, with its qualifier`);
    else if (!/^[0-9A-Z]{2}$/.test(party.qualifier) || !PRINTED_ID.test(party.value))
      missing.add(['envelope', name], `id of the ${who}: two characters of qualifier, two to fifteen of id, no delimiters`);
  }
  for (const [name, id] of [
    ['groupSender', facts?.groupSender],
    ['groupReceiver', facts?.groupReceiver],
  ] as const)
    if (id !== undefined && !PRINTED_ID.test(id)) missing.add(['envelope', name], `${name}: two to fifteen characters, no delimiters`);
  if (facts?.reference !== undefined && !/^[^*:^~\x00-\x1f\x7f]{1,50}$/.test(facts.reference))
    missing.add(['envelope', 'reference'], 'number of the file: one to fifty characters, no delimiters');
  if (usage === undefined) missing.add(['envelope', 'usage'], 'whether the interchange is production (P) or test (T)');
  if (control === undefined) missing.add(['envelope', 'control'], 'control number of the interchange');
  if (date === undefined || parseDay(date) === undefined) missing.add(['envelope', 'date'], 'day of writing, YYYY-MM-DD');
  if (time === undefined || !/^([01]\d|2[0-3])[0-5]\d$/.test(time)) missing.add(['envelope', 'time'], 'time of writing, HHMM');
  if (transactionControl !== undefined && !/^[A-Z0-9]{4,9}$/i.test(transactionControl))
    missing.add(['envelope', 'transactionControl'], 'control number of the transaction: four to nine characters');
  return missing.list.length === before ? EnvelopeFacts.safeParse(facts).data : undefined;
}

/** Control segments for claims of a form. */
export function envelopeOf(facts: EnvelopeFacts, form: Claim['form']): ClaimEnvelope {
  const { sender, receiver, control, date, time } = facts;
  return {
    interchange: {
      sender,
      receiver,
      date,
      time,
      version: '00501',
      control: String(control).padStart(9, '0'),
      acknowledgment: facts.acknowledgment ? '1' : '0',
      usage: facts.usage,
    },
    group: {
      sender: facts.groupSender ?? sender.value,
      receiver: facts.groupReceiver ?? receiver.value,
      date,
      time,
      control: String(facts.groupControl ?? control),
      version: VERSIONS[form],
    },
    transaction: {
      control: facts.transactionControl ?? '0001',
      version: VERSIONS[form],
      purpose: '00',
      reference: facts.reference ?? String(control),
      date,
      time,
      kind: 'CH',
    },
  };
}
