/** What a text says of an ulcer of the leg, as the characters of category L97 count it. */
export interface UlcerFacts {
  readonly site: '1' | '2' | '3' | '4' | '5' | '8' | '9';
  readonly side: '0' | '1' | '2';
  readonly depth: '1' | '2' | '3' | '4' | '5' | '6' | '9';
}

const SITES: readonly (readonly [RegExp, UlcerFacts['site']])[] = [
  [/\b(?:heels?|mid-?foot)\b/i, '4'],
  [/\b(?:foot|feet|toes?|hallux|metatarsals?|forefoot|plantar)\b/i, '5'],
  [/\b(?:ankles?|malleol\w+)\b/i, '3'],
  [/\b(?:calf|calves)\b/i, '2'],
  [/\bthighs?\b/i, '1'],
  [/\b(?:shins?|pretibial)\b/i, '8'],
  [/\blegs?\b|\blower (?:limb|extremit(?:y|ies))\b/i, '9'],
];
const DEPTHS: readonly (readonly [RegExp, UlcerFacts['depth']])[] = [
  [/\bnecrosis of (?:the )?bone\b/i, '4'],
  [/\bnecrosis of (?:the )?muscle\b/i, '3'],
  [/\bbone (?:involvement|exposed)\b|\bexposed bone\b/i, '6'],
  [/\bmuscle (?:involvement|exposed)\b|\bexposed muscle\b/i, '5'],
  [/\b(?:fat layer|subcutaneous (?:tissue|fat))\b/i, '2'],
  [/\b(?:breakdown of (?:the )?skin|skin breakdown)\b/i, '1'],
];

/** Site, side and depth of an ulcer of the leg; undefined when no part of the leg is named. */
export function ulcerFacts(text: string): UlcerFacts | undefined {
  const site = SITES.find(([words]) => words.test(text))?.[1];
  if (site === undefined) return undefined;
  const right = /\b(?:right|rt)\b/i.test(text);
  const left = /\b(?:left|lt)\b/i.test(text);
  return { site, side: right === left ? '0' : right ? '1' : '2', depth: DEPTHS.find(([words]) => words.test(text))?.[1] ?? '9' };
}
