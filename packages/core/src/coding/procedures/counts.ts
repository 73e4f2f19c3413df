import { parseTemplate, type Template } from './template.js';

/**
 * Templates whose characters count something – arteries, stents, grafts, vertebral joints, hours – filled from the text. Other templates
 * come back as they are.
 */
export function counted(templates: readonly Template[], text: string): readonly Template[] {
  return templates.flatMap((template) => {
    const { text: code } = template;
    if (code.startsWith('027[')) return coronaryIntervention(text);
    if (code.startsWith('021[0123]')) return coronaryBypass(text) ?? template;
    if (/^0[RS]G\[/.test(code)) return fusion(code, text) ?? template;
    if (code.startsWith('5A19[') || code.startsWith('5A09[')) return duration(code, text) ?? template;
    if (code.startsWith('0SR<9B>0[')) return bearing(code, text) ?? template;
    if (/^6A.+\[01\]/.test(code))
      return /\b(?:days|multiple|sessions|times|daily|courses?)\b/i.test(text) ? exact(code.replace('[01]', '1')) : template;
    if (code.startsWith('00N[') || code.startsWith('01N[')) return decompression(text) ?? template;
    if (code.startsWith('00B[07C]')) return lobe(text) ?? template;
    if (/^0W9.+3Z\[(?:ZX|XZ)\]$/.test(code)) return purpose(template, text);
    if (code.startsWith('5A1D[')) return /\b(?:prolonged|extended|sled|slow low)\b/i.test(text) ? exact('5A1D80Z') : template;
    return template;
  });
}

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  single: 1,
  two: 2,
  double: 2,
  three: 3,
  triple: 3,
  four: 4,
  quadruple: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return NUMBERS[word.toLowerCase()] ?? (/^\d+$/.test(word) ? Number(word) : undefined);
}

function exact(...codes: string[]): Template[] {
  return codes.flatMap((code) => parseTemplate(code) ?? []);
}

/** Coronary arteries by the names reports give them. */
const CORONARY: readonly RegExp[] = [
  /\b(?:LAD|left anterior descending)\b/i,
  /\b(?:RCA|right coronary)\b/i,
  /\b(?:LCX|LCx|circumflex)\b/i,
  /\b(?:OM\s?-?\d?|obtuse marginal)\b/i,
  /\b(?:D[12]|diagonal)\b/i,
  /\b(?:PDA|posterior descending)\b/i,
  /\b(?:left main|LMCA)\b/i,
  /\b(?:ramus)\b/i,
  /\b(?:PLV|PLB|posterolateral)\b/i,
];

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.;!?])\s+|\n+/);
}

function arteriesIn(text: string): number {
  return CORONARY.filter((artery) => artery.test(text)).length;
}

/** Guideline B4.4: one code for all coronary arteries treated alike, by their number; the device counts the stents. */
export function coronaryIntervention(text: string): Template[] {
  const treated = sentencesOf(text).filter((sentence) =>
    /\b(?:stent\w*|angioplasty|PTCA|PCI|balloon\w*|DES|BMS|predilat\w*)\b/i.test(sentence),
  );
  const all = treated.join(' ').replace(/\b(?:without|no) (?:\w+ ){0,2}stent\w*/gi, '');
  const arteries = Math.min(4, Math.max(1, arteriesIn(all)));
  const coated = /\b(?:drug[- ]?(?:eluting|coated) stents?|DES|xience|promus|resolute|synergy|onyx|\w+olimus)\b/i.test(all);
  const stented = coated || /\bstent(?:s|ed|ing)?\b/i.test(all);
  let device = 'Z';
  if (stented) {
    const named =
      /\b(one|single|two|double|three|triple|four|\d)\s+(?:overlapping\s+|sequential\s+)?(?:drug[- ]?eluting|DES|bare[- ]metal|\w+olimus[- ]eluting)?\s*stents?\b/i.exec(
        all,
      );
    const byNumber = numberOf(named?.[1]) ?? numberOf(/\b(?:DES|stents?)\s*(?:x|×)\s*(\d)\b/i.exec(all)?.[1]);
    const sizes = new Set(
      (all.match(/\b\d(?:\.\d+)?\s*(?:mm)?\s*[x×]\s*\d{1,2}\s*(?:mm)?\b[^.]{0,40}\b(?:stent|DES)\b/gi) ?? []).map((size) =>
        size.toLowerCase(),
      ),
    );
    const stents = Math.min(4, Math.max(byNumber ?? Math.max(arteries, sizes.size), 1));
    device = (coated ? '4567' : 'DEFG')[stents - 1] as string;
  }
  const bifurcation = /\bbifurcation (?:stent|lesion|pci)/i.test(all) ? '6' : 'Z';
  return exact(`027${arteries - 1}3${device}${bifurcation}`);
}

