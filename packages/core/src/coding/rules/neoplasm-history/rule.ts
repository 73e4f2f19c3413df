import { dottedCode } from '../../../codesets/code.js';
import { formatDay } from '../../../model/date.js';
import { daysAgo } from '../../../notes/facts.js';
import type { Candidate } from '../../candidate.js';
import { answered, saidAbout, saidOf } from '../../documented.js';
import { guideline } from '../../guideline.js';
import { type Action, ALL_SETTINGS, before, defineRule, type RuleContext } from '../../rule.js';

/** The site of a primary malignancy and the history code of the site (category Z85). */
export const HISTORY: readonly (readonly [RegExp, string])[] = [
  [/^C0[12]/, 'Z85810'],
  [/^C(?:0|1[0-4])/, 'Z85818'],
  [/^C15/, 'Z8501'],
  [/^C16/, 'Z85028'],
  [/^C17/, 'Z85068'],
  [/^C18/, 'Z85038'],
  [/^C(?:19|20|21)/, 'Z85048'],
  [/^C22/, 'Z8505'],
  [/^C25/, 'Z8507'],
  [/^C2[346]/, 'Z8509'],
  [/^C3[01]/, 'Z8522'],
  [/^C32/, 'Z8521'],
  [/^C33/, 'Z8512'],
  [/^C34/, 'Z85118'],
  [/^C37/, 'Z85238'],
  [/^C4[01]/, 'Z85830'],
  [/^C43/, 'Z85820'],
  [/^C44/, 'Z85828'],
  [/^C49/, 'Z85831'],
  [/^C50/, 'Z853'],
  [/^C53/, 'Z8541'],
  [/^C5[45]/, 'Z8542'],
  [/^C56/, 'Z8543'],
  [/^C5[1278]/, 'Z8544'],
  [/^C61/, 'Z8546'],
  [/^C62/, 'Z8547'],
  [/^C6[03]/, 'Z8549'],
  [/^C64/, 'Z85528'],
  [/^C65/, 'Z8553'],
  [/^C66/, 'Z8554'],
  [/^C67/, 'Z8551'],
  [/^C68/, 'Z8559'],
  [/^C69/, 'Z85840'],
  [/^C71/, 'Z85841'],
  [/^C7[02]/, 'Z85848'],
  [/^C73/, 'Z85850'],
  [/^C7[45]/, 'Z85858'],
  [/^C81/, 'Z8571'],
  [/^C8[2-5]/, 'Z8572'],
];
/** No evidence of the disease remains. */
export const GONE =
  /\b(?:no (?:current |clinical |radiographic )?evidence of (?:active |recurrent |residual )?(?:disease|recurrence|malignancy|cancer)|NED|without (?:evidence of )?recurrence|no recurrence|disease[- ]free|cured|cancer[- ]free|eradicated)\b/i;
/** Removed or treated; long enough ago, that is past too. */
const REMOVED = /\b(?:s\/p|status post|underwent|treated with|resected|excised|removed|lumpectomy|mastectomy|\w+ectomy)\b/i;
const LONG_AGO = 365;
/** The state after the removal is named, not the growth; of a skin malignancy the removal is the whole treatment. */
const REMOVED_SKIN = /\b(?:s\/p|status post|after|following)\b[^.;\n]*\b(?:removal|excision|resection|Mohs)\b/i;
/** Treatment still directed at it, or what says that it is there. */
export const TREATED =
  /\b(?:chemo(?:therapy|radiation)?(?! (?:completed|finished))|cycle|adjuvant|neoadjuvant|undergoing|currently (?:on|receiving)|receiving|radiation (?:ongoing|planned)|planned|palliative|tamoxifen|anastrozole|letrozole|exemestane|leuprolide|lupron|enzalutamide|abiraterone|bicalutamide|androgen deprivation|ADT|hormon(?:e|al) therapy|aromatase inhibitor|imatinib|pembrolizumab|nivolumab|trastuzumab|active surveillance|watchful waiting|biochemical recurrence|progress(?:ion|ive|ing)|residual (?:disease|tumou?r)|newly diagnosed|biopsy[- ]proven|awaiting|staging|recurrent (?:disease|cancer))\b/i;
/** What says that a named treatment is over. */
export const COMPLETED =
  /\b(?:completed|finished|after|s\/p|status post|off|stopped|no longer on)\s+(?:all |her |his |adjuvant |neoadjuvant |\d+ (?:cycles?|years?) of )*(?:chemo(?:therapy|radiation)?|radiation|radiotherapy|therapy|treatment|tamoxifen|anastrozole|letrozole|hormon\w+ therapy|endocrine therapy|adjuvant \w+)/gi;

export const rule = defineRule({
  id: 'neoplasm-history',
  title: 'An excised malignancy without treatment or evidence of disease is history, not disease',
  sources: [guideline('I.C.2.a'), guideline('I.C.2.b'), guideline('I.C.2.d'), guideline('I.C.2.m'), guideline('I.C.21.c.4')],
  appliesTo: { settings: ALL_SETTINGS, profiles: ['billing'] },
  since: '0.2.0',
  apply(candidates, context) {
    const actions: Action[] = [];
    for (const active of answered(candidates, /^C(?:[0-6]|7[0-5]|8[1-5])/)) {
      const said = saidAbout(active, context);
      if (
        !(isGone(said, context) || (/^C4[34]/.test(active.code) && REMOVED_SKIN.test(saidOf(active, context)))) ||
        TREATED.test(said.replace(COMPLETED, ' ')) ||
        isHaematologicRemission(active, said)
      )
        continue;
      const code = HISTORY.find(([codes]) => codes.test(active.code))?.[1];
      const past =
        code && context.make({ code, from: [active], path: ['History', 'personal › malignant neoplasm', ...active.path.slice(-1)] });
      if (past) actions.push({ kind: 'replace', candidates: [active], by: past });
    }
    const present = answered(candidates, /^C/).filter(({ code }) => !/^C7[7-9]|^C80/.test(code));
    for (const past of answered(candidates, /^Z85/)) {
      const still = present.find(
        (active) =>
          HISTORY.some(([codes, code]) => codes.test(active.code) && past.code === code) && !isGone(saidAbout(active, context), context),
      );
      // One line says the malignancy of a site is past, another that it is treated: the treated one is the disease (I.C.2.m).
      if (still && !/\b(?:second primary|new primary|contralateral)\b/i.test(saidOf(still, context)))
        actions.push({ kind: 'drop', candidate: past, reason: `${dottedCode(still.code)} (${still.title}) is documented as present` });
    }
    // Named together, the primary is listed before what it spread to (I.C.2.a, I.C.2.b: unless the encounter is for the secondary alone).
    for (const secondary of answered(candidates, /^C7[7-9]/))
      for (const primary of present) if (primary.order === secondary.order) actions.push(before(primary.code, secondary.code));
    return actions;
  },
});

function isGone(said: string, { date }: RuleContext): boolean {
  return GONE.test(said) || (REMOVED.test(said) && (daysAgo(said, Number(formatDay(date).slice(0, 4))) ?? 0) > LONG_AGO);
}

/** Leukaemia, lymphoma and myeloma in remission keep their own codes (I.C.2.n). */
function isHaematologicRemission({ code }: Candidate, said: string): boolean {
  return code.startsWith('C8') && /\bin (?:complete |partial )?remission\b/i.test(said);
}
