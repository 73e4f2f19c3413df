/** Invented interchanges for the tests of remittances and matching. */

/** Puts segments between ISA and IEA; the counts of the trailers are right. */
export function interchange(version: string, type: string, group: string, control: string, segments: readonly string[]): string {
  return [
    `ISA*00*          *00*          *ZZ*PRAIRIEHEALTH  *ZZ*RIVERSIDECLIN  *260301*0800*^*00501*${control}*0*T*:`,
    `GS*${group}*PRAIRIE*RIVERSIDE*20260301*0800*1*X*${version}`,
    `ST*${type}*0001*${version}`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*1',
    `IEA*1*${control}`,
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}

/** A payment of 835 type with the given claims. */
export function remittance(amount: string, trace: string, claims: readonly string[], control = '000000101'): string {
  return interchange('005010X221A1', '835', 'HP', control, [
    `BPR*I*${amount}*C*CHK************20260301`,
    `TRN*1*${trace}*1999888777`,
    'DTM*405*20260228',
    'N1*PR*Prairie Health Plan*XV*77001',
    'N3*12 Grain Road',
    'N4*Lincoln*NE*685010000',
    'PER*BL*Provider desk*TE*4025550100',
    'N1*PE*Riverside Family Clinic*XX*1234567893',
    'REF*TJ*471112222',
    'LX*1',
    ...claims,
  ]);
}