/** Guideline B3.6c and B4.4: one code for each source and graft material, by the number of coronary arteries bypassed from it. */
function coronaryBypass(text: string): Template[] | undefined {
  const total = numberOf(
    (/\b(?:x|×|times)\s*(\d|two|three|four|five|six)\b/i.exec(text) ??
      /\b(single|double|triple|quadruple|one|two|three|four|five)[- ](?:vessel|graft)\b/i.exec(text) ??
      /\b(double|triple|quadruple)\s+(?:coronary|bypass)/i.exec(text))?.[1],
  );
  const leftMammary = /\b(?:LIMA|left internal (?:mammary|thoracic))\b/i.test(text);
  const rightMammary = /\b(?:RIMA|right internal (?:mammary|thoracic))\b/i.test(text);
  const radial = /\bradial (?:artery )?(?:graft|conduit)|radial artery to\b/i.test(text);
  const arterial = Number(leftMammary) + Number(rightMammary) + Number(radial);
  const veinTargets = sentencesOf(text)
    .flatMap((sentence) => sentence.split(/,\s*(?=LIMA|left internal)|\band\s+(?=LIMA)/i))
    .filter(
      (sentence) =>
        /\b(?:SVG|saphenous vein graft|vein graft|reversed saphenous)\b/i.test(sentence) && !/\bLIMA\b.*\bSVG\b/i.test(sentence),
    );
  const mixed = sentencesOf(text)
    .filter((sentence) => /\bLIMA\b.*\bSVG\b/i.test(sentence))
    .map((sentence) => sentence.slice(sentence.search(/\bSVG\b/i)));
  const counted = arteriesIn([...veinTargets, ...mixed].join(' '));
  const veins = total === undefined ? counted : Math.max(0, total - arterial);
  if (arterial + veins === 0) return undefined;
  return exact(
    ...(leftMammary ? ['02100Z9'] : []),
    ...(rightMammary ? ['02100Z8'] : []),
    ...(radial ? ['02100AW'] : []),
    ...(veins > 0 ? [`021${Math.min(veins, 4) - 1}09W`] : []),
  );
}

const LEVEL = /\b([CTLS])(\d{1,2})\s*(?:-|–|—|to|through|thru|\/|and)\s*([CTLS])?(\d{1,2})\b/gi;
/** Vertebrae in order, each region after the other. */
const REGIONS = { C: 0, T: 7, L: 19, S: 24 } as const;

/** Guideline B3.10a: the body part of a fusion is the level of the spine, with the number of joints where the table counts them. */
function fusion(code: string, text: string): Template[] | undefined {
  const joints = new Set<number>();
  for (const [, region, from, second, to] of text.matchAll(LEVEL)) {
    const place = (letter: string, n: string): number => REGIONS[letter.toUpperCase() as keyof typeof REGIONS] + Number(n);
    const first = place(region as string, from as string);
    const last = place(second ?? (region as string), to as string);
    if (last > first && last - first < 18) for (let joint = first; joint < last; joint++) joints.add(joint);
  }
  if (joints.size === 0) return undefined;
  const count = (from: number, to: number): number => [...joints].filter((joint) => joint >= from && joint <= to).length;
  const [cervical, thoracic, lumbar] = [count(1, 6), count(8, 18), count(20, 23)];
  const parts = [
    ...(cervical > 0 ? [cervical === 1 ? 'R1' : 'R2'] : []),
    ...(joints.has(7) ? ['R4'] : []),
    ...(thoracic > 0 ? [thoracic === 1 ? 'R6' : thoracic < 8 ? 'R7' : 'R8'] : []),
    ...(joints.has(19) ? ['RA'] : []),
    ...(lumbar > 0 ? [lumbar === 1 ? 'S0' : 'S1'] : []),
    ...(joints.has(24) ? ['S3'] : []),
  ];
  const rest = code.replace(/^0[RS]G\[[0-9A-Z]+\]/, '');
  return exact(...parts.map((part) => `0${part.charAt(0)}G${part.charAt(1)}${rest}`));
}

/** What is freed in the canal: the cord in the neck and chest, the roots below it. */
function decompression(text: string): Template[] | undefined {
  const region =
    /\b([CTL])\d{1,2}\s*(?:-|–|to|through|,|\/)/i.exec(text)?.[1] ??
    /\b(?:(c)ervical|(t)horacic|(l)umbar)\b/i.exec(text)?.slice(1).find(Boolean);
  const part = region === undefined ? undefined : { C: '00NW', T: '00NX', L: '01NB' }[region.toUpperCase()];
  return part === undefined ? undefined : exact(`${part}0ZZ`);
}

