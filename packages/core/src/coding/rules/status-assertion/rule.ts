import { formatDay } from '../../../model/date.js';
import { daysAgo } from '../../../notes/facts.js';
import type { Statement } from '../../candidate.js';
import { guideline } from '../../guideline.js';
import { ALL_SETTINGS, defineRule, type RuleContext } from '../../rule.js';

/** What happened to the patient or the family cannot be conditional or planned: a cue of that kind belongs to the words beside it. */
const HAPPENED = /^Z(?:20|77|8[0-7]|915|9[0-2])/;
/** Contact and exposure have a source, often a relative, named behind them. */
const WITH_SOURCE = /^Z(?:20|77)/;
const SCREENING = /^Z1[1-3]/;
/** That a screening was never done is why it is done now. */
const NOT_YET = /^(?:never|not|no prior|has not|hasn't|not been|no previous)\b/i;
const DONE_NOW = /\b(?:today|drawn|sent|ordered?|obtained|performed|collected|done|here|check|antibody|one-time|now)\b/i;
/** How far behind its name the doing of a screening is told. */
const REACH = 120;
/** States left by an operation. */
const LEFT = /^Z(?:89|90|9[4-8])/;

export const rule = defineRule({
  id: 'status-assertion',
  title: 'Words that belong to a status, an exposure, a history or a screening do not take it back',
  sources: [guideline('I.C.21.c.1'), guideline('I.C.21.c.3'), guideline('I.C.21.c.4'), guideline('I.C.21.c.5')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  restate: (statements, context) =>
    statements.map((statement) => {
      if (!statement.mention.code.startsWith('Z')) return statement;
      const assertion = reread(statement, context);
      return assertion ? { ...statement, assertion, by: [...(statement.by ?? []), 'status-assertion'] } : statement;
    }),
});

function reread({ mention, segment, assertion }: Statement, { note, date }: RuleContext): Statement['assertion'] | undefined {
  const { code } = mention;
  const { cue = '' } = assertion;
  const unsaid = assertion.assertion === 'hypothetical' || assertion.assertion === 'conditional';
  // A question of a form says nothing by itself.
  if (/^\s*\?/.test(note.text.slice(mention.end, mention.end + 3))) return undefined;
  if (unsaid && (HAPPENED.test(code) || (SCREENING.test(code) && /screen/i.test(cue)))) return { ...assertion, assertion: 'present' };
  if (
    assertion.assertion === 'negated' &&
    SCREENING.test(code) &&
    NOT_YET.test(cue) &&
    DONE_NOW.test(note.text.slice(mention.end, mention.end + REACH).split('\n')[0] as string)
  )
    return { ...assertion, assertion: 'present' };
  if (assertion.experiencer === 'other' && WITH_SOURCE.test(code) && !note.text.slice(segment.start, mention.start).includes(cue))
    return { ...assertion, experiencer: 'patient' };
  if (
    LEFT.test(code) &&
    assertion.temporality !== 'historical' &&
    daysAgo(note.text.slice(mention.start, Math.min(segment.end, mention.end + 40)), Number(formatDay(date).slice(0, 4))) !== undefined
  )
    return { ...assertion, temporality: 'historical' };
  return undefined;
}
