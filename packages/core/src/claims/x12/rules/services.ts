import { isTimedAnaesthesia, isUnlisted } from '../../../codesets/claim-codes/procedure-code.js';
import { type ClaimReport, defineRule } from './claim-rule.js';
import { type ClaimView, type InformationCode, informationElement, type LineView } from './claim-view.js';
import { missingPlace } from './missing-place.js';

export const LINE_CONTROL = defineRule({
  id: '837-line-control-repeated',
  snip: 4,
  severity: 'error',
  what: 'Two lines have the control number {control}.',
  why: 'The control number tells the lines of a claim apart in its answers (loop 2400, REF 6R).',
  todo: 'Give each line its own number.',
  status: 'A7:21',
});
export const UNITS = defineRule({
  id: '837-units',
  snip: 4,
  severity: 'error',
  what: 'The line bills {units} units.',
  why: 'What was done was done more than zero times (SV104, SV205).',
  todo: 'Enter the units, or leave out the line.',
  status: 'A7:476',
});
export const UNITS_FORM = defineRule({
  id: '837-units-digits',
  snip: 4,
  severity: 'error',
  what: 'The line bills {units} units.',
  why: 'Units have at most eight digits, at most three of them after the decimal point (guides, SV104 and SV205).',
  todo: 'Round the units.',
  status: 'A7:476',
});
export const ANAESTHESIA_TIME = defineRule({
  id: '837-anesthesia-time',
  snip: 4,
  severity: 'warning',
  what: 'Anesthesia {code} is billed in {unit}.',
  why: 'Anesthesia is billed in minutes (SV103 MJ), other services are not.',
  todo: 'Enter minutes with MJ for anesthesia, units with UN for other services.',
  status: 'A7:476',
});
export const POINTER_UNKNOWN = defineRule({
  id: '837-pointer-unknown',
  snip: 4,
  severity: 'error',
  what: 'The line points to diagnosis {pointer}; the claim has {diagnoses}.',
  why: 'Pointers count the diagnoses of the claim from 1 (SV107, HI).',
  todo: 'Correct the pointer, or send the diagnosis.',
  status: 'A7:477',
});
export const POINTER_REPEATED = defineRule({
  id: '837-pointer-repeated',
  snip: 4,
  severity: 'warning',
  what: 'The line points to diagnosis {pointer} twice.',
  why: 'One reference is enough (SV107).',
  todo: 'Leave out the second.',
  status: 'A7:477',
});
export const MODIFIER_REPEATED = defineRule({
  id: '837-modifier-repeated',
  snip: 4,
  severity: 'error',
  what: 'The line has modifier {modifier} twice.',
  why: 'A modifier stands once on a line (SV101-3 to SV101-6, SV202-3 to SV202-6).',
  todo: 'Leave out the second; to bill a service twice use units or a line of its own.',
  status: 'A7:453',
});
export const MODIFIER_GAP = defineRule({
  id: '837-modifier-gap',
  snip: 4,
  severity: 'warning',
  what: '{element} is empty, and a modifier stands after it.',
  why: 'Modifiers are written from the first place on.',
  todo: 'Move the modifiers up.',
  status: 'A7:453',
});
export const UNLISTED_DESCRIPTION = defineRule({
  id: '837-unlisted-description-missing',
  snip: 4,
  severity: 'warning',
  what: '{code} has no meaning of its own, and nothing says what was done.',
  why: 'A code for unlisted services needs a description (SV101-7, SV202-7) or a note.',
  todo: 'Describe the service in the line.',
  status: 'A7:306',
});
export const PURCHASED_PROVIDER = defineRule({
  id: '837-purchased-provider-missing',
  snip: 4,
  severity: 'error',
  what: 'The service was purchased, and from whom is missing.',
  why: 'A purchased service (PS1) names its provider in loop 2420B.',
  todo: 'Send loop 2420B.',
  status: 'A7:21',
});
export const PATIENT_COUNT = defineRule({
  id: '837-ambulance-patient-count',
  snip: 4,
  severity: 'warning',
  what: 'The number of patients in the ambulance is {count}.',
  why: 'The number is sent when there was more than one (QTY PT).',
  todo: 'Leave out the segment, or correct the number.',
  status: 'A7:21',
});
export const INFORMATION_GAP = defineRule({
  id: '837-information-gap',
  snip: 4,
  severity: 'error',
  what: '{element} is empty, and a code stands after it.',
  why: 'An element of HI is used when those before it are (guides, HI02 and on); pointers count them.',
  todo: 'Move the codes up, and correct the pointers.',
  status: 'A7:255',
});
export const DIAGNOSIS_REPEATED = defineRule({
  id: '837-diagnosis-repeated',
  snip: 4,
  severity: 'error',
  what: 'The diagnosis {code} stands on the claim twice.',
  why: 'Each diagnosis is reported once (HI; ICD-10-CM guidelines, section I.B.12).',
  todo: 'Leave out the second, and correct the pointers.',
  status: 'A7:255',
});

