import type { ServiceDraft } from '../service-draft.js';
import type { Claim, ModifierRule } from './modifier.js';

/**
 * Procedures that are part of another unless done at another lesion, site or time: the second of a pair carries the modifier. Our own
 * selection of pairs that offices and outpatient surgery meet; the edit table of the quarter judges all of them.
 */
const PAIRS: readonly { readonly first: RegExp; readonly second: RegExp }[] = [
  { first: /^45385$/, second: /^45(?:380|384|390)$/ },
  { first: /^45384$/, second: /^45380$/ },
  { first: /^45388$/, second: /^45(?:380|384|385)$/ },
  { first: /^45390$/, second: /^45(?:380|384|388)$/ },
  { first: /^4(?:3248|3249|3251)$/, second: /^43239$/ },
  { first: /^45338$/, second: /^45331$/ },
  { first: /^171(?:10|11)$/, second: /^1700[03]$/ },
  { first: /^17004$/, second: /^1711[01]$/ },
  { first: /^1110[246]$/, second: /^17(?:000|110)$/ },
  { first: /^11200$/, second: /^1(?:7000|14|16)/ },
  { first: /^171(?:10|11)$/, second: /^1(?:1102|1200)$/ },
  { first: /^1(?:14|16)\d\d$/, second: /^1(?:1102|1104|1106|7000|7004)$/ },
  { first: /^1105[567]$|^11719$/, second: /^1172[01]$/ },
  { first: /^1(?:0060|1730|1750)$/, second: /^117(?:19|20|21)$/ },
  { first: /^206(?:0[0-6]|1[01])$/, second: /^2055[0-3]$|^20526$/ },
  { first: /^20550$/, second: /^2055[123]$/ },
  { first: /^9894[0-2]$/, second: /^97140$/ },
  { first: /^9636[05]|^96374|^964(?:09|13)/, second: /^96372$/ },
  { first: /^1201[1-8]$/, second: /^1200[1-7]$/ },
  { first: /^12031|^12032|^12034/, second: /^1205[1-5]|^1200[1-7]|^1201[1-8]/ },
  { first: /^1204[1-7]|^1205[1-7]/, second: /^1200[1-7]$|^1201[1-8]$/ },
  { first: /^29(?:88[0-9])$/, second: /^29874$/ },
];

/** 59, or XS where Medicare pays: a distinct lesion, site or injury. */
export const DISTINCT_PROCEDURE: readonly ModifierRule[] = [
  {
    modifier: 'XS',
    source: 'CMS, Modifier X{EPSU}',
    when: (draft, claim) => (claim.context.medicare ? distinct(draft, claim) : undefined),
  },
  {
    modifier: '59',
    source: 'CPT Appendix A; NCCI Policy Manual, chapter I, section E',
    when: (draft, claim) => (claim.context.medicare ? undefined : distinct(draft, claim)),
  },
];

function distinct(draft: ServiceDraft, claim: Claim): string | undefined {
  if (draft.kind !== 'procedure' && draft.kind !== 'administration') return undefined;
  for (const other of claim.drafts) {
    if (other === draft) continue;
    if (PAIRS.some((pair) => pair.first.test(other.code) && pair.second.test(draft.code)))
      return `another lesion, site or route than ${other.code}`;
  }
  // The same number twice, on one side: two joints.
  const twin = claim.drafts.findIndex(
    (other) =>
      other !== draft &&
      other.code === draft.code &&
      draft.row?.traits.has('site') &&
      (other.sides ?? []).join() === (draft.sides ?? []).join(),
  );
  return twin >= 0 && twin < claim.drafts.indexOf(draft) ? `another joint than the first ${draft.code}` : undefined;
}
