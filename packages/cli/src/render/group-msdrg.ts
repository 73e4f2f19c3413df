import { bareCode } from '@medcode/core/codesets/code';
import type { InpatientResult } from '@medcode/core/groupers/inpatient';
import type { AffectsDrg, DiagnosisSeverity, HacStatus, MsdrgClaim, ReturnCode } from '@medcode/core/groupers/msdrg/claim';
import type { ConvertedCode } from '@medcode/core/groupers/msdrg/convert-claim';
import type { MsdrgDescriptions } from '@medcode/core/groupers/msdrg/descriptions';
import type { ExplainedLine, MsdrgExplanation, NearDrg } from '@medcode/core/groupers/msdrg/explain';
import pc from 'picocolors';
import { codeWriter } from './claim-codes.js';
import { renderMce } from './group-mce.js';
import { labelled } from './labelled.js';
import { wrap } from './layout.js';

type Shown = (code: string) => string;

/** What `medcode group msdrg` prints. */
export interface MsdrgView {
  readonly claim: MsdrgClaim;
  readonly conversions: readonly ConvertedCode[];
  readonly result: InpatientResult;
  readonly explanation: Omit<MsdrgExplanation, 'result'> | undefined;
  readonly changes: readonly { readonly change: string; readonly result: InpatientResult }[];
  readonly descriptions: MsdrgDescriptions;
}

const RETURN_WORDS: Readonly<Record<ReturnCode, string>> = {
  OK: '',
  DX_CANNOT_BE_PDX: 'the principal diagnosis is an external cause and cannot be one',
  INVALID_PDX: 'the principal diagnosis is missing or not a code of this version',
  INVALID_SEX: 'the principal diagnosis depends on the sex of the patient, and the claim does not say it',
  INVALID_DISCHARGE_STATUS: 'the claim has no usable discharge status',
  NO_DRG_MATCHES: 'no formula fits the claim',
  HAC_MISSING_ONE_POA: 'a hospital-acquired condition has no usable present-on-admission indicator',
  HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W:
    'whether the hospital is exempt is unknown, and diagnoses that may be hospital-acquired are not said to be present on admission',
  HAC_STATUS_INVALID_POA_N_OR_U:
    'whether the hospital is exempt is unknown, and a diagnosis was not present on admission that may be hospital-acquired',
  HAC_STATUS_INVALID_POA_INVALID_OR_1:
    'whether the hospital is exempt is unknown, and a diagnosis that may be hospital-acquired has no usable present-on-admission indicator',
};
const SEVERITY_WORDS: Readonly<Record<DiagnosisSeverity, string>> = {
  MCC: 'MCC',
  CC: 'CC',
  NEITHER: '–',
  CC_EXCLUDED: 'CC, excluded by the principal diagnosis',
  MCC_EXCLUDED: 'MCC, excluded by the principal diagnosis',
  CC_EXCLUDED_BY_DRG_LOGIC: 'CC, does not count in this DRG',
  MCC_EXCLUDED_BY_DRG_LOGIC: 'MCC, does not count in this DRG',
};
const AFFECTS_WORDS: Readonly<Record<AffectsDrg, string>> = {
  NONE: '',
  BOTH: 'made the DRG',
  INITIAL: 'made the DRG before the hospital-acquired conditions',
  FINAL: 'made the DRG after the hospital-acquired conditions',
};
const HAC_WORDS: Readonly<Record<HacStatus, string>> = {
  NOT_APPLICABLE: '',
  FINAL_DRG_NO_CHANGE: 'found, the DRG stays',
  FINAL_DRG_CHANGES: 'found, the DRG changes',
  FINAL_DRG_UNGROUPABLE: 'found, the claim cannot be grouped',
};

