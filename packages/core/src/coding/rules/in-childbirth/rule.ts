import { stemRange } from '../../../codesets/code.js';
import type { CodeId } from '../../../codesets/code-table.js';
import type { Candidate } from '../../candidate.js';
import { answered } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, defineRule, type RuleContext } from '../../rule.js';
import { isDelivered } from '../pregnancy-chapter/rule.js';

/** Words in which titles of one condition differ by the time of the pregnancy. */
const TIME =
  /,? ?\b(?:(?:first|second|third|unspecified) trimester|complicating (?:pregnancy|childbirth|the puerperium)|in (?:pregnancy|childbirth|the puerperium))\b|,/g;
const LOW_TRANSVERSE = /\b(?:prior|previous|history of|h\/o|old)\b[^.;\n]{0,25}\blow transverse\b|\blow transverse (?:uterine )?scar\b/i;

export const rule = defineRule({
  id: 'in-childbirth',
  title: 'A complication of the pregnancy that ends in the stay takes the code in childbirth, where there is one',
  sources: [guideline('I.C.15.a.3'), guideline('I.C.15.b.4')],
  appliesTo: { settings: ['inpatient'], profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    if (context.patient.sex === 'M' || context.patient.age === 0) return [];
    const actions: Action[] = [];
    for (const scar of answered(candidates, /^O34219$/)) {
      if (!LOW_TRANSVERSE.test(context.note.text)) continue;
      const low = context.make({ code: 'O34211', from: [scar], path: [...scar.path, 'low transverse'], order: scar.order });
      if (low) actions.push({ kind: 'replace', candidates: [scar], by: low });
    }
    actions.push(...ruptured(candidates, context));
    if (!isDelivered(candidates, context)) return actions;
    for (const complication of answered(candidates, /^O(?:0[89]|[1-4]|9[89]|9A)/)) {
      const code = inChildbirth(complication, context);
      const made =
        code && context.make({ code, from: [complication], path: [...complication.path, 'in childbirth'], order: complication.order });
      const there = code && candidates.find((candidate) => candidate.code === code);
      if (made) actions.push({ kind: 'replace', candidates: there ? [complication, there] : [complication], by: made });
    }
    return actions;
  },
});

/** Premature rupture of membranes by the hours until labor began and by whether the pregnancy was at term (O42, its subcategories). */
function* ruptured(candidates: readonly Candidate[], context: RuleContext): Generator<Action> {
  const weeks = context.facts.gestation?.weeks;
  if (weeks === undefined) return;
  const third = weeks < 14 ? '1' : weeks < 28 ? '2' : '3';
  for (const rupture of answered(candidates, /^O42[019]/)) {
    const onset = ONSET_OF_LABOR.exec(context.note.text);
    const known = rupture.code.charAt(3);
    const time = known !== '9' ? known : !onset ? '9' : Number(onset[1] ?? onset[2]) <= 24 ? '0' : '1';
    const code = `O42${time}${weeks >= 37 ? '2' : `1${third}`}`;
    if (code === rupture.code) continue;
    const made = context.make({ code, from: [rupture], path: [...rupture.path, `at ${weeks} weeks`], order: rupture.order });
    if (made?.code === code) yield { kind: 'replace', candidates: candidates.filter((one) => one.code === rupture.code), by: made };
  }
}

/** Hours from the rupture to labor, as the record tells them. */
const ONSET_OF_LABOR =
  /\b(?:labor|contractions)\b[^.;\n]{0,30}\b(?:within|after) (\d{1,2}) ?(?:h|hrs?|hours)\b|\b(?:labor|contractions)\b[^.;\n]{0,30}\b(\d{1,2}) ?(?:h|hrs?|hours) (?:later|after (?:the )?rupture)\b/i;

/** The code of the same subcategory whose title says the same of childbirth. */
function inChildbirth({ code, title }: Candidate, { icd, date }: RuleContext): string | undefined {
  if (!/\btrimester\b|\bin pregnancy\b/.test(title) || /childbirth/.test(title)) return undefined;
  const wanted = said(title);
  const { first, last } = icd.table.range(stemRange(code.slice(0, 4)));
  for (let at = first; at < last; at++) {
    const id = at as CodeId;
    const other = icd.table.title(id, date);
    if (icd.table.billableOn(id, date) && /\bchildbirth\b/.test(other) && said(other) === wanted) return icd.table.code(id);
  }
  return undefined;
}

function said(title: string): string {
  return title.toLowerCase().replace(TIME, ' ').replace(/\s+/g, ' ').trim();
}