export const SERVICE_RULES = [
  LINE_CONTROL,
  UNITS,
  UNITS_FORM,
  ANAESTHESIA_TIME,
  POINTER_UNKNOWN,
  POINTER_REPEATED,
  MODIFIER_REPEATED,
  MODIFIER_GAP,
  UNLISTED_DESCRIPTION,
  PURCHASED_PROVIDER,
  PATIENT_COUNT,
  INFORMATION_GAP,
  DIAGNOSIS_REPEATED,
];

/** SNIP 4 on service lines. */
export function checkServices(view: ClaimView, report: ClaimReport): void {
  const diagnoses = view.diagnoses();
  // A diagnosis with a damaged qualifier has its place too.
  const list = diagnoses[0]?.placed;
  const places = view.information.filter(({ placed }) => placed === list).map(({ element }) => element);
  checkRepeated(diagnoses, report);
  checkGaps(view, report);
  const controls = new Set<string>();
  for (const { parts } of view.lines) {
    const placed = parts.first('REF', '6R', '2400');
    const control = placed?.segment.element(2) ?? '';
    if (placed && control !== '' && controls.has(control)) report.at(LINE_CONTROL, placed, 'REF02', { control });
    controls.add(control);
  }
  view.lines.forEach((line, i) => {
    if (line.service) checkService(view, line, line.service, places, report);
    if (view.professional) checkProfessionalLine(view, line, i, report);
  });
}

function checkRepeated(diagnoses: readonly InformationCode[], report: ClaimReport): void {
  const seen = new Set<string>();
  for (const { placed, element, code } of diagnoses) {
    if (code !== '' && seen.has(code)) report.at(DIAGNOSIS_REPEATED, placed, `${informationElement(element)}-2`, { code });
    seen.add(code);
  }
}

function checkGaps({ claim }: ClaimView, report: ClaimReport): void {
  for (const placed of claim.all('HI')) {
    const { elements } = placed.segment;
    const last = elements.findLastIndex((element) => element !== '');
    const gap = elements.indexOf('');
    if (gap < 2 || gap > last) continue;
    const element = informationElement(gap);
    report.at(INFORMATION_GAP, placed, element, { element });
  }
}

function checkService(
  view: ClaimView,
  line: LineView,
  placed: NonNullable<LineView['service']>,
  places: readonly number[],
  report: ClaimReport,
): void {
  const { segment } = placed;
  const { code, procedure } = line;
  const [unitsAt, unitAt, composite] = view.professional ? ([4, 3, 'SV101'] as const) : ([5, 4, 'SV202'] as const);
  const units = segment.element(unitsAt);
  if (units !== '' && Number(units) <= 0) report.at(UNITS, placed, `${segment.tag}0${unitsAt}`, { units });
  else if (/\.\d{4}|^\d{9}/.test(units) || units.length > (units.includes('.') ? 9 : 8))
    report.at(UNITS_FORM, placed, `${segment.tag}0${unitsAt}`, { units });
  for (let at = 3; at < 6; at++) {
    const modifier = procedure[at] ?? '';
    if (modifier !== '' && procedure.indexOf(modifier, 2) < at)
      report.at(MODIFIER_REPEATED, placed, `${composite}-${at + 1}`, { modifier });
  }
  const gap = procedure.findIndex(
    (modifier, at) => at >= 2 && at < 5 && modifier === '' && procedure.slice(at + 1, 6).some((one) => one !== ''),
  );
  if (gap >= 0) report.at(MODIFIER_GAP, placed, `${composite}-${gap + 1}`, { element: `${composite}-${gap + 1}` });
  if (isUnlisted(code) && (procedure[6] ?? '') === '' && !line.parts.first('NTE') && !view.claim.first('NTE') && !line.parts.first('LIN'))
    report.at(UNLISTED_DESCRIPTION, placed, `${composite}-7`, { code });
  if (!view.professional) return;
  const unit = segment.element(unitAt);
  if (code !== '' && ((unit === 'UN' && isTimedAnaesthesia(code)) || (unit === 'MJ' && !code.startsWith('0'))))
    report.at(ANAESTHESIA_TIME, placed, 'SV103', { code, unit });
  const pointers = segment.components(7);
  pointers.forEach((pointer, i) => {
    if (!/^-?\d+$/.test(pointer)) return;
    const number = Number(pointer);
    // Where the first diagnosis is damaged, that is the finding.
    if (number < 1 || (number > 1 && places.length > 0 && !places.includes(number)))
      report.at(POINTER_UNKNOWN, placed, `SV107-${i + 1}`, { pointer, diagnoses: places.length });
    else if (pointers.indexOf(pointer) < i) report.at(POINTER_REPEATED, placed, `SV107-${i + 1}`, { pointer });
  });
}

function checkProfessionalLine(view: ClaimView, line: LineView, index: number, report: ClaimReport): void {
  const { scope } = view;
  if (line.parts.first('PS1') && !line.parts.hasLoop('2420B'))
    report.missing(
      PURCHASED_PROVIDER,
      'NM1',
      missingPlace(scope, scope.lines[index] ?? [], '2420B', 'NM1', 'QB', scope.lines.slice(index + 1)),
    );
  const count = line.parts.first('QTY', 'PT');
  if (count && Number(count.segment.element(2)) < 2) report.at(PATIENT_COUNT, count, 'QTY02', { count: count.segment.element(2) });
}
