/** A stretch of lines as `structureNote` works on them. */
export interface LineOfText {
  readonly start: number;
  readonly end: number;
  readonly number: number;
}

/** The kinds headers open, as far as this reading asks. */
interface Headers<Kind> {
  readonly kind: (header: string, colon: boolean) => Kind | undefined;
  readonly guess: (header: string) => Kind | undefined;
}

/** A section that begins in a line without a header of its own line. */
export interface ImpliedSection<Kind> {
  readonly kind: Kind | 'ap';
  readonly end: number;
  readonly contentStart: number;
}

/** Headers within a line of prose: "…relief. Diagnosis: renal colic. Plan: …". */
const WITHIN =
  /(?<=^|[.;)\]!?:]\s+|\s{2})(?:(?:final|clinical|working|discharge|ed|my|overall)\s+)?(?:impressions?|diagnos[ie]s|assessment(?:\s*(?:\/|and|&)\s*plan)?|dx|imp|a\s?[/&]\s?p|plan|disposition|recommendations?)\s*:/gi;
/** The diagnosis told in a sentence: "My impression is …", "The clinical diagnosis was …". */
const SPOKEN =
  /(?<=^|[.;!?]\s+|\s{2})(?:(?:my|our|the|final|clinical|working|overall|most likely)\s+){0,3}(?:impression|diagnosis|assessment)\s+(?:is|was)\s+(?:that of\s+|one of\s+)?(?!not\b|unclear|uncertain|still|pending|discussed|reviewed|made|explained|confirmed\b)/gi;
/** Short headers that nothing but a blank follows: "A/P strep pharyngitis". */
const BARE = /^(?:A\s?[/&]\s?P|A\+P|IMP|Imp|DX|Dx)\s+(?=[\p{L}\d])/u;
const FIRST = /^\s*(?:#\s?)?1[.)]\s+\S/;
const SECOND = /^\s*(?:#\s?)?2[.)]\s+\S/;
const HASH = /^\s*#\s?\p{L}/u;

/**
 * Where the assessment of a note begins that has no header for it: letters, dictations and notes of a few lines put it into a sentence, or
 * number their problems at the end. Only asked of notes in which no line opens an assessment.
 * @returns the lines, cut where sections begin, and these sections by the start of their line
 */
export function impliedAssessment<Kind>(
  lines: readonly LineOfText[],
  text: string,
  headers: Headers<Kind>,
  hasPlan: boolean,
): { lines: LineOfText[]; sections: Map<number, ImpliedSection<Kind>> } {
  const sections = new Map<number, ImpliedSection<Kind>>();
  const out: LineOfText[] = [];
  for (const line of lines) {
    const content = text.slice(line.start, line.end);
    const bare = BARE.exec(content);
    if (bare) sections.set(line.start, section<Kind>('ap', line.start, bare[0].trimEnd().length, bare[0].length));
    const cuts: number[] = [];
    for (const match of content.matchAll(WITHIN)) {
      const kind = headers.kind(match[0].slice(0, -1), true) ?? headers.guess(match[0].slice(0, -1).trim());
      if (kind === undefined) continue;
      const after = match[0].length + (/^\s*/.exec(content.slice(match.index + match[0].length))?.[0].length ?? 0);
      cuts.push(match.index);
      sections.set(line.start + match.index, section(kind, line.start + match.index, match[0].length - 1, after));
    }
    for (const match of content.matchAll(SPOKEN)) {
      cuts.push(match.index);
      sections.set(line.start + match.index, section<Kind>('ap', line.start + match.index, match[0].trimEnd().length, match[0].length));
    }
    const starts = [...new Set([0, ...cuts])].sort((a, b) => a - b).map((cut) => line.start + cut);
    starts.forEach((start, i) => {
      out.push({ start, end: starts[i + 1] ?? line.end, number: line.number });
    });
  }
  if (sections.size === 0 && !hasPlan) numbered(out, text, sections, headers);
  return { lines: out, sections };
}

/** Problems numbered or marked with # at the end of a note are its assessment and plan. */
function numbered<Kind>(
  lines: readonly LineOfText[],
  text: string,
  sections: Map<number, ImpliedSection<Kind>>,
  headers: Headers<Kind>,
): void {
  const said = lines.map((line) => text.slice(line.start, line.end));
  let first = said.findLastIndex((line) => FIRST.test(line));
  if (first >= 0 && !said.slice(first + 1).some((line) => SECOND.test(line))) first = -1;
  if (first < 0) first = said.findIndex((line) => HASH.test(line));
  const line = lines[first];
  if (!line || first === 0) return;
  // A list right below a header is that header's: procedures, findings, medications.
  const before =
    said
      .slice(0, first)
      .findLast((one) => one.trim() !== '')
      ?.trim() ?? '';
  if (headers.kind(before.replace(/:$/, ''), before.endsWith(':')) !== undefined) return;
  sections.set(line.start, section<Kind>('ap', line.start, 0, 0));
}

function section<Kind>(kind: Kind | 'ap', start: number, header: number, content: number): ImpliedSection<Kind> {
  return { kind, end: start + header, contentStart: start + content };
}