export function renderMsdrg(view: MsdrgView): string {
  const { claim, conversions, result, explanation, changes, descriptions } = view;
  const shown = codeWriter([...claim.px, ...conversions.flatMap(({ from, to }) => (claim.px.includes(to) ? [from] : []))]);
  const lines = [...head(view), ''];
  lines.push('Diagnoses', ...diagnoses(claim, result, shown));
  if (result.px.length > 0) lines.push('', 'Procedures');
  for (const { code, or, affectsDrg } of result.px)
    lines.push(...labelled(shown(code), joined(or ? 'operating room' : 'not operating room', AFFECTS_WORDS[affectsDrg]), 2, 10));
  if (conversions.length > 0) lines.push('', 'Codes converted', ...conversions.flatMap((conversion) => converted(conversion, shown)));
  if (result.hac.count > 0) lines.push('', ...wrap(`Hospital-acquired conditions: ${result.hac.count} ${HAC_WORDS[result.hac.status]}`, 0));
  lines.push('', ...(result.mce ? renderMce(result.mce, shown) : wrap(`Medicare Code Editor not checked: ${result.mceReason ?? ''}`, 0)));
  if (explanation) lines.push(...explained(explanation, descriptions, result.version, shown));
  if (changes.length > 0)
    lines.push('', 'What if', ...changes.flatMap(({ change, result: now }) => changed(change, result, now, descriptions)));
  return `${lines.join('\n')}\n`;
}

function head({ claim, result, descriptions }: MsdrgView): string[] {
  const { version, initial, final } = result;
  const discharged = claim.dischargeDate === undefined ? '' : ` · discharged ${claim.dischargeDate}`;
  const lines = [
    ...labelled(pc.bold(`MS-DRG ${drg3(final.drg)}`), pc.bold(descriptions.drg(version, final.drg)), 0, 12),
    ...labelled('', `v${(Number(version) / 10).toFixed(1)}${discharged}`, 0, 12),
  ];
  if (final.returnCode !== 'OK') lines.push(...labelled('', `${RETURN_WORDS[final.returnCode]} (${final.returnCode})`, 0, 12));
  else {
    const severity = final.severity === 'NON_CC' ? 'no CC or MCC' : final.severity;
    lines.push(
      ...labelled(
        `MDC ${final.mdc}`,
        joined(descriptions.mdc(version, final.mdc), final.type.toLowerCase(), final.severity === 'NONE' ? '' : severity),
        0,
        12,
      ),
      ...labelled('Weight', weight(result), 0, 12),
    );
  }
  if (initial.drg !== final.drg)
    lines.push(...labelled('Before HAC', `${drg3(initial.drg)} ${descriptions.drg(version, initial.drg)}, MDC ${initial.mdc}`, 0, 12));
  return lines;
}

function weight(result: InpatientResult): string {
  if (result.weight === null) return `not checked: ${result.weightReason ?? ''}`;
  return joined(
    result.weight.toFixed(4),
    `mean stay ${result.gmlos ?? 0} days (geometric), ${result.amlos ?? 0} (arithmetic)`,
    result.postAcuteTransfer ? 'post-acute transfer policy' : '',
    result.specialPay ? 'special payment' : '',
  );
}

function diagnoses(claim: MsdrgClaim, result: InpatientResult, shown: Shown): string[] {
  return [
    ...labelled(shown(bareCode(claim.pdx.code)) || '(none)', 'principal', 2, 10),
    ...result.sdx.flatMap(({ code, severity, affectsDrg }) =>
      labelled(shown(code), joined(SEVERITY_WORDS[severity], AFFECTS_WORDS[affectsDrg]), 2, 10),
    ),
  ];
}

function converted({ from, to, outcome, choices, reason }: ConvertedCode, shown: Shown): string[] {
  const words =
    from === to
      ? `stays: ${reason ?? `no code stands for it (${outcome})`}`
      : `grouped as ${shown(to)}${choices.length > 0 ? `; ${choices.map(shown).join(', ')} would also do – documentation decides` : ''}`;
  return labelled(shown(from), words, 2, 10);
}

