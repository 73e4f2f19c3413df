import { kindOfNote } from '../note-kind.js';
import type { ServiceDraft } from '../service-draft.js';
import { type Claim, type ModifierRule, noteSays } from './modifier.js';

const COLONOSCOPY = /^45(?:378|38[0-9]|39[0-8])$/;

function isScreening(draft: ServiceDraft, claim: Claim): boolean {
  if (!COLONOSCOPY.test(draft.code)) return false;
  return (
    claim.context.diagnoses.some((diagnosis) => /^(?:Z12\.1|Z86\.010|Z86\.0101|Z80\.0)/.test(diagnosis.code)) ||
    noteSays(
      claim.context,
      /\b(?:screening|surveillance)\b[^.\n]{0,40}\bcolonoscopy|\bcolonoscopy\b[^.\n]{0,40}\b(?:screening|surveillance)|\b(?:colorectal|colon) cancer screening\b|\bscreening for (?:colon|colorectal)|\bscreening, (?:average|high)[- ]risk|\bindication\W[^.\n]{0,40}\bscreening\b|\b(?:average|avg|high)[- ]risk (?:\w+ ){0,2}screen|\b(?:colon|colorectal)(?: ca(?:ncer)?)? screening\b/i,
    )
  );
}

/** 26 and TC: one component of a test; 33 and PT: a screening; QW: a waived test. */
export const COMPONENTS: readonly ModifierRule[] = [
  {
    modifier: '26',
    source: 'CPT Appendix A; Medicare Physician Fee Schedule, PC/TC indicator',
    when: (draft, { context }) => {
      if (!draft.row?.traits.has('split')) return undefined;
      if (noteSays(context, /\btechnical component only\b/i)) return undefined;
      if (context.setting !== 'office')
        return kindOfNote(context.note) === 'imaging-report' || draft.row.traits.has('beside') || draft.kind !== 'imaging'
          ? 'read for a facility that owns the equipment'
          : undefined;
      return noteSays(
        context,
        /\b(?:professional component|interpretation only|performed at (?:the )?hospital|technical component (?:billed|performed) by)\b/i,
      )
        ? 'the reading alone'
        : undefined;
    },
  },
  {
    modifier: 'TC',
    source: 'HCPCS level II modifiers',
    when: (draft, { context }) =>
      draft.row?.traits.has('split') &&
      noteSays(
        context,
        /\btechnical component only\b|\b(?:images? )?(?:sent|forwarded) (?:out )?for (?:radiology|radiologist|outside) (?:read|interpretation)/i,
      ) &&
      context.setting === 'office'
        ? 'recorded here, read elsewhere'
        : undefined,
  },
];

export const SCREENINGS: readonly ModifierRule[] = [
  {
    modifier: 'PT',
    source: 'HCPCS level II modifiers; Medicare Claims Processing Manual, chapter 18, section 60',
    when: (draft, claim) =>
      claim.context.medicare && isScreening(draft, claim) && draft.code !== '45378'
        ? 'a screening that turned into treatment (Medicare)'
        : undefined,
  },
  {
    modifier: '33',
    source: 'CPT Appendix A; Medicare Claims Processing Manual, chapter 18, section 140.8',
    when: (draft, claim) => {
      if (draft.code === '99497' && claim.drafts.some(({ code }) => code === 'G0438' || code === 'G0439'))
        return 'with the yearly wellness visit: no share for the patient';
      return !claim.context.medicare && isScreening(draft, claim) ? 'a preventive service' : undefined;
    },
  },
];

/** Drugs that make red cells grow, given outside dialysis. */
const ERYTHROPOIETIN = /^(?:J0881|J0885|J0888|Q5106)$/;

/** EA, EB, EC: why a drug that makes red cells grow was given. */
export const RED_CELLS: readonly ModifierRule[] = [
  {
    modifier: 'EA',
    source: 'HCPCS level II modifiers; Medicare Claims Processing Manual, chapter 17, section 80.12',
    when: (draft, { context }) =>
      ERYTHROPOIETIN.test(draft.code) && context.diagnoses.some(({ code }) => code === 'D64.81') ? 'anemia from chemotherapy' : undefined,
  },
  {
    modifier: 'EC',
    source: 'HCPCS level II modifiers; Medicare Claims Processing Manual, chapter 17, section 80.12',
    when: (draft, { context }) =>
      ERYTHROPOIETIN.test(draft.code) && !context.diagnoses.some(({ code }) => code === 'D64.81')
        ? 'anemia not from treatment of cancer'
        : undefined,
  },
];

export const WAIVED: readonly ModifierRule[] = [
  {
    modifier: 'QW',
    source: 'CMS, tests granted waived status under CLIA',
    when: (draft) => (draft.row?.traits.has('waived') ? 'a waived test' : undefined),
  },
];
