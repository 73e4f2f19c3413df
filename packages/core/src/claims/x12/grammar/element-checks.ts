import type { Segment } from '../segment.js';
import type { CompiledElement, CompiledSegment } from './compiled.js';
import type { SyntaxCondition } from './element-dictionary.js';

/** Reports what is wrong with an element: rule, designator, values for the message. */
export type ReportElement = (rule: string, element: string | null, params?: Readonly<Record<string, string | number>>) => void;

const UNUSUAL = /[^\x20-\x7e]/;
const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * Checks the elements of a segment against the standard (types, lengths, conditions) and the guide (usage, values). Each element is
 * reported at most once, by the first thing that is wrong with it.
 */
export function checkElements(segment: Segment, compiled: CompiledSegment, report: ReportElement): void {
  const { raw, elements, delimiters } = segment;
  let last = elements.length - 1;
  while (last > 0 && elements[last] === '') last--;
  const { elements: wanted } = compiled;
  // One separator that stands for the one element needed is told with that element.
  if (last === 0 && !(elements.length === 2 && compiled.needed === 1)) {
    report('segment-empty', null, { name: compiled.use.name });
    return;
  }
  const end = last;
  const hasComponents = raw.includes(delimiters.component);
  const hasRepetitions = delimiters.repetition !== undefined && raw.includes(delimiters.repetition);
  const isUnusual = UNUSUAL.test(raw);
  let faults: Set<number> | undefined;
  let number = 0;
  const fault: ReportElement = (rule, element, params) => {
    faults ??= new Set();
    faults.add(number);
    report(rule, element, params);
  };
  if (last > wanted.length) {
    number = wanted.length + 1;
    fault('too-many-elements', `${compiled.tag}${String(number).padStart(2, '0')}`, { most: wanted.length });
    last = wanted.length;
  }
  const until = Math.max(last, compiled.needed);
  for (let i = 0; i < until; i++) {
    const element = wanted[i] as CompiledElement;
    const value = i < last ? (elements[i + 1] as string) : '';
    number = i + 1;
    if (value === '') {
      if (element.required && lacksWhole(compiled, elements, number)) continue;
      if (element.mandatory) fault('mandatory-element-missing', element.name);
      else if (element.required) fault('element-missing', element.name);
      continue;
    }
    const split = hasRepetitions && value.includes(delimiters.repetition);
    if (!split) checkOne(value, element, elements, wanted, delimiters.component, hasComponents, isUnusual, fault);
    else {
      const values = value.split(delimiters.repetition);
      if (values.length > element.repeat) fault('too-many-repetitions', element.name, { most: element.repeat, count: values.length });
      else for (const one of values) checkOne(one, element, elements, wanted, delimiters.component, hasComponents, isUnusual, fault);
    }
  }
  for (const { when, element } of compiled.use.demands)
    if (elements[when[0]] === when[1] && !has(elements, element) && !faults?.has(element) && !lacksWhole(compiled, elements, element)) {
      number = element;
      fault('dependent-element-missing', (wanted[element - 1] as CompiledElement).name, {
        when: (wanted[when[0] - 1] as CompiledElement).name,
        value: when[1],
      });
    }
  for (const condition of compiled.conditions) {
    const broken = brokenAt(condition, elements);
    if (broken === 0) continue;
    const { kind, elements: involved } = condition;
    if (faults && involved.some((one) => faults?.has(one))) continue;
    number = broken;
    const { tag } = compiled;
    const names = involved.map((one) => `${tag}${String(one).padStart(2, '0')}`);
    const name = `${tag}${String(broken).padStart(2, '0')}`;
    fault(kind === 'E' ? 'elements-exclude-each-other' : 'conditional-element-missing', name, {
      condition: kind,
      with: names.filter((other) => other !== name).join(', '),
    });
  }
  if (end === elements.length - 1) return;
  // Separators at the end that stand for an element that lacks are told with that element.
  for (const one of faults ?? []) if (one > end && one < elements.length) return;
  report('trailing-delimiter', null, { count: elements.length - 1 - end, end });
}

