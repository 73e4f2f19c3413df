/** Consecutive hours of a support of breathing, as a text tells them: as a number, or from its beginning to its end. */
export function hoursOf(text: string, support: 'ventilator' | 'mask'): number | undefined {
  const sentences = text.split(/(?<=[.;!?])\s+(?=[A-Z0-9])|\n+/);
  return stated(sentences, SUPPORT[support]) ?? fromTo(sentences, support);
}

const SUPPORT = {
  ventilator: /\b(?:ventilat\w*|vent(?: support| day)?s?\b|extubated|extubation|intubated|liberated|on the vent)/gi,
  mask: /\b(?:bi-?pap|cpap|ncpap|niv|nippv|nppv|non-?invasive\w*)\b/gi,
} as const;
const WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const AMOUNT = new RegExp(
  `(?<![\\d/.:qQ])\\b(\\d{1,4}(?:\\.\\d+)?|${WORDS.join('|')})\\s*-?\\s*(?:consecutive |continuous |full |more )?(hours?|hrs?|h|days?|d)\\b(?![-/])`,
  'gi',
);
/** Between an amount and the support it is of. */
const BEFORE = /^\s*(?:(?:of|on|with|w\/|continuous|invasive|mechanical|nasal|noninvasive|the)\b\s*)*$/i;
const ON_DAY = /\b(?:extubated|weaned|liberated)[^.\n]{0,30}?\bon (?:ventilator|vent) day\s+(\d{1,3})\b/i;

/** An amount of time beside the support: the one with the fewest characters between. */
function stated(sentences: readonly string[], support: RegExp): number | undefined {
  let best: { hours: number; distance: number } | undefined;
  for (const sentence of sentences) {
    const places = [...sentence.matchAll(support)];
    if (places.length === 0) continue;
    if (/\b(?:less|shorter) than 24 (?:consecutive )?hours|<\s*24\s*h/i.test(sentence)) return 23;
    if (/\b(?:greater|more|longer) than 96 (?:consecutive )?hours|>\s*96\s*h/i.test(sentence)) return 97;
    const day = ON_DAY.exec(sentence)?.[1];
    if (day) return Number(day) * 24;
    for (const match of sentence.matchAll(AMOUNT)) {
      const before = sentence.slice(Math.max(0, match.index - 24), match.index);
      const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 24);
      // A day of the stay, how long ago, how long something else was given.
      if (/\b(?:day|every|each|q|at|within|x ?\d+ ?y|age|last|past|aged?)\s*#?$/i.test(before)) continue;
      if (
        /^\s*(?:later|ago|before|prior|old|per day|a day|of (?:worsening|dyspnea|symptoms|cough|antibiotics|steroids|therapy))/i.test(after)
      )
        continue;
      for (const place of places) {
        const end = place.index + place[0].length;
        const distance = match.index >= end ? match.index - end : place.index - (match.index + match[0].length);
        const reach = /^(?:extubat|intubat|liberat)/i.test(place[0]) ? 40 : 75;
        // What comes before the intubation is the time of something else.
        if (/^intubat/i.test(place[0]) && match.index < place.index) continue;
        if (match.index < place.index && !BEFORE.test(sentence.slice(match.index + match[0].length, place.index))) continue;
        if (distance < 0 || distance > reach || (best && best.distance <= distance)) continue;
        const amount = WORDS.indexOf((match[1] as string).toLowerCase()) + 1 || Number(match[1]);
        best = { hours: /^h/i.test(match[2] as string) ? amount : amount * 24, distance };
      }
    }
  }
  return best?.hours;
}

const STAMP =
  /(?<![\d/])(?:(\d{1,2})\/(\d{1,2})(?:\/(?:\d{4}|\d{2}))?(?![\d/]))?(?:,?\s*(?:at\s+)?(?<![\d:])(\d{1,2}):?(\d{2})(?=\b(?!\s?(?:ml|mg|cc|\/|%))))?/g;
const BEGIN = {
  ventilator: /\b(?:re-?)?intubat(?:ed|ion)|\bvent\w*\b/gi,
  mask: /\b(?:bi-?pap|cpap|niv|non-?invasive\w*|started|placed on|initiated|begun)\b/gi,
};
const END = /\b(?:extubat\w*|weaned|liberated|off|trach collar|discontinued|stopped|until|through|to|removed|came off)\b|[-–—]/gi;

/** From the first time told after words of its beginning to the last told after words of its end. */
function fromTo(sentences: readonly string[], support: 'ventilator' | 'mask'): number | undefined {
  let start: number | undefined;
  let end: number | undefined;
  let date: number | undefined;
  const named = SUPPORT[support];
  for (const sentence of sentences) {
    if (sentence.search(named) < 0 && !/\bextubat/i.test(sentence)) continue;
    for (const match of sentence.matchAll(STAMP)) {
      const [whole, month, dayOfMonth, hour, minute] = match;
      if (month === undefined && (hour === undefined || !/:/.test(whole))) continue;
      if (month !== undefined && (Number(month) > 12 || Number(dayOfMonth) > 31)) continue;
      const before = sentence.slice(Math.max(0, match.index - 70), match.index);
      // "10/02 intubated": the event may follow its date.
      const after = /^[\s:–-]*(?:(?:was|pt|patient|orally|re-?)\s+)*(\w+)/.exec(sentence.slice(match.index + whole.length))?.[1] ?? '';
      const follows = before.trim() === '' || /[,(]\s*$/.test(before);
      const begun = follows && after.search(BEGIN[support]) === 0 ? Infinity : lastOf(before, BEGIN[support]);
      const ended = follows && after.search(END) === 0 ? Infinity : lastOf(before, END);
      if (month !== undefined) date = (DAYS_BEFORE[Number(month) - 1] as number) + Number(dayOfMonth);
      const time = hour === undefined ? undefined : Number(hour) + Number(minute) / 60;
      const at = (date ?? 0) * 24 + (time ?? 12);
      if (begun < 0 && ended < 0) continue;
      if (ended > begun && start !== undefined) end = Math.max(at, end ?? at);
      else if (begun > ended) start ??= at;
    }
  }
  if (start === undefined || end === undefined) return undefined;
  const hours = end < start ? end - start + (date === undefined ? 24 : 365 * 24) : end - start;
  return hours > 0 && hours < 2400 ? hours : undefined;
}

/** Days of a year before each month. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function lastOf(text: string, pattern: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(pattern)) at = match.index;
  return at;
}
