import type { ClaimScope, PlacedSegment } from '../finding.js';
import type { Segment } from '../segment.js';
import type { MissingAt } from './claim-rule.js';

/**
 * The order of segments inside the loops in which the rules may miss one, by tag and, where the tag repeats, first element (005010X222A1,
 * 005010X223A2).
 */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  '2000B': ['HL', 'SBR', 'PAT'],
  '2010BA': ['NM1', 'N3', 'N4', 'DMG', 'REF', 'PER'],
  '2300 837P': (
    'CLM DTP*431 DTP*454 DTP*304 DTP*453 DTP*439 DTP*484 DTP*455 DTP*471 DTP*314 DTP*360 DTP*361 DTP*297 DTP*296 DTP*435 DTP*096 DTP*090 ' +
    'DTP*091 DTP*444 DTP*050 PWK CN1 AMT REF*4N REF*F5 REF*EW REF*9F REF*G1 REF*F8 REF*X4 REF*9A REF*9C REF*LX REF*D9 REF*EA REF*P4 ' +
    'REF*1J K3 NTE CR1 CR2 CRC HI HCP'
  ).split(' '),
  '2300 837I': (
    'CLM DTP*096 DTP*434 DTP*435 DTP*050 CL1 PWK CN1 AMT REF*4N REF*9F REF*G1 REF*F8 REF*9A REF*9C REF*LX REF*D9 REF*LU REF*EA REF*P4 ' +
    'REF*G4 K3 NTE CRC HI*ABK HI*BK HI*ABJ HI*BJ HI*APR HI*PR HI*ABN HI*BN HI*DR HI*ABF HI*BF HI*BBR HI*BR HI*CAH HI*BBQ HI*BQ HI*BI ' +
    'HI*BH HI*BE HI*BG HI*TC HCP'
  ).split(' '),
  '2320': ['SBR', 'CAS', 'AMT*D', 'AMT*A8', 'AMT*EAF', 'OI', 'MIA', 'MOA'],
  '2330B': ['NM1', 'N3', 'N4', 'DTP*573', 'REF'],
  '2400': (
    'LX SV1 SV2 SV5 PWK CR1 CR3 CRC DTP*472 DTP*471 DTP*607 DTP*463 DTP*461 DTP*304 DTP*738 DTP*739 DTP*011 DTP*455 DTP*454 QTY MEA CN1 ' +
    'REF AMT K3 NTE PS1 HCP'
  ).split(' '),
};

function rankOf(order: readonly string[], tag: string, qualifier: string): number {
  const whole = order.indexOf(`${tag}*${qualifier}`);
  return whole >= 0 ? whole : order.indexOf(tag);
}

/**
 * Where a missing segment was expected: at the first segment that comes after it, by loop and by the order inside the loop.
 * @returns undefined when it stands there with a damaged qualifier, which is a finding of its own
 * @param part the part of the claim it belongs to; `following` come after that part
 * @param qualifier first element of the missing segment; `*` alone for the first segment of a loop
 */
export function missingPlace(
  scope: ClaimScope,
  part: readonly PlacedSegment[],
  loop: string,
  tag: string,
  qualifier: string,
  following: readonly (readonly PlacedSegment[])[],
): MissingAt | undefined {
  const order = ORDER[`${loop} ${scope.kind}`] ?? ORDER[loop] ?? [];
  const rank = rankOf(order, tag, qualifier);
  let place: Segment | undefined;
  for (const { segment, loop: own } of part) {
    if (own < loop) continue;
    const after = own > loop ? rank + 1 : rankOf(order, segment.tag, segment.element(1).split(segment.delimiters.component)[0] as string);
    if (after > rank) place ??= segment;
    // A segment of that tag with a qualifier the guide does not have is the one that is missed, damaged.
    if (own === loop && segment.tag === tag && after < 0) return undefined;
  }
  if (place) return { at: place, loop };
  for (const next of following) if (next[0]) return { at: next[0].segment, loop };
  const last = part.at(-1)?.segment;
  return { at: (last?.position ?? 0) + 1, loop };
}

/** Where a segment of the claim's own loops (2300, 2310) was expected. */
export function missingInClaim(scope: ClaimScope, loop: string, tag: string, qualifier = ''): MissingAt | undefined {
  return missingPlace(scope, scope.claim, loop, tag, qualifier, [...scope.otherPayers, ...scope.lines]);
}
