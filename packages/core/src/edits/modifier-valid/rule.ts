import type { Catalog } from '../../codesets/catalog.js';
import { modifierStanding } from '../../codesets/claim-codes/modifiers.js';
import type { PackTable } from '../../codesets/pack.js';
import { type Day, formatDay } from '../../model/date.js';
import { BOTH_FORMS, defineEdit, EVERY_SETTING } from '../edit.js';

/** Modifiers a line has room for (SV101-3 to SV101-6). */
const MOST = 4;
/** Pairs of which one line takes one only. */
const PAIRS: readonly { readonly one: string; readonly others: readonly string[]; readonly because: string }[] = [
  { one: '50', others: ['LT', 'RT'], because: '50 says both sides, LT and RT one each' },
  { one: 'LT', others: ['RT'], because: 'both sides are reported by 50 or on two lines' },
  { one: '26', others: ['TC'], because: 'both components together are the service without either modifier' },
  { one: '59', others: ['XE', 'XP', 'XS', 'XU'], because: 'the X modifiers say the same more exactly' },
];

export const rule = defineEdit({
  id: 'modifier-valid',
  title: 'Modifiers exist, stand once and do not contradict one another',
  family: 'code-set',
  sources: [
    { authority: 'CMS', document: 'HCPCS level II', section: 'modifiers' },
    { authority: 'CMS', document: 'Medicare Claims Processing Manual, Pub. 100-04', section: 'chapter 23 § 20.3' },
    { authority: 'X12', document: '005010X222A1', section: 'loop 2400 SV101' },
  ],
  needs: ['hcpcs/modifiers'],
  appliesTo: { forms: BOTH_FORMS, settings: EVERY_SETTING },
  since: '0.1.0',
  messages: {
    unknown: {
      severity: 'error',
      what: 'modifier {modifier} does not exist',
      why: 'a modifier has two characters of CPT or HCPCS level II',
      todo: 'correct or remove it',
    },
    repeated: {
      severity: 'error',
      what: 'modifier {modifier} stands twice on the line',
      why: 'a modifier says a thing once',
      todo: 'remove the copy; count in the units what was done several times',
    },
    'too-many': {
      severity: 'error',
      what: '{count} modifiers on the line, which has room for {limit}',
      why: 'the claim carries no more, and the fifth is lost',
      todo: 'keep those that decide payment first, or report 99 where the payer takes it',
    },
    contradiction: {
      severity: 'error',
      what: 'modifiers {modifier} and {other} together on one line',
      why: '{because}',
      todo: 'keep the one the record supports',
    },
  },
  check: ({ lines, date }, { catalog }, report) => {
    let open = false;
    for (const { at, code, modifiers, date: on = date } of lines) {
      if (modifiers.length === 0) continue;
      if (modifiers.length > MOST) report.hit({ message: 'too-many', at, params: { count: modifiers.length, limit: MOST } });
      modifiers.forEach((modifier, i) => {
        if (modifiers.indexOf(modifier) < i) {
          report.hit({ message: 'repeated', at, params: { modifier } });
          return;
        }
        const standing = modifierStanding(modifier, code, on);
        if (standing === 'known') return;
        const listed = standing === 'unlisted' && on !== undefined ? isListed(catalog, modifier, on) : false;
        if (listed === false) report.hit({ message: 'unknown', at, params: { modifier } });
        else if (listed === undefined && on !== undefined && !open) {
          open = true;
          const day = formatDay(on);
          report.notChecked({
            reason: `modifiers later than March 2026 are not known without the HCPCS release of ${day}`,
            needs: [`hcpcs/modifiers ${day}`],
            at,
          });
        }
      });
      for (const { one, others, because } of PAIRS)
        if (modifiers.includes(one))
          for (const other of others)
            if (modifiers.includes(other)) report.hit({ message: 'contradiction', at, params: { modifier: one, other, because } });
    }
  },
});

const lists = new WeakMap<PackTable, ReadonlySet<string>>();

/** Whether the HCPCS release of a day has a modifier; undefined where no release is at hand. */
function isListed(catalog: Catalog, modifier: string, on: Day): boolean | undefined {
  const table = catalog.onDate('hcpcs/modifiers', on)?.table();
  if (!table) return undefined;
  let list = lists.get(table);
  if (!list) {
    const column = table.text('modifier');
    list = new Set(Array.from({ length: column.length }, (_, row) => column.at(row)));
    lists.set(table, list);
  }
  return list.has(modifier);
}
