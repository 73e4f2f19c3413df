import type { Administration } from './administrations.js';
import type { ServiceDraft } from './service-draft.js';

/** An infusion of 15 minutes or less is a push; hydration of 30 minutes or less is not billed (CPT, Hydration, Therapeutic … Infusions). */
const LONGEST_PUSH = 15;
const SHORTEST_HYDRATION = 31;
/** An infusion by portable pump, begun here. */
const PROLONGED = 8 * 60;
/** The same drug pushed again counts when more than so many minutes lie between. */
const PUSH_AGAIN = 30;

/** Further hours after the first: each needs more than 30 minutes beyond the hour before. */
export function furtherHours(minutes: number): number {
  return Math.max(0, Math.floor((minutes - 31) / 60));
}

/** Hours of hydration beside another first service: more than 30 minutes make the first of them. */
export function hydrationHours(minutes: number): number {
  return Math.max(0, Math.floor((minutes + 29) / 60));
}

type Mode = 'chemo-infusion' | 'chemo-push' | 'infusion' | 'push' | 'hydration';
/** The first service of an access site, by rank: chemotherapy before therapeutic before hydration, infusion before push. */
const RANK: Readonly<Record<Mode, number>> = { 'chemo-infusion': 0, 'chemo-push': 1, infusion: 2, push: 3, hydration: 4 };
const FIRST: Readonly<Record<Mode, readonly [string, string]>> = {
  'chemo-infusion': ['96413', 'chemotherapy infusion, first hour'],
  'chemo-push': ['96409', 'chemotherapy push, first drug'],
  infusion: ['96365', 'therapeutic infusion, first hour'],
  push: ['96374', 'intravenous push, first drug'],
  hydration: ['96360', 'hydration, first hour'],
};

interface Item {
  readonly given: Administration;
  readonly mode: Mode;
  readonly minutes: number;
  readonly name: string;
}

/** Administration codes of drugs given into veins, muscles and under the skin. One access site is presumed. */
export function administrationLines(given: readonly Administration[], alreadyInjected: boolean): ServiceDraft[] {
  const lines: ServiceDraft[] = [];
  const add = (code: string, units: number, what: string, item: Administration): void => {
    if (units < 1) return;
    const existing = lines.findIndex((line) => line.code === code);
    if (existing < 0) lines.push({ code, kind: 'administration', units, evidence: [item.evidence], because: [what] });
    else {
      const line = lines[existing] as ServiceDraft;
      lines[existing] = { ...line, units: line.units + units, evidence: [...line.evidence, item.evidence] };
    }
  };
  for (const item of given) {
    const drug = item.drugs[0];
    if (item.route !== 'injection' || !drug || drug.class === 'device' || drug.class === 'inhaled') continue;
    if (alreadyInjected && item.unit === undefined) continue;
    if (drug.class === 'chemo') add('96401', item.times, 'chemotherapy injected', item);
    else if (drug.class === 'hormonal') add('96402', item.times, 'hormonal drug against cancer injected', item);
    else if (drug.class === 'biologic') add('96401', item.times, 'complex biologic injected', item);
    else add('96372', item.times, 'drug injected into muscle or under the skin', item);
  }
  const items = given
    .map(itemOf)
    .filter((item) => item !== undefined)
    .sort((a, b) => RANK[a.mode] - RANK[b.mode] || b.minutes - a.minutes || (a.given.start ?? 0) - (b.given.start ?? 0));
  const [first, ...others] = items;
  if (!first) return lines;
  if (first.mode === 'chemo-infusion' && first.minutes > PROLONGED && others.some((item) => item.mode === 'chemo-infusion'))
    return ordered([...lines]);
  const [code, what] = FIRST[first.mode];
  add(code, 1, `${what} (${first.name})`, first.given);
  if (first.mode === 'chemo-infusion') add('96415', furtherHours(first.minutes), 'chemotherapy infusion, further hours', first.given);
  if (first.mode === 'infusion') add('96366', furtherHours(first.minutes), 'therapeutic infusion, further hours', first.given);
  if (first.mode === 'hydration') add('96361', furtherHours(first.minutes), 'hydration, further hours', first.given);
  const before: Item[] = [first];
  let concurrent = false;
  for (const item of others) {
    const together = before.some(
      (other) =>
        overlap(item, other) &&
        (item.mode === 'infusion' || item.mode === 'hydration') &&
        other.mode !== 'push' &&
        other.mode !== 'chemo-push',
    );
    if (item.mode === 'chemo-infusion') {
      add('96417', 1, `chemotherapy infusion of a further drug (${item.name})`, item.given);
      add('96415', furtherHours(item.minutes), 'chemotherapy infusion, further hours', item.given);
    } else if (item.mode === 'chemo-push') add('96411', 1, `chemotherapy push of a further drug (${item.name})`, item.given);
    else if (item.mode === 'infusion') {
      if (together) {
        if (!concurrent) add('96368', 1, `infusion at the same time (${item.name}), once a day`, item.given);
        concurrent = true;
      } else if (before.some((other) => other.name === item.name && other.mode === 'infusion'))
        add('96366', hydrationHours(item.minutes), 'therapeutic infusion, further hours', item.given);
      else {
        add('96367', 1, `infusion after another (${item.name})`, item.given);
        add('96366', furtherHours(item.minutes), 'therapeutic infusion, further hours', item.given);
      }
    } else if (item.mode === 'push') {
      const earlier = before.filter((other) => other.name === item.name);
      if (earlier.length === 0) add('96375', 1, `push of a further drug (${item.name})`, item.given);
      else if (earlier.every((other) => apart(item, other) > PUSH_AGAIN))
        add('96376', 1, `push of the same drug again (${item.name})`, item.given);
    } else if (!together) add('96361', hydrationHours(item.minutes), 'hydration beside another first service', item.given);
    before.push(item);
  }
  return ordered(lines);
}

/** How a drug went in, or undefined when it is no intravenous service of its own. */
function itemOf(given: Administration): Item | undefined {
  const drug = given.drugs[0];
  if (!drug || (given.route !== 'infusion' && given.route !== 'push')) return undefined;
  const minutes = given.minutes ?? 0;
  const name = drug.name;
  if (drug.class === 'device' || drug.class === 'inhaled') return undefined;
  if (drug.class === 'fluid') return minutes >= SHORTEST_HYDRATION ? { given, mode: 'hydration', minutes, name } : undefined;
  const complex = drug.class === 'chemo' || drug.class === 'biologic' || drug.class === 'hormonal';
  // Without a stop time an infusion cannot be told from a push and counts as one.
  const pushed = given.route === 'push' || minutes <= LONGEST_PUSH;
  if (complex) return { given, mode: pushed ? 'chemo-push' : 'chemo-infusion', minutes, name };
  return { given, mode: pushed ? 'push' : 'infusion', minutes, name };
}

function overlap(a: Item, b: Item): boolean {
  const { start: s1, stop: e1 } = a.given;
  const { start: s2, stop: e2 } = b.given;
  if (/\bconcurrent/i.test(a.given.evidence.text)) return true;
  return s1 !== undefined && e1 !== undefined && s2 !== undefined && e2 !== undefined && s1 < e2 && s2 < e1;
}

function apart(a: Item, b: Item): number {
  return a.given.start !== undefined && b.given.start !== undefined ? Math.abs(a.given.start - b.given.start) : 0;
}

function ordered(lines: readonly ServiceDraft[]): ServiceDraft[] {
  return [...lines].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
