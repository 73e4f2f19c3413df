/**
 * Titles of ICD-9-CM diagnosis and procedure codes.
 *
 * Authority: CMS, "ICD-9-CM Diagnosis and Procedure Codes: Abbreviated and Full Code Titles", version 32 (October 2014, the last), cms_v32.zip:
 * CMS32_DESC_LONG_DX.txt, …_SHORT_DX.txt, …_LONG_SG.txt, …_SHORT_SG.txt. Layout: code without dot in five (DX) or four (SG) positions, a blank, title;
 * in Windows-1252.
 */
import { type ByteSource, malformed, shown, textRows } from './text-source.js';

export interface Icd9Title {
  readonly code: string;
  readonly title: string;
}

const SYSTEMS = {
  diagnosis: { width: 5, code: /^(?:\d{3}\d{0,2}|V\d{2}\d{0,2}|E\d{3}\d?)$/ },
  procedure: { width: 4, code: /^\d{2}\d{0,2}$/ },
} as const;

/**
 * The titles in file order. Returns the number of codes.
 *
 * @throws MedcodeError MC_SOURCE_MALFORMED, with row and position: a row off its columns, a code that is none or stands twice, a title missing.
 */
export async function* parseIcd9Titles(
  source: ByteSource,
  file: string,
  system: keyof typeof SYSTEMS,
): AsyncGenerator<Icd9Title, { readonly codes: number }> {
  const { width, code: form } = SYSTEMS[system];
  const codes = new Set<string>();
  for await (const { row, text } of textRows(source, file, 'windows-1252')) {
    const code = text.slice(0, width).trimEnd();
    if (!form.test(code)) throw malformed(file, row, 1, `an ICD-9-CM ${system} code in ${width} positions`, shown(text.slice(0, width)));
    if (text[width] !== ' ') throw malformed(file, row, width + 1, 'a blank between code and title', shown(text[width]));
    if (codes.has(code)) throw malformed(file, row, 1, 'a code once', `${code} again`);
    codes.add(code);
    const title = text.slice(width + 1).trim();
    if (title === '') throw malformed(file, row, width + 2, `a title for ${code}`, 'blanks');
    yield { code, title };
  }
  if (codes.size === 0) throw malformed(file, 1, 1, 'ICD-9-CM codes and titles', 'the end of the file');
  return { codes: codes.size };
}
