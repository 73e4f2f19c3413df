/**
 * The body part of a catheter is where its tip ends, not where it was put in (guideline B3.17 and Coding Clinic practice for central
 * lines): the beginning of the code by what the text says of the tip.
 */
const TIPS: readonly { readonly words: RegExp; readonly stem: string }[] = [
  { words: /\b(?:cavo-?atrial|caval-atrial|ca junction|svc[-/]ra|superior vena cava|svc)\b/i, stem: '02HV' },
  { words: /\b(?:right atri\w+|ra)\b/i, stem: '02H6' },
  { words: /\b(?:inferior vena cava|ivc)\b/i, stem: '06H0' },
];

export function stemOfTip(text: string): string | undefined {
  const tip = /\b(?:tip|terminat\w+|ending|ends|positioned|position)\b([^.;\n]{0,70})/i.exec(text)?.[1];
  if (tip === undefined) return undefined;
  const found = TIPS.map(({ words, stem }) => ({ stem, at: tip.search(words) })).filter(({ at }) => at >= 0);
  return found.sort((a, b) => a.at - b.at)[0]?.stem;
}

/** Whether what is given into a vein goes through a line that ends in a central one. */
export function isCentralRoute(line: string, note: string): boolean {
  if (/\bperipheral(?:ly)?\b(?! inserted)|\bforearm iv\b|\bpiv\b/i.test(line)) return false;
  return /\b(?:picc|port|port-?a-?cath|mediport|central (?:line|venous|catheter)|hickman|broviac|cvc|tunneled (?:line|catheter))\b/i.test(
    note.replace(
      /\b(?:port|picc)s? (?:site|removed|port wound)\b|\b(?:no|without) (?:port|picc)\b|\b(?:umbilical|working|hand|trocar|camera) port\b/gi,
      '',
    ),
  );
}