/** The bearing surface of a hip: the head against the liner. */
function bearing(code: string, text: string): Template[] | undefined {
  const liner = /\b(?:polyethylene|poly(?:ethylene)? liner|cross-?linked)\b/i.test(text);
  const head = (material: string): boolean =>
    new RegExp(`\\b${material}\\b[^.,;]{0,30}\\b(?:head|ball)\\b|\\b(?:head|ball)\\b[^.,;]{0,20}\\b${material}\\b`, 'i').test(text);
  const surface = head('(?:oxinium|oxidized zirconium)')
    ? '6'
    : head('(?:ceramic|biolox)')
      ? /\bceramic liner|ceramic[- ]on[- ]ceramic\b/i.test(text)
        ? '3'
        : liner
          ? '4'
          : undefined
      : head('(?:cobalt[- ]chrom\\w*|metal|CoCr)')
        ? liner
          ? '2'
          : undefined
        : undefined;
  return surface === undefined ? undefined : exact(code.replace(/\[J12346\]/, surface));
}

/** The part of the brain a tumor is taken from, where its lobe is named. */
function lobe(text: string): Template[] | undefined {
  if (/\b(?:cerebell\w+|posterior fossa|suboccipital)\b/i.test(text)) return exact('00BC0ZZ');
  return /\b(?:fronto?-?\w*|frontal|\w*temporal|\w*parietal|\w*occipital) (?:\w+ ){0,3}(?:craniotomy|tumou?r|glio\w+|mass|metastas[ei]s|lobe|lesion)\b/i.test(
    text,
  )
    ? exact('00B70ZZ')
    : undefined;
}

/** Fluid taken to relieve, or only to be examined (qualifier X). */
function purpose(template: Template, text: string): Template[] {
  const therapeutic =
    /\b(?:therapeutic|large[- ]volume|lit(?:er|re)s?|[5-9]\d\d\s*(?:ml|cc)|[1-9],?\d{3}\s*(?:ml|cc)|relief|drained)\b/i.test(text);
  const diagnostic = /\b(?:diagnostic|sent for|for analysis|for culture|cytology)\b/i.test(text);
  return therapeutic || diagnostic ? exact(template.text.replace(/\[(?:ZX|XZ)\]$/, therapeutic ? 'Z' : 'X')) : [template];
}

/** Consecutive hours of ventilation: less than 24, 24 to 96, more than 96. */
function duration(code: string, text: string): Template[] | undefined {
  const hours = hoursOf(text, code.startsWith('5A19') ? 'ventilat' : '(?:bi-?pap|cpap|non-?invasive|high[- ]flow)');
  if (hours === undefined) return undefined;
  return exact(code.replace(/\[\d+\]/, hours < 24 ? '3' : hours <= 96 ? '4' : '5'));
}

function hoursOf(text: string, support: string): number | undefined {
  const amountOf = '(\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\\s*-?\\s*(hours?|hrs?|days?)\\b';
  const stated =
    new RegExp(`\\b${support}\\w*[^.\\n]{0,60}?\\b${amountOf}`, 'i').exec(text) ??
    new RegExp(`\\b${amountOf}[^.\\n]{0,40}?\\b${support}`, 'i').exec(text) ??
    (support === 'ventilat'
      ? /\b(?:extubated|weaned)[^.\n]{0,30}?\b(?:after|on (?:hospital |ventilator )?day)\s+(\d{1,3}|one|two|three|four|five|six)\s*()/i.exec(
          text,
        )
      : null);
  const amount = numberOf(stated?.[1]);
  if (stated && amount !== undefined) return /^h/i.test(stated[2] ?? '') ? amount : amount * 24;
  if (/\b(?:greater|more|longer) than 96 (?:consecutive )?hours/i.test(text)) return 97;
  const span = new RegExp(
    `\\b${support}\\w*[^.\\n]{0,30}?\\b(\\d{1,2})/(\\d{1,2})(?:/\\d{2,4})?\\s*(?:-|–|to|through)\\s*(\\d{1,2})/(\\d{1,2})`,
    'i',
  ).exec(text);
  if (span) return ((Number(span[3]) - Number(span[1])) * 30.4 + Number(span[4]) - Number(span[2])) * 24;
  const on = (word: string): number | undefined => {
    const match = new RegExp(`\\b${word}\\b[^.\\n]{0,40}?\\b(\\d{1,2})/(\\d{1,2})(?:/\\d{2,4})?`, 'i').exec(text);
    return match ? (Number(match[1]) * 30.4 + Number(match[2])) * 24 : undefined;
  };
  const [start, end] = [on('intubated'), on('extubated')];
  return start !== undefined && end !== undefined && end >= start ? end - start : undefined;
}