/** The element at which a condition is broken, or 0. */
function brokenAt({ kind, elements: involved }: SyntaxCondition, elements: readonly string[]): number {
  const first = involved[0] as number;
  let absent = 0;
  let second = 0;
  let filled = 0;
  for (const one of involved)
    if (!has(elements, one)) absent ||= one;
    else if (++filled === 2) second = one;
  switch (kind) {
    case 'P':
      return filled > 0 ? absent : 0;
    case 'R':
      return filled > 0 ? 0 : first;
    case 'E':
      return second;
    case 'C':
      return has(elements, first) ? absent : 0;
    default:
      return has(elements, first) && filled === 1 ? (involved[1] as number) : 0;
  }
}

/** A qualifier and its value are both missing: that is told at the value. */
function lacksWhole({ conditions, elements: wanted, use }: CompiledSegment, elements: readonly string[], number: number): boolean {
  return conditions.some(
    ({ kind, elements: [first, second = 0] }) =>
      kind === 'P' &&
      first === number &&
      second === number + 1 &&
      !has(elements, second) &&
      (wanted[second - 1]?.required === true || use.demands.some(({ element }) => element === second)),
  );
}

function has(elements: readonly string[], number: number): boolean {
  return number < elements.length && elements[number] !== '';
}

function checkOne(
  value: string,
  element: CompiledElement,
  elements: readonly string[],
  wanted: readonly CompiledElement[],
  separator: string,
  hasComponents: boolean,
  isUnusual: boolean,
  report: ReportElement,
): void {
  const { components } = element;
  if (!components) {
    if (hasComponents && value.includes(separator)) {
      report('too-many-components', element.name, { most: 1 });
      return;
    }
    const format = element.format === 0 ? '' : (elements[element.format] ?? '');
    // A format that is itself in error is told there.
    const isFormat = format !== '' && wanted[element.format - 1]?.codes?.has(format) !== false;
    checkValue(value, element, isFormat ? format : '', isUnusual, report);
    return;
  }
  if (!element.used) {
    report('element-not-used', element.name);
    return;
  }
  const values = hasComponents ? value.split(separator) : [value];
  let last = values.length;
  while (last > 0 && values[last - 1] === '') last--;
  const end = last;
  let isCutShort = false;
  if (last > components.length) {
    report('too-many-components', element.name, { most: components.length });
    last = components.length;
  }
  for (let i = 0; i < components.length; i++) {
    const component = components[i] as CompiledElement;
    const one = i < last ? (values[i] as string) : '';
    if (one === '') {
      if (component.mandatory) report('mandatory-element-missing', component.name);
      else if (component.required) report('element-missing', component.name);
      if (component.required || component.mandatory) isCutShort ||= i >= end && i < values.length;
      continue;
    }
    const format = component.format === 0 ? '' : (values[component.format - 1] ?? '');
    const isFormat = format !== '' && components[component.format - 1]?.codes?.has(format) !== false;
    checkValue(one, component, isFormat ? format : '', isUnusual, report);
  }
  if (end < values.length && !isCutShort) report('trailing-delimiter', element.name, { count: values.length - end, end });
}

/** One value: characters, type and length by the standard, then what the guide allows. */
function checkValue(value: string, element: CompiledElement, format: string, isUnusual: boolean, report: ReportElement): void {
  const { name, type, min, max, codes } = element;
  if (isUnusual && UNUSUAL.test(value)) {
    report(CONTROL.test(value) ? 'control-character' : 'character-outside-set', name);
    return;
  }
  // A blank is 32; the usual value begins and ends with a letter or digit.
  if (value.charCodeAt(0) === 32 || value.charCodeAt(value.length - 1) === 32) {
    if (value.trim() === '') {
      report('element-blank', name);
      return;
    }
    if (codes === undefined || codes.has(value.trim())) report('element-padded', name);
    else report('code-not-allowed', name, { value, allowed: listCodes(codes) });
    return;
  }
  switch (type) {
    case 'AN':
    case 'ID':
      if (value.length > max) {
        report('element-too-long', name, { most: max, length: value.length });
        return;
      }
      if (value.length < min) {
        report('element-too-short', name, { least: min, length: value.length });
        return;
      }
      break;
    case 'N0':
    case 'R':
    case '$':
      if (!checkNumber(value, element, report)) return;
      break;
    case 'DT':
      if (value.length < min || value.length > max) {
        report(value.length < min ? 'element-too-short' : 'element-too-long', name, { least: min, most: max, length: value.length });
        return;
      }
      if (!isDate(value)) {
        report('date-invalid', name, { value });
        return;
      }
      break;
    case 'TM':
      if (value.length < min || value.length > max) {
        report(value.length < min ? 'element-too-short' : 'element-too-long', name, { least: min, most: max, length: value.length });
        return;
      }
      if (!isTime(value)) {
        report('time-invalid', name, { value });
        return;
      }
      break;
  }
  if (!element.used) report('element-not-used', name);
  else if (codes !== undefined && !codes.has(value)) report('code-not-allowed', name, { value, allowed: listCodes(codes) });
  else if (format !== '') checkFormat(value, format, name, report);
}

