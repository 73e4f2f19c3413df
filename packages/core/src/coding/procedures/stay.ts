import { addDays, type Day, formatDay, parseDay } from '../../model/date.js';

/** The first and last day of the stay a note belongs to, as far as it tells them. */
export interface Stay {
  readonly from: Day;
  readonly to: Day;
}

/** A date of a text: the day, or the first day of a month or year where no more is said. */
export interface Told {
  readonly start: number;
  readonly end: number;
  readonly day: Day;
  readonly exact: 'day' | 'month' | 'year';
  /** Written without a year: one like it could also be a score or a fraction. */
  readonly bare: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DATE = new RegExp(
  `\\b(\\d{4})-(\\d{2})-(\\d{2})\\b|(?<![\\d/.-])(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/]|\\.\\d)|\\b(${MONTH})\\.?\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(\\d{4}))?|(\\d{4})\\b)|(?<![\\d/.-])((?:19|20)\\d{2})(?![\\d/-]|\\s?(?:ml|mg|g|cc)\\b)`,
  'gi',
);

/** All dates of a text; one without a year is the last of its kind on or before some weeks after a reference. */
export function datesOf(text: string, reference: Day): Told[] {
  const out: Told[] = [];
  for (const match of text.matchAll(DATE)) {
    const [, isoYear, , , month, dayOfMonth, year, name, nameDay, nameYear, onlyMonthYear, onlyYear] = match;
    let exact: Told['exact'] = 'day';
    let when: Day | undefined;
    if (isoYear) when = parseDay(match[0]);
    else if (month) when = dayOf(reference, fullYear(year), Number(month), Number(dayOfMonth));
    else if (name) {
      const of = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
      if (onlyMonthYear) exact = 'month';
      when = dayOf(reference, fullYear(nameYear ?? onlyMonthYear), of, nameDay ? Number(nameDay) : 1);
    } else if (onlyYear) {
      exact = 'year';
      when = dayOf(reference, Number(onlyYear), 1, 1);
    }
    if (when === undefined) continue;
    out.push({ start: match.index, end: match.index + match[0].length, day: when, exact, bare: month !== undefined && !year });
  }
  return out;
}

function fullYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function dayOf(reference: Day, year: number | undefined, month: number, dayOfMonth: number): Day | undefined {
  const write = (y: number): Day | undefined => parseDay(`${y}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`);
  if (year !== undefined) return write(year);
  const now = Number(formatDay(reference).slice(0, 4));
  return [now + 1, now, now - 1].map(write).find((one) => one !== undefined && one <= reference + LATEST);
}

/** A date without a year lies at most so many days after the reference. */
const LATEST = 120;
/** A stay without a date of admission is taken to have begun at most so long ago. */
const LONGEST = 60;
const ADMISSION =
  /\b(?:date of admission|admission date|admission|admitted|admit(?: date)?|adm|doa|dob|date of birth|born(?: in this hospital)?|dates(?: of (?:stay|service|admission))?|in:)(?:\b|(?<=:))[^\n\d]{0,24}$/i;

/** The stay of a note of a date: from the day it says the patient was admitted, or born here. */
export function stayOf(text: string, date: Day): Stay {
  const dates = datesOf(text, date).filter(({ exact }) => exact === 'day');
  const near = (one: Told): boolean => one.day <= date && one.day >= date - 2 * LONGEST;
  const admitted = dates.find((one) => near(one) && ADMISSION.test(text.slice(Math.max(0, one.start - 50), one.start)));
  return { from: admitted?.day ?? addDays(date, -LONGEST), to: date };
}

/** Whether a date, as exactly as it is told, lies before the stay. */
export function isBefore({ day, exact }: Told, { from }: Stay): boolean {
  if (exact === 'day') return day < from;
  const [told, first] = [formatDay(day), formatDay(from)];
  return exact === 'month' ? told.slice(0, 7) < first.slice(0, 7) : told.slice(0, 4) < first.slice(0, 4);
}

const DURING =
  /\b\d{1,2}:\d{2}\b|\b(?:hospital )?day(?:s)? (?:of life )?#?\d|\bday of (?:admission|life)|\b(?:pod|dol|hd) ?#?\d|\bin (?:the )?(?:ed|er|icu|micu|sicu|nicu|or|cath lab|endoscopy suite|emergency (?:department|room))\b|\b(?:this|during) (?:admission|stay|hospitali[sz]ation)\b|\bat (?:the )?bedside\b/i;

/** Whether some words say they tell of this stay: a date in it, a time of day, a day of the stay, a place in the hospital. */
export function tellsStay(text: string, stay: Stay): boolean {
  return DURING.test(text) || datesOf(text, stay.to).some(({ day, exact }) => exact === 'day' && day >= stay.from && day <= stay.to);
}
