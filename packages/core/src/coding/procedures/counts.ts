import { hoursOf } from './durations.js';
import { isCentralRoute, stemOfTip } from './lines.js';
import { parseTemplate, type Template } from './template.js';

/** What a template is filled from: the sentence that names the operation, with what follows it; all told of its occasion; the note. */
export interface Telling {
  readonly line: string;
  readonly occasion: string;
  readonly note: string;
}

/**
 * Templates whose characters count or choose by more than a name – arteries, stents, grafts, vertebral joints, hours, where a tip ends –
 * filled from the text. Other templates come back as they are.
 */
export function counted(templates: readonly Template[], telling: Telling): readonly Template[] {
  const { line, occasion: text, note } = telling;
  return templates.flatMap((template) => {
    const { text: code } = template;
    if (code.startsWith('027[')) return coronaryIntervention(text);
    if (code.startsWith('021[0123]')) return coronaryBypass(text) ?? template;
    if (/^0[RS]G\[/.test(code)) return fusion(code, line) ?? fusion(code, text) ?? template;
    if (code.startsWith('5A19[')) return duration(code, hoursOf(note, 'ventilator')) ?? template;
    if (code.startsWith('5A09['))
      return duration(code, hoursOf(line, 'mask') ?? hoursOf(text, 'mask') ?? hoursOf(note, 'mask')) ?? template;
    if (code.startsWith('0SR<9B>0[')) return bearing(code, text) ?? template;
    if (code.startsWith('0SR<RS>0[')) return femoralHead(code, text) ?? template;
    if (/^6A.+\[01\]/.test(code)) return MANY_TIMES.test(line) ? exact(code.replace('[01]', '1')) : template;
    if (code.startsWith('00N[') || code.startsWith('01N[')) return decompression(text) ?? template;
    if (code === '0*N*.ZZ') return /\b[CTL]\d/.test(line) ? (decompression(line) ?? template) : template;
    if (code.startsWith('00B[07C]')) return lobe(text) ?? template;
    if (/^0W9.+3Z\[(?:ZX|XZ)\]$/.test(code)) return purpose(template, line) ?? purpose(template, text) ?? template;
    if (code === '5A1D[78]0Z') return /\b(?:prolonged|extended|sled|slow low)\b/i.test(text) ? exact('5A1D80Z') : exact('5A1D70Z');
    if (code === '5A1D[7]0Z') return isDialysis(line, note) ? exact('5A1D70Z') : template;
    if (code.startsWith('02H[V6]33Z') || code.startsWith('02H[6V]33Z')) return atTip(line, '33Z') ?? template;
    if (code === '3E0[34]305') return isGiven(line) ? exact(isCentralRoute(line, note) ? '3E04305' : '3E03305') : template;
    if (code.startsWith('0[SR]B[234]')) return disc(line) ?? disc(text) ?? template;
    if (/^0Q[SU]03[ZJ]Z$/.test(code)) return vertebral(code, line) ?? template;
    if (code === '0UB70ZZ') return /\b(?:filshie|hulka|clips?|falope|rings?)\b/i.test(text) ? exact('0UL70CZ') : template;
    if (code.startsWith('0Y6<MN>0Z[')) return ray(code, line) ?? template;
    if (code === '00Q[2T]0ZZ') return exact(SPINE.test(text) ? '00QT0ZZ' : '00Q20ZZ');
    if (code.startsWith('8E0[')) return assisted(code, line, text);
    if (code.startsWith('BF1[30]')) return exact(`BF1${DUCTS.test(text) ? '0' : '3'}${contrast(text)}ZZ`);
    if (code === '3E0234Z') return /\b(?:newborn|nicu|nursery|neonat\w*|birth weight)\b/i.test(note) ? exact('3E0234Z') : template;
    if (code === '0W3P[8]ZZ') return ENDOSCOPE.test(text) && BLEEDING.test(text) ? exact('0W3P8ZZ') : template;
    if (code === '06L[32]8CZ')
      return ENDOSCOPE.test(text) && /\bvari(?:x|c\w+)\b/i.test(text)
        ? exact(/\bgastric varices (?:were )?banded/i.test(text) ? '06L28CZ' : '06L38CZ')
        : template;
    if (code === 'B211[10]ZZ') return arteriesIn(text) > 1 || /\bcoronar/i.test(text) ? exact(`B211${contrast(text)}ZZ`) : template;
    return template;
  });
}

const MANY_TIMES =
  /\b(?:days|multiple|sessions|times|daily|courses?|repeated|resumed|restarted|dol \d+\s*(?:-|–|to)\s*\d+|day \d+\s*(?:-|–|to)\s*(?:day )?\d+)\b|\bx\s?\d|\d{1,2}\/\d{1,2}\s*(?:-|–|to|through)\s*\d{1,2}\/\d{1,2}/i;
const SPINE = /\b(?:lamin\w+|lumbar|cervical|thoracic|spin(?:e|al)|[CTL]\d{1,2}\s?[-–/]\s?[CTLS]?\d)/i;
const ENDOSCOPE =
  /\b(?:egd|esophagogastroduodenoscopy|gastroscop\w*|colonoscop\w*|endoscop\w*|enteroscop\w*|sigmoidoscop\w*|ercp|upper gi)\b/i;
const BLEEDING =
  /\b(?:bleed\w*|ooz\w*|spurt\w*|visible vessel|hemosta\w*|haemosta\w*|stigmata|adherent clot|hemorrhag\w*|forrest|dieulafoy)\b/i;
const DUCTS =
  /\b(?:bile ducts?|common (?:bile )?duct|cbd|hepatic ducts?|biliary tree)\b[^.;]{0,40}\b(?:fill\w*|fills|opacif\w*|seen|normal)/i;

/** Contrast of an image: low osmolar unless another is named, none where it says so. */
function contrast(text: string): string {
  if (/\b(?:without|no) contrast\b/i.test(text)) return 'Z';
  return /\b(?:diatrizoate|hypaque|renografin|high osmolar|conray)\b/i.test(text) ? '0' : '1';
}

function atTip(line: string, rest: string): Template[] | undefined {
  const stem = stemOfTip(line);
  return stem === undefined ? undefined : exact(`${stem}${rest}`);
}

/** Words with the name of an antineoplastic that say it was given, not only planned, taken before or to blame. */
function isGiven(line: string): boolean {
  return (
    /\b(?:mg|g|mcg)\s?\/\s?m2\b|\bAUC\b|\bdays? 1\b|\bcycle\b|\binfus\w+|\bgiven\b|\breceived\b|\badministered\b|\bIV over\b|\btolerated\b|\bcompleted\b/i.test(
      line,
    ) &&
    !/\b(?:due to|caused by|from|after|secondary to|related to|induced by)\s+(?:\w+\s+){0,2}(?:chemo\w*|cytarabine|platin\w*|\w+platin|\w+rubicin)/i.test(
      line,
    )
  );
}

/** "HD" is also a day of the stay: dialysis where the note speaks of it and the words around are those of a treatment. */
function isDialysis(line: string, note: string): boolean {
  return (
    /\bdialy|\buremi|\brenal replacement|\bCRRT\b|\bESRD\b|\bAKI\b|\bHD catheter|\bPD catheter|\brenal failure/i.test(note) &&
    /\bHD\b[^.;]{0,40}\b(?:\d h\b|hours?|UF|ultrafiltration|intermittent|sessions?|tolerated|removed|via|through|started|initiated|treatments?|urgent|emergent|catheter|continued|resumed|performed|done|per (?:usual )?schedule|on \d{1,2}\/\d{1,2})\b|\bHD\s?[x×]\s?\d|\b(?:urgent|emergent|underwent|received|started|initiated|first|daily|then|with|required|requiring|intermittent|inpatient|continued|dialyzed)\s+(?:on\s+)?HD\b/i.test(
      line,
    )
  );
}

/** Robotic and computer assistance: the region of the operation, its approach, the imaging the navigation uses. */
function assisted(code: string, line: string, text: string): Template[] {
  const about = `${line}\n${text}`;
  const region =
    /\b(?:knee|hip|tka|tha|femur|femoral component|tibia\w*|ankle)\b/i.test(line) ||
    /\b(?:knee|hip) (?:arthroplasty|replacement)|\btka\b/i.test(text)
      ? 'Y'
      : /\b(?:shoulder|elbow|humer\w+)\b/i.test(line)
        ? 'X'
        : /\b(?:crani\w+|brain|skull|sinus\w*|intracranial|cerebr\w+|frontal|temporal|parietal|occipital|transoral|tongue|neck|thyroid\w*)\b/i.test(
              about,
            )
          ? '9'
          : 'W';
  if (code.includes(']CZ')) {
    const approach =
      region === 'Y' || region === 'X' ? '0' : /\b(?:transoral|transanal)\b/i.test(about) ? '7' : /\bbronchosc/i.test(line) ? '8' : '4';
    return exact(`8E0${region}${approach}CZ`);
  }
  const image = /\bmri?\b|\bmagnetic resonance/i.test(line)
    ? 'H'
    : /\b(?:ct|computed tomograph\w+|o-arm)\b/i.test(line)
      ? 'G'
      : /\bfluoro\w*/i.test(line)
        ? 'F'
        : 'Z';
  return exact(`8E0${region}XB${image}`);
}

/** The head of a hip whose socket is left alone: its material. */
function femoralHead(code: string, text: string): Template[] | undefined {
  const value = /\b(?:ceramic|biolox)\b[^.,;]{0,30}\bhead\b/i.test(text)
    ? '3'
    : /\b(?:cobalt[- ]?chrom\w*|metal|CoCr)\b[^.,;]{0,30}\b(?:head|ball)\b/i.test(text)
      ? '1'
      : undefined;
  return value === undefined ? undefined : exact(code.replace('0J', `0${value}`).replace('[J13]', value));
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
    const multiplied = [...all.matchAll(/\b(?:DES|BMS|stents?)\s*(?:x|×)\s*(\d)\b/gi)].reduce((sum, [, n]) => sum + Number(n), 0);
    const byNumber = numberOf(named?.[1]) ?? (multiplied > 0 ? multiplied : undefined);
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

/** Vertebrae filled or raised with a needle, by region. */
function vertebral(code: string, line: string): Template[] | undefined {
  if (!/\b(?:kypho|vertebro)plast/i.test(line)) return undefined;
  const regions = new Set(Array.from(line.matchAll(/\b([TL])\d{1,2}\b/g), ([, region]) => region));
  if (!regions.has('T')) return undefined;
  return exact(`0P${code.charAt(2)}4${code.slice(4)}`, ...(regions.has('L') ? [code] : []));
}

/** The ray of a foot or hand by its number; partial unless the whole is said to be taken. */
function ray(code: string, line: string): Template[] | undefined {
  const number = /\b(?:(1st|first|great toe)|(2nd|second)|(3rd|third)|(4th|fourth)|(5th|fifth))\b(?=[^.;]{0,40}\bray)/i
    .exec(line)
    ?.slice(1)
    .findIndex(Boolean);
  if (number === undefined || number < 0) return undefined;
  const whole = /\b(?:complete|entire|whole|through the tarsometatarsal)\b/i.test(line);
  return exact(code.replace(/\[\w+\]$/, (whole ? '45678' : '9BCDF').charAt(number)));
}

/** The disc of a level: excision, or resection where the whole disc is said to be taken (guideline B3.8). */
function disc(text: string): Template[] | undefined {
  const [, region, first, second] = /\b([CTL])(\d{1,2})\s*(?:-|–|\/|to)\s*([CTLS])?\d{1,2}\b/i.exec(text) ?? [];
  const upper = region?.toUpperCase();
  const lower = second?.toUpperCase() ?? (upper === 'L' && first === '5' ? 'S' : upper);
  const part =
    upper === undefined
      ? undefined
      : { CC: '0R-3', CT: '0R-5', TT: '0R-9', TL: '0R-B', LL: '0S-2', LS: '0S-4' }[`${upper}${lower ?? upper}`];
  const root = /\b(?:complete|total|radical|entire)\s+(?:\w+\s+)?dis[ck]/i.test(text) ? 'T' : 'B';
  return part === undefined ? undefined : exact(`${part.replace('-', root)}0ZZ`);
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
function purpose(template: Template, text: string): Template[] | undefined {
  const therapeutic =
    /\b(?:therapeutic|large[- ]volume|lit(?:er|re)s?|[5-9]\d\d\s*(?:ml|cc)|[1-9],?\d{3}\s*(?:ml|cc)|\d(?:\.\d+)?\s?L\b(?!\s*(?:nc\b|nasal|o2\b|oxygen|home))|relief|for comfort)/i.test(
      text,
    ) || /\bdrained\b/i.test(text);
  const diagnostic = /\b(?:diagnostic|sent for|for analysis|for culture|cytology)\b/i.test(text);
  return therapeutic || diagnostic ? exact(template.text.replace(/\[(?:ZX|XZ)\]$/, therapeutic ? 'Z' : 'X')) : undefined;
}

/** Consecutive hours of ventilation: less than 24, 24 to 96, more than 96. */
function duration(code: string, hours: number | undefined): Template[] | undefined {
  return hours === undefined ? undefined : exact(code.replace(/\[\d+\]/, hours < 24 ? '3' : hours <= 96 ? '4' : '5'));
}
