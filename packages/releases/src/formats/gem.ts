/**
 * General Equivalence Mappings between ICD-9-CM and ICD-10.
 *
 * Authority: CMS and NCHS, "2018 General Equivalence Mappings" (GemsTechDoc_2018.pdf, GemsUsersGuide), 2018 the last edition. Layout: source code,
 * target code, five flags: 1 approximate, 2 no map, 3 combination, 4 scenario, 5 choice list; blanks between the columns.
 */
import { type ByteSource, malformed, shown, textRows } from './text-source.js';

export interface GemEntry {
  readonly row: number;
  readonly source: string;
  /** Undefined when there is no equivalent. */
  readonly target: string | undefined;
  readonly approximate: boolean;
  readonly noMap: boolean;
  /** More than one target code is needed to carry the meaning of the source. */
  readonly combination: boolean;
  /** Which of the alternative combinations (1 to 9); 0 outside combinations, but for a few rows of the published files. */
  readonly scenario: number;
  /** From each choice list of a scenario one code is taken. */
  readonly choiceList: number;
}

/**
 * The entries of a GEM file in its order. Returns the number of entries and of source codes.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: a row of another form, flags that contradict each other.
 */
export async function* parseGem(
  source: ByteSource,
  file: string,
): AsyncGenerator<GemEntry, { readonly entries: number; readonly sources: number }> {
  const sources = new Set<string>();
  let entries = 0;
  for await (const { row, text } of textRows(source, file)) {
    const parts = /^([0-9A-Za-z]{2,7}) +([0-9A-Za-z]{2,7}) +(\S{5}) *$/.exec(text);
    if (parts === null) throw malformed(file, row, 1, 'source code, target code and five flags', shown(text));
    const [, from = '', to = '', flags = ''] = parts;
    const entry = gemEntry(row, from.toUpperCase(), to, flags);
    if (entry === undefined)
      throw malformed(
        file,
        row,
        text.indexOf(flags, from.length + to.length) + 1,
        'flags that agree with each other and with the target',
        shown(`${to} ${flags}`),
      );
    sources.add(entry.source);
    entries++;
    yield entry;
  }
  if (entries === 0) throw malformed(file, 1, 1, 'the rows of a GEM file', 'the end of the file');
  return { entries, sources: sources.size };
}

/** An entry from its columns; undefined when the flags contradict each other or the target. */
export function gemEntry(row: number, source: string, target: string, flags: string): GemEntry | undefined {
  const digits = /^([01])([01])([01])(\d)(\d)$/.exec(flags);
  if (digits === null) return undefined;
  const [approximate, noMap, combination] = [digits[1] === '1', digits[2] === '1', digits[3] === '1'];
  const scenario = Number(digits[4]);
  const choiceList = Number(digits[5]);
  if (noMap !== /^No[A-Z]/i.test(target) || (combination && (scenario === 0 || choiceList === 0)) || (noMap && combination))
    return undefined;
  return { row, source, target: noMap ? undefined : target.toUpperCase(), approximate, noMap, combination, scenario, choiceList };
}
