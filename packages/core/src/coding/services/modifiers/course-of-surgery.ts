import type { ServiceDraft } from '../service-draft.js';
import { type ModifierRule, noteSays } from './modifier.js';

const APPENDIX = 'CPT Appendix A';
const isProcedure = (kind: string): boolean => kind === 'procedure';

/** A facility's procedure that the note says was stopped, before or after anaesthesia; endoscopies have rules of their own. */
function stoppedAround(said: RegExp, because: string): ModifierRule['when'] {
  return (draft, { context }) =>
    isProcedure(draft.kind) && context.setting === 'outpatient' && !draft.row?.traits.has('endoscopy') && noteSays(context, said)
      ? because
      : undefined;
}

const STOPPED =
  /\b(?:procedure|colonoscopy|exam(?:ination)?|scope|surgery|case)\b[^.]{0,40}\b(?:was )?(?:aborted|terminated|discontinued|abandoned|stopped|halted|incomplete|could not be completed|not completed)\b|\b(?:aborted|terminated|discontinued) (?:the procedure|due to)|\bunable to (?:reach|intubate|advance)\b[^.]{0,40}\bcecum|\bcecum (?:was )?not reached/i;
const BEFORE_OR_AFTER_ANESTHESIA = /\b(?:before|prior to|after) (?:the )?(?:induction|anesthesia)|\banesthesia (?:was )?induced/i;

/** 58, 78, 79: procedures within the global period of another; 52, 53, 73, 74: procedures not finished. */
export const COURSE_OF_SURGERY: readonly ModifierRule[] = [
  {
    modifier: '54',
    source: `${APPENDIX}; Medicare Claims Processing Manual, chapter 12, section 40.2`,
    when: (draft, { context }) =>
      isProcedure(draft.kind) &&
      draft.row?.global === 90 &&
      noteSays(
        context,
        /\b(?:follow[- ]?up|post-?operative|aftercare|fracture) (?:care|management) (?:is |was |will be |to be )?(?:transferred|assumed|handed|passed|provided by)|\bsurgical care only\b/i,
      )
        ? 'the care after it passes to another surgeon'
        : undefined,
  },
  {
    modifier: '58',
    source: APPENDIX,
    when: (draft, { context }) =>
      isProcedure(draft.kind) &&
      draft.row?.global !== undefined &&
      noteSays(
        context,
        /\b(?:staged (?:procedure|return|re-?excision|operation|reconstruction)|(?:second|final) stage|planned (?:return|second|staged)|as planned at the (?:first|index|initial) (?:operation|procedure|surgery)|second[- ]stage|planned (?:staged|second stage)|re-?excision (?:for|of) (?:positive )?margins)\b/i,
      )
        ? 'staged or planned with the first operation'
        : undefined,
  },
  {
    modifier: '78',
    source: APPENDIX,
    when: (draft, { context }) =>
      isProcedure(draft.kind) &&
      draft.row?.global !== undefined &&
      noteSays(
        context,
        /\b(?:(?:unplanned return|return(?:ed|s|ing)? to (?:the )?(?:or|operating room)|brought back to (?:the )?(?:or|operating room)|take-?back|re-?operat\w*)\b[^.]{0,120}\b(?:complication|bleeding|hematoma|dehiscence|infection|leak|hemorrhage|obstruction|ischemia|thrombosis|seroma|by the same surgeon)|unplanned return to (?:the )?(?:or|operating (?:room|theat(?:er|re))))\b/i,
      )
        ? 'unplanned return to the operating room for a complication'
        : undefined,
  },
  {
    modifier: '79',
    source: APPENDIX,
    when: (draft, { context }) =>
      isProcedure(draft.kind) &&
      draft.row?.global !== undefined &&
      noteSays(
        context,
        /\bunrelated (?:procedure|surgery|operation)\b[^.]{0,60}\b(?:global|post-?operative) period|\b(?:is |still )?(?:with)?in (?:that |the |his |her |a )(?:\d+[- ]day )?(?:global|post-?operative) period\b|\b(?:within|during) the (?:global|post-?operative) period of (?:an )?unrelated\b|\b(?:within|during) (?:the )?global (?:period )?(?:of|for|from) (?:the )?(?:left|right|other|first|fellow)\b/i,
      )
        ? 'unrelated to the operation in whose global period it falls'
        : undefined,
  },
  {
    modifier: '73',
    source: `${APPENDIX}, facility`,
    when: stoppedAround(
      /\b(?:cancell?ed|terminated|aborted|discontinued)\b[^.]{0,60}\b(?:before|prior to) (?:the )?(?:induction|administration of|anesthesia|anaesthesia)/i,
      'stopped before anaesthesia',
    ),
  },
  {
    modifier: '74',
    source: `${APPENDIX}, facility`,
    when: stoppedAround(
      /\b(?:cancell?ed|terminated|aborted|discontinued|stopped)\b[^.]{0,60}\bafter (?:the )?(?:induction|administration of|anesthesia|anaesthesia|sedation)|\b(?:(?:anesthesia|anaesthesia) (?:was )?induced|induction of (?:anesthesia|anaesthesia)|sedation (?:was )?(?:given|started))\b[\s\S]{0,400}\b(?:case|procedure|surgery|operation) (?:was )?(?:cancell?ed|terminated|aborted|discontinued|called off)/i,
      'stopped after anaesthesia',
    ),
  },
  {
    modifier: '53',
    source: `${APPENDIX}; Medicare Claims Processing Manual, chapter 12, section 30.1`,
    when: (draft, { context, drafts }) => {
      if (!isProcedure(draft.kind) || noteSays(context, BEFORE_OR_AFTER_ANESTHESIA)) return undefined;
      const stopped = STOPPED.exec(context.note.text);
      if (!stopped) return undefined;
      // Of several procedures the one told last before the stop was stopped.
      const starts = (one: ServiceDraft): number =>
        Math.max(-1, ...one.evidence.map(({ start }) => start).filter((at) => at <= stopped.index));
      const last = Math.max(...drafts.filter(({ kind }) => isProcedure(kind)).map(starts));
      return last < 0 || starts(draft) === last ? 'stopped because of the patient’s condition or an obstacle' : undefined;
    },
  },
  {
    modifier: '52',
    source: APPENDIX,
    when: (draft, { context }) =>
      isProcedure(draft.kind) && noteSays(context, /\breduced services?\b|\bprocedure (?:was )?(?:partially|electively) reduced\b/i)
        ? 'reduced by the clinician’s choice'
        : undefined,
  },
];