/** Shows the values allowed, the first of them when they are many. */
export function listCodes(codes: ReadonlySet<string>): string {
  const all = [...codes];
  return all.length <= 12 ? all.join(', ') : `${all.slice(0, 12).join(', ')}, … (${all.length})`;
}

/** Digits, a sign before them, and in decimal numbers one point; sign and point do not count for the length. */
function checkNumber(value: string, { name, type, min, max, limited }: CompiledElement, report: ReportElement): boolean {
  let digits = 0;
  let point = -1;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if (code === 46 && type !== 'N0' && point < 0) point = i;
    else if (code !== 45 || i > 0) {
      report('number-invalid', name, { value });
      return false;
    }
  }
  if (digits === 0) {
    report('number-invalid', name, { value });
    return false;
  }
  if (digits > max || digits < min) {
    if (digits > max) report('element-too-long', name, { most: max, length: digits });
    else report('element-too-short', name, { least: min, length: digits });
    return false;
  }
  if (type === '$') {
    const decimals = point < 0 ? 0 : value.length - point - 1;
    // The guides adopted under HIPAA write two decimals at most; before them zeros might follow.
    if (decimals > 2 && (limited || /[1-9]/.test(value.slice(point + 3)))) {
      report('amount-fraction-of-cent', name, { value });
      return false;
    }
    if (limited && digits - decimals > 8) {
      report('amount-too-large', name, { value });
      return false;
    }
  }
  return true;
}

/** A value whose form another element names (data element 1250): a day, a period, a moment, a time. */
function checkFormat(value: string, format: string, name: string, report: ReportElement): void {
  switch (format) {
    case 'D8':
      if (!/^\d{8}$/.test(value)) report('date-not-in-format', name, { value, format });
      else if (!isDate(value)) report('date-invalid', name, { value });
      return;
    case 'RD8':
      if (!/^\d{8}-\d{8}$/.test(value)) report('date-not-in-format', name, { value, format });
      else if (!isDate(value.slice(0, 8)) || !isDate(value.slice(9))) report('date-invalid', name, { value });
      return;
    case 'DT':
      if (!/^\d{12}$/.test(value)) report('date-not-in-format', name, { value, format });
      else if (!isDate(value.slice(0, 8))) report('date-invalid', name, { value });
      else if (!isTime(value.slice(8))) report('time-invalid', name, { value });
      return;
    case 'TM':
      if (!/^\d{4}$/.test(value)) report('date-not-in-format', name, { value, format });
      else if (!isTime(value)) report('time-invalid', name, { value });
      return;
    default:
  }
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `CCYYMMDD` or `YYMMDD` is a day of the calendar. */
export function isDate(value: string): boolean {
  if (value.length !== 8 && value.length !== 6) return false;
  let number = 0;
  for (let i = 0; i < value.length; i++) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    number = number * 10 + digit;
  }
  const day = number % 100;
  const month = Math.trunc(number / 100) % 100;
  const year = Math.trunc(number / 10000);
  if (month < 1 || month > 12 || day < 1 || day > (MONTH_DAYS[month - 1] as number)) return false;
  if (value.length === 8 && year < 1000) return false;
  return month !== 2 || day < 29 || year % 400 === 0 || (year % 4 === 0 && (value.length === 6 || year % 100 !== 0));
}

/** `HHMM`, `HHMMSS` or with tenths or hundredths of a second. */
export function isTime(value: string): boolean {
  if (!/^\d{4}(\d{2}\d{0,2})?$/.test(value)) return false;
  return Number(value.slice(0, 2)) < 24 && Number(value.slice(2, 4)) < 60 && Number(value.slice(4, 6) || 0) < 60;
}