function explained(
  explanation: Omit<MsdrgExplanation, 'result'>,
  descriptions: MsdrgDescriptions,
  version: string,
  shown: Shown,
): string[] {
  const { mdc, initial, final, severities, hac, near } = explanation;
  const lines = ['', 'Why'];
  const by = {
    principal: `the principal diagnosis ${shown(mdc.code)} belongs to it`,
    'principal-and-sex': `the principal diagnosis ${shown(mdc.code)} belongs to it for this sex`,
    'pre-mdc': 'a Pre-MDC line sent the claim there',
    none: '',
  }[mdc.by];
  if (mdc.by !== 'none') lines.push(...wrap(`MDC ${mdc.number}: ${by}`, 2));
  for (const line of initial) lines.push(...formulaLine(line, descriptions, version, shown));
  if (final.length > 0) lines.push('  After hospital-acquired conditions');
  for (const line of final) lines.push(...formulaLine(line, descriptions, version, shown));
  for (const { code, own, counted, excludedBy } of severities)
    if (excludedBy)
      lines.push(
        ...wrap(
          `${shown(code)} is ${article(own)}, but ${shown(excludedBy.code)} as principal diagnosis cancels it (exclusion list ${excludedBy.list})`,
          2,
        ),
      );
    else if (counted.endsWith('BY_DRG_LOGIC'))
      lines.push(...wrap(`${shown(code)} is ${article(own)}, but the formula that decided leaves it out`, 2));
  for (const { number, title, codes } of hac) lines.push(...wrap(`HAC ${number}, ${title}: ${codes.map(shown).join(', ')}`, 2));
  if (near.length > 0) lines.push('', 'One fact away (what is documented decides)', ...near.flatMap((one) => nearDrg(one, shown)));
  return lines;
}

function article(severity: 'MCC' | 'CC'): string {
  return severity === 'MCC' ? 'an MCC' : 'a CC';
}

const LIST_NAMES: Readonly<Record<number, string>> = { 0: 'Pre-MDC', 29: 'unrelated procedures' };

function formulaLine(line: ExplainedLine, descriptions: MsdrgDescriptions, version: string, shown: Shown): string[] {
  const where = `${LIST_NAMES[line.list] ?? `MDC ${line.list}`}, line ${line.rank}`;
  const what =
    line.reRoute > 0
      ? `go on with ${LIST_NAMES[line.reRoute] ?? `MDC ${line.reRoute}`}`
      : `DRG ${drg3(line.drg)} ${descriptions.drg(version, line.drg)}`;
  const lines = [...wrap(`${where} → ${what}`, 2), ...wrap(line.formula, 4)];
  for (const { name, holds, codes } of line.leaves)
    if (holds) lines.push(...labelled(`✓ ${name}`, codes.map(shown).join(', '), 4, Math.max(18, name.length + 4)));
  return lines;
}

function nearDrg({ drg, title, without, oneOf }: NearDrg, shown: Shown): string[] {
  const how = without ? `without ${without.map(shown).join(', or without ')}` : `with ${(oneOf ?? []).join(' or ')}`;
  return labelled(drg3(drg), `${title} – ${how}`, 2, 5);
}

function changed(change: string, before: InpatientResult, now: InpatientResult, descriptions: MsdrgDescriptions): string[] {
  const same = before.final.drg === now.final.drg;
  const title = `${drg3(now.final.drg)} ${descriptions.drg(now.version, now.final.drg)}`;
  const weights = before.weight === null || now.weight === null ? '' : `weight ${before.weight.toFixed(4)} → ${now.weight.toFixed(4)}`;
  return labelled(change, same ? `the DRG stays ${drg3(now.final.drg)}` : joined(title, weights), 2, Math.max(18, change.length + 2));
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

function drg3(drg: number): string {
  return String(drg).padStart(3, '0');
}
