/** Dates of a stay, read as month and day: the year hardly ever stands beside them. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /\b(?:(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?:\/(?:\d{4}|\d{2}))?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (3[01]|[12]\d|0?[1-9]))\b(?!\/|\.\d)/gi;
const ADMITTED = /\b(?:adm(?:it(?:ted|ting)?|ission)?(?: date)?|doa|dates?|entered)\b[^\n\d]{0,40}$/i;
/** The admission stands near the head of a record. */
const HEAD = 2000;
/** Days after the admission a date of the stay may lie. */
const LONGEST = 90;

/** Words that date an onset. */
const ONSET = /\b(?:rose|risen|fell|dropped|developed|onset|arose|occurred|began|new(?:ly)?|first noted)\b/i;
/** Measurements whose rise, or fall, is the condition itself. */
const RISES = /^(?:N17|E87[05]|R739|K72)/;
const FALLS = /^(?:D[56]|E87[16]|E834|E83[35]|E16)/;
const CHANGE = /(\d+(?:\.\d+)?)\s*(?:->|→|to)\s*(\d+(?:\.\d+)?)(?![\d/])/;

/** Whether a sentence dates the onset of a condition to a day after the admission of the record. */
export function isOnsetDated(sentence: string, code: string, text: string): boolean {
  const days = daysIn(sentence);
  if (days.length === 0) return false;
  const admitted = admissionOf(text);
  if (admitted === undefined) return false;
  const [day] = days;
  if (day === undefined || !isAfter(day.number, admitted)) return false;
  // "(1/16)" behind a condition of a list is its day.
  if (sentence.slice(0, day.start).endsWith('(') && sentence.length < 60) return true;
  if (ONSET.test(sentence)) return true;
  const change = CHANGE.exec(sentence);
  if (!change) return false;
  const rise = Number(change[2]) - Number(change[1]);
  return (rise > 0 && RISES.test(code)) || (rise < 0 && FALLS.test(code));
}

function admissionOf(text: string): number | undefined {
  const head = text.slice(0, HEAD);
  return daysIn(head).find(({ start }) => ADMITTED.test(head.slice(Math.max(0, start - 60), start)))?.number;
}

function daysIn(text: string): { number: number; start: number }[] {
  return [...text.matchAll(DATE)].map((match) => {
    const month = match[3] ? MONTHS.indexOf(match[3].toLowerCase()) + 1 : Number(match[1]);
    return { number: month * 31 + Number(match[4] ?? match[2]), start: match.index };
  });
}

/** A turn of the year may lie between; months count as 31 days, which keeps the order. */
function isAfter(day: number, admitted: number): boolean {
  const between = (day - admitted + 372) % 372;
  return between > 0 && between <= LONGEST;
}
